import Foundation
public import StrataCore
public import StrataStore
public import SystemPackage

/// A store in a folder of its own, for one test; the test ends by checking the store.
///
/// ```swift
/// try await TemporaryStore.make { fixture in
///   _ = try await fixture.store.start(request)
/// }
/// ```
public struct TemporaryStore: Sendable {
  /// The store.
  public let store: SessionStore
  /// Its folder.
  public let root: FilePath
  /// Its time, which moves only when it is told to.
  public let clock: SimulatedClock
  /// What it was opened with.
  public let options: StoreOptions

  /// What `check` found where nothing, or something else, was expected.
  public struct UnexpectedFindings: Error, CustomStringConvertible {
    /// The findings.
    public var findings: [Finding]
    /// The codes that were expected.
    public var expected: Set<String>
    /// One finding a line.
    public var description: String {
      "expected findings \(expected.sorted()), found:\n"
        + findings.map { "\($0.code) \($0.place): \($0.message)" }.joined(separator: "\n")
    }
  }

  /// Makes a store, runs a test on it, closes it, opens it again for reading and checks it: the
  /// findings must have exactly the expected codes, unless the test has wrecked the store on purpose.
  /// Then the folder is removed, and the database where there is one.
  public static func make(
    on backend: JournalBackend = .chosen, seed: UInt64 = 1,
    clock: SimulatedClock = SimulatedClock(), expecting codes: Set<String> = [],
    checking: Bool = true, configure: (inout StoreOptions) -> Void = { _ in },
    _ body: (TemporaryStore) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("strata-test-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = simulated(clock: clock, seed: seed)
    options.temporaryStorage = FilePath(folder.path).appending("temporary")
    configure(&options)
    let root = FilePath(folder.path).appending("store")
    try await backend.withDatabase { url in
      let fixture = TemporaryStore(
        store: try SessionStore.initialize(at: root, journal: url, options: options), root: root,
        clock: clock, options: options)
      try await body(fixture)
      try await fixture.store.close()
      if checking { try await fixture.check(expecting: codes) }
    }
  }

  /// Options with a clock that stands still, repeatable randomness and no pauses.
  public static func simulated(clock: SimulatedClock, seed: UInt64) -> StoreOptions {
    let randomness = SeededRandomness(seed: seed)
    var options = StoreOptions.real
    options.clock = { clock.now }
    options.randomness = { randomness.generator }
    options.pause = { seconds in
      clock.advance(bySeconds: seconds)
      await Task.yield()
    }
    return options
  }

  /// Opens the store once more, as another process would.
  public func open(_ configure: (inout StoreOptions) -> Void = { _ in }) throws -> SessionStore {
    var options = options
    configure(&options)
    return try SessionStore.open(at: root, options: options)
  }

  /// Checks the store through a reader of its own, on the real file system and database.
  public func check(expecting codes: Set<String> = []) async throws {
    let reader = try open { options in
      options.access = .reading
      options.fileSystem = POSIXFileSystem()
      options.openDriver = StoreOptions.real.openDriver
    }
    let findings = try reader.check()
    try await reader.close()
    guard Set(findings.map(\.code)) == codes else {
      throw UnexpectedFindings(findings: findings, expected: codes)
    }
  }
}
