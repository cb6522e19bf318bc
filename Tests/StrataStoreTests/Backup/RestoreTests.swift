import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// What a restore brings back, and what it never does (rows R3, D6, D4).
@Suite struct RestoreTests {
  @Test func aMomentGivesWhatWasThereThen() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      let store = fixture.store
      var seen: [(Timestamp, [String])] = []
      for number in 0..<4 {
        let session = try await store.start(try request("acme", "On AWS, question \(number)."))
        fixture.clock.advance(bySeconds: 10)
        if number == 2 {
          _ = try await store.complete(session.name, Completion(outcome: .success))
          try backup.backUp()
        }
        _ = try await store.start(try request("other", "We move to Azure."))
        seen.append((fixture.clock.now, try store.sessionsAsSeen()))
        fixture.clock.advance(bySeconds: 60)
      }
      try backup.backUp()
      for (index, (time, sessions)) in seen.enumerated() {
        let report = try await backup.restore("at-\(index)") { $0.at = time }
        #expect(report.entries < report.backedUp || index == 3)
        try await backup.withRestored("at-\(index)") { restored in
          #expect(try restored.sessionsAsSeen() == sessions, "moment \(index)")
          _ = try await restored.start(try request("acme", "And now?"))
        }
      }
      await #expect(throws: StrataError.self) {
        try await backup.restore("never") { $0.at = Timestamp(microseconds: 0) }
      }
    }
  }

  /// Words that were erased never come back: not from before the erasure, and not from the files.
  @Test func erasedWordsNeverComeBack() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      let store = fixture.store
      let words = "Zanzibar"
      let session = try await store.start(
        try request("acme", "We deploy \(words) on AWS EKS.") { start in
          start.context = DeploymentContext(project: words)
          start.decisions = [
            KeyDecision(topic: words, choice: words, at: fixture.clock.now)
          ]
        })
      let other = try await store.start(try request("acme", "We deploy Kontor on AWS EKS."))
      let before = fixture.clock.now
      try backup.backUp(encrypted: false)
      #expect(try text(of: backup).contains(words))
      fixture.clock.advance(bySeconds: 60)
      _ = try await store.append([Turn(.user, "More of \(words).")], to: session.name)
      _ = try await store.record(
        KeyDecision(topic: "later", choice: words, at: fixture.clock.now), in: session.name)
      let between = fixture.clock.now
      fixture.clock.advance(bySeconds: 60)
      _ = try await store.erase(
        ErasureRequest(session: session.name, rule: "gdpr-17", reason: "asked", by: "ada"))
      let report = try backup.backUp(encrypted: false)
      #expect(report.rewritten <= 1)
      #expect(try !text(of: backup).contains(words))
      #expect(try backup.findings() == [])
      for (index, time) in [before, between, nil].enumerated() {
        let report = try await backup.restore("at-\(index)") { $0.at = time }
        #expect((report.erasureCount > 0) == (time != nil))
        try await backup.withRestored("at-\(index)") { restored in
          let turns = try restored.turns(of: session.id)
          #expect(turns.count == [1, 2, 2][index])
          #expect(turns.allSatisfy { $0.content.hasPrefix("[erased by ada under rule gdpr-17") })
          let kept = try restored.session(.id(session.id))
          #expect(kept.decisions.count == [1, 2, 2][index])
          #expect(kept.notes.contains { $0.contains("gdpr-17") })
          #expect(try restored.turns(of: other.id) == store.turns(of: other.id))
        }
        #expect(try backup.files(of: "at-\(index)", holding: words) == [], "moment \(index)")
      }
    }
  }

  /// The erasure falls into a segment of its own, and one that is long written is written anew.
  @Test func oldSegmentsLoseErasedWords() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      let session = try await fixture.store.start(
        try longRequest("acme", "We deploy Zanzibar on AWS."))
      for number in 0..<2 {
        try backup.backUp(encrypted: false)
        _ = try await fixture.store.start(try longRequest("c\(number)"))
      }
      try backup.backUp(encrypted: false)
      let files = try backup.segmentFiles()
      #expect(files.count == 3)
      _ = try await fixture.store.erase(ErasureRequest(session: session.name, rule: "gdpr-17"))
      let report = try backup.backUp(encrypted: false)
      #expect(report.rewritten == 1)
      #expect(try !text(of: backup).contains("Zanzibar"))
      #expect(!FileManager.default.fileExists(atPath: files[0].string))
      #expect(FileManager.default.fileExists(atPath: files[1].string))
      #expect(try backup.findings() == [])
    }
  }

  private func text(of backup: BackupFixture) throws -> String {
    try backup.segmentFiles().map { file in
      let bytes = Array(try #require(FileManager.default.contents(atPath: file.string)))
      return String(
        decoding: try Gzip.decompress(bytes, maximumBytes: 1 << 30, place: file.string),
        as: UTF8.self)
    }.joined()
  }

  // MARK: - The log

  @Test func aNewLogBeginsAndNamesTheFormer() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      _ = try await fixture.store.start(try request())
      try backup.backUp()
      let former = try fixture.store.checkpoint()
      let formerKey = try fixture.store.verifierKey()
      let report = try await backup.restore()
      try await backup.withRestored { store in
        let key = try store.verifierKey()
        #expect(report.log == key.description && key.name != formerKey.name)
        let entry = try #require(
          try store.entries(from: 1).last { $0.kind == .storeRestored })
        guard case .string(let statement)? = entry.body.member("statement") else {
          Issue.record("the former key does not name the new one")
          return
        }
        let note = try SignedNote(parsing: Array(statement.utf8))
        #expect(try note.verify([formerKey, key]).count == 2)
        #expect(entry.body.member("former_log") == .string(formerKey.description))
        // Whoever holds the former log's checkpoint sees that this one holds the same entries.
        #expect(try store.verifyAudit(against: []).findings == [])
        let root = try TreeHash.root(
          of: former.checkpoint.size,
          reading: store.log.reader(at: store.checkpoint().checkpoint.size))
        #expect(root == former.checkpoint.root)
        _ = try store.anchor()
      }
      let kept = backup.beside("restored").appending("log/former-\(report.backedUp)/checkpoint")
      #expect(FileManager.default.contents(atPath: kept.string) == Data(former.bytes))
    }
  }

  @Test func theLogGoesOnWhereItsNewestCheckpointIsCovered() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      _ = try await fixture.store.start(try request())
      try fixture.store.rotateKey()
      try backup.backUp()
      let newest = try fixture.store.checkpoint()
      let report = try await backup.restore { $0.newestCheckpoint = newest }
      #expect(report.continuesLog)
      try await backup.withRestored { store throws in
        #expect(try store.verifierKey() == fixture.store.verifierKey())
        #expect(try store.keyHistory() == fixture.store.keyHistory())
        #expect(try store.verifyAudit(against: [newest]).findings == [])
      }
      _ = try await fixture.store.start(try request())
      let later = try fixture.store.signCheckpoint()
      let other = try await backup.restore("later") { $0.newestCheckpoint = later }
      #expect(!other.continuesLog)
    }
  }

  // MARK: - The place

  @Test func theFormerStoreIsMovedAside() async throws {
    try await TemporaryStore.make(checking: false) { fixture in
      let backup = try BackupFixture(fixture)
      let session = try await fixture.store.start(try request())
      try backup.backUp()
      try await fixture.store.close()
      let journal = fixture.root.appending("journal.db").string
      try Data("torn".utf8).write(to: URL(fileURLWithPath: journal))
      await #expect(throws: StrataError.self) {
        try await backup.restore("store")
      }
      let report = try await backup.restore("store") { $0.replacesStore = true }
      let aside = try #require(report.movedAside)
      #expect(FileManager.default.contents(atPath: aside + "/journal.db") == Data("torn".utf8))
      try await backup.withRestored("store") { store throws in
        #expect(try store.session(.id(session.id)).version == session.version)
      }
      let names = try FileManager.default.contentsOfDirectory(
        atPath: fixture.root.removingLastComponent().string)
      #expect(!names.contains { $0.contains("restoring") })
    }
  }

  @Test func journalsMoveBetweenDatabases() async throws {
    for backend in JournalBackend.allCases {
      try await TemporaryStore.make(on: backend, expecting: ["directory.unknown"]) { fixture in
        let backup = try BackupFixture(fixture)
        try await EveryActivity(in: fixture).perform()
        try backup.backUp()
        for target in JournalBackend.allCases {
          try await target.withDatabase { url in
            let name = "on-\(target.rawValue)"
            try await backup.restore(name) { $0.journal = url }
            try await backup.withRestored(name) { store in
              #expect(try store.sessionsAsSeen() == fixture.store.sessionsAsSeen())
              #expect(try Array(store.records().dropLast()) == fixture.store.records())
              _ = try await store.start(try request("acme", "On another database."))
            }
          }
        }
      }
    }
  }
}
