import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Stores that are not as they should be, and names that lead out of them: a clear error, and nothing
/// is lost.
@Suite struct BadInputTests {
  private let files = POSIXFileSystem()

  @Test(arguments: [
    "..", "../acme", "a/../../etc", "/etc/passwd", ".version_lock", "a\u{0}b", "a\nb",
    String(repeating: "x", count: 300), "Cafe\u{301}", "", " acme", "a\u{202E}b", "a\\b",
  ])
  func nameThatIsNoCustomersIsRefused(_ name: String) throws {
    let failure = #expect(throws: StrataError.self) { try CustomerID(name) }
    #expect(failure?.code == .invalidInput)
    #expect(failure?.message.contains("cannot name a customer: ") == true)
    #expect(failure?.remedy?.isEmpty == false)
    #expect(throws: StrataError.self) { try SessionName(parsing: "\(name)/v1.0.0") }
  }

  @Test(arguments: [
    "v1", "1.0.0", "v01.0.0", "v1.0.0.0", "v1.-1.0", "v1.0.0/../v2.0.0", "v9999999999.0.0",
  ])
  func nameWithoutAVersionIsRefused(_ version: String) throws {
    let failure = #expect(throws: StrataError.self) { try SessionName(parsing: "acme/\(version)") }
    #expect(failure?.code == .invalidInput)
  }

  @Test func journalOfANewerFormatIsRefusedByName() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      _ = try fixture.store.driver.write {
        try $0.run("UPDATE meta SET value = '9' WHERE name = 'format'")
      }
      try await fixture.store.close()
      let before = try snapshot(of: fixture.root)
      let failure = #expect(throws: StrataError.self) { try fixture.open() }
      #expect(failure?.code == .newerFormat)
      #expect(failure?.message == "the store has format 9, and this Strata reads up to format 4")
      #expect(failure?.remedy == "install a newer Strata")
      #expect(try snapshot(of: fixture.root) == before)
      let driver = try fixture.options.openDriver(fixture.store.journal, .writing)
      _ = try driver.write { try $0.run("UPDATE meta SET value = '4' WHERE name = 'format'") }
      try driver.close()
      let again = try fixture.open()
      #expect(try again.session(session.name) == session)
      try await again.close()
    }
  }

  /// The bytes of everything under `sessions/`, by path.
  private func snapshot(of root: FilePath) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    let folder = root.appending("sessions").string
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let path = FilePath(folder).appending(name)
      guard let status = try files.status(of: path), status.kind == .file else { continue }
      found[name] = try files.readFile(path, maximumBytes: status.size)
    }
    return found
  }

  @Test func storeThatMayNotBeWrittenCanBeReadAndSaysSo() async throws {
    let scratch = try ScratchFolder()
    let root = scratch.path.appending("store")
    let store = try SessionStore.initialize(at: root)
    let session = try await store.start(try request())
    try await store.close()
    try setModes(below: root, folders: 0o555, files: 0o444)
    try files.setMode(FilePermissions(rawValue: 0o555), of: scratch.path)
    let run = try await ProgramRun.toEnd("strata-load", ["stranger", root.string, "other"])
    try files.setMode(FilePermissions(rawValue: 0o755), of: scratch.path)
    try setModes(below: root, folders: 0o755, files: 0o644)
    #expect(run.status == 0)
    let expected = LoadReport.started(session.id, session.customer, session.version, .initial)
    try #require(run.lines.count == 3, "\(run.lines)")
    #expect(LoadReport(run.lines[0]) == expected)
    #expect(run.lines[1] == "storage: the journal cannot be written")
    #expect(
      run.lines[2].hasPrefix(
        "storage: the session could be kept neither in the store nor in temporary storage: "),
      "\(run.lines[2])")
    let again = try SessionStore.open(at: root)
    #expect(try again.sessions() == [session])
    try await again.close()
  }

  private func setModes(below path: FilePath, folders: CInterop.Mode, files mode: CInterop.Mode)
    throws
  {
    for name in try files.list(path) {
      let child = path.appending(name)
      switch try files.status(of: child)?.kind {
      case .directory: try setModes(below: child, folders: folders, files: mode)
      case .file: try files.setMode(FilePermissions(rawValue: mode), of: child)
      default: continue
      }
    }
    try files.setMode(FilePermissions(rawValue: folders), of: path)
  }

  @Test func diskThatTurnsReadOnlyLosesNothing() async throws {
    try await withMachine(seed: 5) { fixture, machine, process in
      let session = try await fixture.store.start(try request())
      machine.disk.isReadOnly = true
      process.database.isFull = true
      let append = await #expect(throws: StrataError.self) {
        try await fixture.store.append([Turn(.user, "more")], to: session.name)
      }
      #expect(append?.code == .storage)
      let start = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request("other"))
      }
      #expect(start?.code == .storage)
      #expect(try fixture.store.session(session.name) == session)
      #expect(try fixture.store.turns(of: session.id).count == 1)
      machine.disk.isReadOnly = false
      process.database.isFull = false
      let grown = try await fixture.store.append([Turn(.user, "more")], to: session.name)
      #expect(grown.turnCount == 2)
    }
  }

  @Test func fileInPlaceOfACustomersFolderIsRefusedAndKept() async throws {
    try await TemporaryStore.make(expecting: ["path.unknown"]) { fixture in
      let path = fixture.root.appending("sessions/other")
      try files.createFile(Array("mine".utf8), at: path, mode: FilePermissions(rawValue: 0o644))
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request("other"))
      }
      #expect(failure?.code == .corrupt)
      #expect(failure?.message == "a file stands where a directory of the store must be")
      #expect(failure?.place == path.string)
      #expect(try files.readFile(path, maximumBytes: 10) == Array("mine".utf8))
      #expect(try await fixture.store.start(try request()).version == .first)
    }
  }

  @Test func linkInPlaceOfAVersionIsNotFollowed() async throws {
    try await TemporaryStore.make(expecting: ["directory.unknown"]) { fixture in
      let outside = fixture.root.removingLastComponent().appending("outside")
      try files.createDirectory(at: outside, mode: FilePermissions(rawValue: 0o755))
      let session = try await fixture.store.start(try request())
      try FileManager.default.createSymbolicLink(
        atPath: fixture.root.appending("sessions/acme/v1.1.0").string,
        withDestinationPath: outside.string)
      let next = try await fixture.store.start(try request())
      #expect(next.version == session.version.nextMinor?.nextMinor)
      #expect(next.notes.first?.hasPrefix("v1.1.0 was taken: ") == true)
      #expect(try files.list(outside) == [])
    }
  }

  @Test func folderInPlaceOfTheLockIsQuarantinedOnceALeaseIsOver() async throws {
    try await withMachine(seed: 6) { fixture, machine, _ in
      _ = try await fixture.store.start(try request())
      let lock = StoreLayout(root: fixture.root).lock(of: try CustomerID("acme"))
      try machine.disk.createDirectory(at: lock, mode: FilePermissions(rawValue: 0o755))
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request())
      }
      #expect(failure?.code == .lockTimeout)
      #expect(
        failure?.message
          == "the version lock of acme could not be had within 5 s: it cannot be read")
      fixture.clock.advance(bySeconds: 40)
      #expect(try await fixture.store.start(try request()).version == SemanticVersion(1, 1, 0))
      let kept = try files.list(fixture.root.appending("quarantine"))
      #expect(kept.count == 1 && kept[0].hasPrefix("acme-version_lock-"))
    }
  }
}
