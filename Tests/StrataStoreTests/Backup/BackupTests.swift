import AgeEncryption
import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// Backup and restore bring back what was recorded (row R3).
@Suite struct BackupTests {
  /// Everything that can be recorded, then the restored store beside the first.
  @Test(arguments: [true, false])
  func everythingComesBack(encrypted: Bool) async throws {
    try await TemporaryStore.make(expecting: ["directory.unknown"]) { fixture in
      let backup = try BackupFixture(fixture)
      try await EveryActivity(in: fixture).perform()
      let report = try backup.backUp(encrypted: encrypted)
      #expect(try backup.findings() == [])
      let restored = try await backup.restore()
      #expect(restored.entries == report.entries && restored.erasureCount == 0)
      #expect(try restored.sessionCount == fixture.store.sessionsAsSeen().count)
      #expect(!restored.continuesLog && restored.movedAside == nil)
      try await backup.withRestored { store in
        #expect(store.identity == fixture.store.identity)
        #expect(try store.sessionsAsSeen() == fixture.store.sessionsAsSeen())
        #expect(try Array(store.records().dropLast()) == fixture.store.records())
        for table in ["configuration", "consumer_offsets", "origins", "alerts", "contents"] {
          let rows = { (store: SessionStore) in
            try store.driver.read { connection in
              try connection.query("SELECT * FROM \(table)").map { "\($0.values)" }.sorted()
            }
          }
          #expect(try rows(store) == rows(fixture.store), "\(table)")
        }
        _ = try await store.start(try request("acme", "After the disk was lost."))
        _ = try store.signCheckpoint()
      }
      try sameDirectories(backup.beside("restored"), fixture.root)
    }
  }

  /// Whoever adds a table decides how it comes back: with the entries, by replay, with the state, or as a
  /// cache that is made again.
  @Test func everyTableIsThoughtOf() async throws {
    try await TemporaryStore.make(on: .sqlite) { fixture in
      let tables = try fixture.store.driver.read { connection in
        try connection.query("SELECT name FROM sqlite_schema WHERE type = 'table'").map {
          try $0.text(0)
        }
      }
      let backedUp = ["entries", "contents", "turns", "origins", "consumer_offsets", "meta"]
      let replayed =
        [
          "configuration", "customers", "session_versions", "lines", "ssh_connections",
          "event_statistics", "alerts",
        ] + AuditTable.allCases.map(\.rawValue)
      let madeAgain = ["line_profiles", "topics"]
      #expect(Set(tables) == Set(backedUp + replayed + madeAgain))
    }
  }

  private func sameDirectories(_ one: FilePath, _ other: FilePath) throws {
    let session = "sessions/acme/v1.0.0"
    for file in SessionFile.allCases {
      let bytes = { (root: FilePath) in
        FileManager.default.contents(atPath: root.appending("\(session)/\(file.rawValue)").string)
      }
      #expect(bytes(one) != nil && bytes(one) == bytes(other), "\(file)")
    }
  }

  @Test func onlyWhatIsNewIsWritten() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      _ = try await fixture.store.start(try longRequest("acme"))
      let first = try backup.backUp()
      #expect(first.newEntries == first.entries && first.byteCount > 128 << 10)
      let files = try backup.segmentFiles()
      _ = try await fixture.store.start(try longRequest("acme", "And on Azure."))
      _ = try backup.backUp()
      for _ in 0..<3 {
        _ = try await fixture.store.start(try request("other", "We deploy on AWS."))
        let next = try backup.backUp()
        #expect(next.newEntries > 0 && next.byteCount < 20_000)
      }
      let idle = try backup.backUp()
      #expect(idle.newEntries == 0)
      #expect(try backup.segmentFiles().count <= files.count + 2)
      #expect(try backup.findings() == [])
      try await backup.restore()
      try await backup.withRestored { store in
        let seen = try store.sessionsAsSeen()
        #expect(try seen == fixture.store.sessionsAsSeen())
      }
    }
  }

  @Test func manySegmentsFollowOnOneAnother() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      for _ in 0..<3 {
        _ = try await fixture.store.start(try longRequest("acme"))
        _ = try backup.backUp()
      }
      #expect(try backup.segmentFiles().count == 3)
      #expect(try backup.findings() == [])
      try await backup.restore()
      try await backup.withRestored { store in
        let seen = try store.sessionsAsSeen()
        #expect(try seen == fixture.store.sessionsAsSeen())
      }
    }
  }

  @Test func theSigningKeyIsInAnEncryptedBackupOnly() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      _ = try await fixture.store.start(try request())
      let key = try fixture.store.log.files.signerKey().secretText
      try backup.backUp(encrypted: false)
      let open = try BackupReading(
        at: backup.folder, identities: [], fileSystem: POSIXFileSystem())
      #expect(try open.state().signerKey == nil)
      #expect(throws: StrataError.self) { try backup.backUp() }
      try FileManager.default.removeItem(atPath: backup.folder.string)
      try backup.backUp()
      let closed = try BackupReading(
        at: backup.folder, identities: [backup.identity], fileSystem: POSIXFileSystem())
      #expect(try closed.state().signerKey == key + "\n")
      for name in try FileManager.default.subpathsOfDirectory(atPath: backup.folder.string) {
        let data = FileManager.default.contents(atPath: backup.folder.appending(name).string)
        #expect(data?.range(of: Data("EKS".utf8)) == nil, "\(name)")
      }
      #expect {
        try Backup(at: backup.folder, identities: []).findings(isDeep: true)
      } throws: { ($0 as? StrataError)?.message == "the backup is encrypted, and no key was given" }
    }
  }

  @Test func anotherStoreAndAnotherHistoryAreRefused() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      let first = try await fixture.store.start(try request())
      try backup.backUp()
      let time = fixture.clock.now
      fixture.clock.advance(bySeconds: 60)
      _ = try await fixture.store.append([Turn(.user, "More.")], to: first.name)
      try backup.backUp()
      try await backup.restore { $0.at = time }
      try await backup.withRestored { store in
        #expect { try backup.backUp(store) } throws: { error in
          (error as? StrataError)?.message.contains("no continuation") == true
        }
      }
      try await backup.restore("whole")
      try await backup.withRestored("whole") { store in
        // It holds all that was backed up, so it goes on with the same backup.
        let report = try backup.backUp(store)
        #expect(report.newEntries == 1)
      }
      #expect(throws: StrataError.self) { try backup.backUp() }
      try await TemporaryStore.make(seed: 2) { other in
        #expect { try backup.backUp(other.store) } throws: { error in
          (error as? StrataError)?.message.contains("another store") == true
        }
      }
      #expect(throws: StrataError.self) {
        try fixture.store.backUp(
          to: fixture.root.appending("backup"), secrecy: .unencrypted)
      }
      #expect(throws: StrataError.self) {
        try fixture.store.backUp(to: backup.beside(""), secrecy: .unencrypted)
      }
    }
  }

  /// Whatever call fails, and wherever the process dies: the former backup is whole, and the next one
  /// goes on.
  @Test(arguments: [
    FaultyFileSystem.Fault.error(.noSpace), .death(.half), .death(.nothing), .death(.whole),
  ])
  func aCrashLeavesTheBackupWhole(_ fault: FaultyFileSystem.Fault) async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      let session = try await fixture.store.start(try request())
      try backup.backUp()
      _ = try await fixture.store.append([Turn(.user, "Secret words.")], to: session.name)
      try await fixture.store.close()
      let before = try Backup(at: backup.folder).manifest.entryCount
      let calls = try await FaultSweep.run(fault) { fileSystem, call in
        let store = try fixture.open { $0.access = .reading }
        let run = BackupRun(
          store: store, folder: BackupFolder(root: backup.folder, fileSystem: fileSystem),
          cipher: BackupCipher(recipients: [backup.identity.recipient]), progress: { _ in })
        _ = try? run.run()
        let wrong = try backup.findings().filter { $0.severity == .error }
        #expect(wrong == [], "call \(call)")
        #expect(try Backup(at: backup.folder).manifest.entryCount >= before, "call \(call)")
        try await store.close()
      }
      #expect(calls > 20)
      let store = try fixture.open()
      try backup.backUp(store)
      #expect(try backup.findings() == [])
      try await store.close()
    }
  }

  @Test func twoAtOnceTakeTurns() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      _ = try await fixture.store.start(try request())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<4 {
          group.addTask {
            _ = try await fixture.store.start(try request("c\(number)"))
            try backup.backUp()
          }
        }
        try await group.waitForAll()
      }
      #expect(try backup.findings() == [])
      #expect(
        try Backup(at: backup.folder).manifest.entryCount
          == Int64(fixture.store.records().count))
    }
  }
}
