import AgeEncryption
import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// A backup beside a temporary store, and stores that are restored from it.
struct BackupFixture {
  let fixture: TemporaryStore
  let identity: AgeIdentity
  var folder: FilePath { beside("backup") }

  init(_ fixture: TemporaryStore) throws {
    self.fixture = fixture
    identity = try AgeIdentity(seed: [UInt8](repeating: 7, count: 32))
  }

  /// A path beside the store, removed with it.
  func beside(_ name: String) -> FilePath { fixture.root.removingLastComponent().appending(name) }

  @discardableResult
  func backUp(_ store: SessionStore? = nil, encrypted: Bool = true) throws -> BackupReport {
    try (store ?? fixture.store).backUp(
      to: folder, secrecy: encrypted ? .recipients([identity.recipient]) : .unencrypted)
  }

  func findings() throws -> [Finding] {
    try Backup(at: folder, identities: [identity]).findings(isDeep: true)
  }

  /// Restores the backup to a folder beside the store.
  @discardableResult
  func restore(
    _ name: String = "restored", edit: (inout RestoreRequest) -> Void = { _ in }
  ) async throws -> RestoreReport {
    var request = RestoreRequest(backup: folder, target: beside(name))
    request.identities = [identity]
    edit(&request)
    return try await SessionStore.restore(request, options: options)
  }

  /// Opens a restored store, does something with it, closes it and checks it.
  func withRestored(
    _ name: String = "restored", _ body: (SessionStore) async throws -> Void
  ) async throws {
    let store = try SessionStore.open(at: beside(name), options: options)
    do {
      try await body(store)
    } catch {
      try? await store.close()
      throw error
    }
    #expect(try store.check() == [])
    #expect(try store.verifyAudit().findings == [])
    try await store.close()
  }

  private var options: StoreOptions {
    var options = fixture.options
    options.temporaryStorage = beside("temporary-of-restored")
    return options
  }

  /// The files of a restored store in which some words stand.
  func files(of name: String = "restored", holding words: String) throws -> [String] {
    let folder = beside(name)
    return try FileManager.default.subpathsOfDirectory(atPath: folder.string).filter { name in
      FileManager.default.contents(atPath: folder.appending(name).string)?
        .range(of: Data(words.utf8)) != nil
    }
  }

  /// The files of all backups' segments.
  func segmentFiles() throws -> [FilePath] {
    try Backup(at: folder).manifest.segments.map { folder.appending($0.file.path) }
  }
}

/// A request whose answer is so long, and so hard to compress, that its segment is full.
func longRequest(_ customer: String, _ text: String = "We deploy on AWS EKS.") throws
  -> StartRequest
{
  try request(customer, text) { $0.turns.append(Turn(.assistant, noise)) }
}

private let noise = (0..<60_000).map { String($0 &* 2_654_435_761 % 1_000_003, radix: 36) }
  .joined(separator: " ")

extension SessionStore {
  /// Everything that people see of the sessions.
  func sessionsAsSeen() throws -> [String] {
    var query = SessionQuery()
    query.limit = 100_000
    return try sessions(query).map { session in
      "\(session) \(try turns(of: session.id))"
    }
  }

  func records() throws -> [[UInt8]] {
    try driver.read { connection in
      try connection.query("SELECT \(EntryRow.columns) FROM entries ORDER BY position").map {
        try EntryRow($0).record.bytes
      }
    }
  }
}
