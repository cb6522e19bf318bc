import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// The key of a store's log is replaced, the old one signs the new, and nobody who holds the old one
/// is left behind (row D4).
@Suite struct StoreKeyRotationTests {
  private func rotations(in store: SessionStore) throws -> [JournalEntry] {
    try store.driver.read {
      try JournalReading.entries("WHERE kind = ? ORDER BY position", [.text("key.rotated")], $0)
    }
  }

  /// Everything that must hold after any number of rotations.
  private func expectWorking(
    _ store: SessionStore, since first: VerifierKey, _ place: Comment? = nil
  ) throws {
    let history = try store.keyHistory()
    #expect(history.firstKey == first, place)
    #expect(try store.log.files.signerKey().verifier == history.currentKey, place)
    #expect(try store.log.files.hasStagedKey() == false, place)
    let told = try rotations(in: store)
    let statements = try told.map { entry in
      let text = try #require(entry.body.member("statement")?.asText)
      return try KeyRotation(parsing: Array(text.utf8))
    }
    #expect(statements == history.rotations, place)
    let newest = try store.signCheckpoint()
    #expect(throws: Never.self, place) {
      try newest.verify(
        TrustPolicy(logKeys: history.keys(signing: newest.checkpoint.size)))
    }
    #expect(try store.verifyAudit().findings.isEmpty, place)
  }

  @Test func oldKeyHandsOverAndIsGone() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let files = store.log.files
      let first = try store.verifierKey()
      let old = try files.privateKey(at: files.layout.signerKey).secretText
      _ = try await store.start(try request())
      let rotation = try store.rotateKey(actor: "ada")
      #expect(rotation.oldKey == first)
      #expect(try rotation.newKey == store.verifierKey())
      #expect(rotation.checkpoint.size.count == 2)
      #expect(try rotations(in: store).map(\.actor) == ["ada"])
      #expect(try store.checkpoint().checkpoint.size.count == 3)
      #expect(try files.privateKey(at: files.layout.signerKey).secretText != old)
      #expect(
        try files.fileSystem.status(of: files.layout.signerKey)?.mode
          == FilePermissions(rawValue: 0o600))
      for _ in 0..<3 {
        try store.rotateKey()
        _ = try await store.start(try request())
      }
      #expect(try store.keyHistory().rotations.count == 4)
      try expectWorking(store, since: first)
      try await store.close()
      let again = try fixture.open()
      try expectWorking(again, since: first)
      try await again.close()
    }
  }

  @Test func checkpointOfAGivenUpKeyIsFound() async throws {
    try await TemporaryStore.make(checking: false) { fixture in
      let store = fixture.store
      let stolen = try store.log.files.signerKey()
      try store.rotateKey()
      _ = try await store.start(try request())
      let newest = try store.signCheckpoint().checkpoint
      // Whoever has stolen the old key cannot sign the log's present.
      let forged = try SignedCheckpoint(signing: newest, with: [stolen])
      let report = try store.verifyAudit(against: [forged])
      #expect(report.findings.map(\.finding) == [.badSignature])
      try store.log.files.write(forged)
      #expect(throws: StrataError.self) { try store.checkpoint() }
      #expect(throws: StrataError.self) { try fixture.open() }
    }
  }

  @Test func historyOfOtherKeysIsRefused() async throws {
    try await TemporaryStore.make(checking: false) { fixture in
      let store = fixture.store
      let thief = try SignerKey(
        name: store.verifierKey().name, algorithm: .ed25519,
        seed: Array(repeating: 7, count: 32))
      try store.log.files.write(KeyHistory(firstKey: thief.verifier))
      let error = #expect(throws: StrataError.self) { try store.keyHistory() }
      #expect(error?.message.contains("another key than the log's first") == true)
    }
  }

  static let faults: [SimulatedProcess.Fault] =
    [.file(.error(.noSpace))] + FaultyFileSystem.Tear.allCases.map { .file(.death($0)) }
    + [.database(.error), .database(.death), .database(.deathAfterCommit)]

  @Test(arguments: faults)
  func rotationThatDiesAnywhereLeavesAStoreThatWorks(
    _ fault: SimulatedProcess.Fault
  ) async throws {
    var call = 1
    var wasHit = true
    var outcomes: Set<Int> = []
    while wasHit {
      let place: Comment = "call \(call), \(fault)"
      try await withMachine(seed: UInt64(call)) { fixture, machine, process in
        let first = try fixture.store.verifierKey()
        _ = try await fixture.store.start(try request())
        process.fail(call: call, with: fault)
        let rotation = try? fixture.store.rotateKey()
        wasHit = process.wasHit
        if fault.isSurvived {
          process.database.heal()
          // The process goes on, whichever key it has.
          _ = try await fixture.store.start(try request())
          try await fixture.store.close()
        }
        let again = try fixture.open { machine.startProcess(with: &$0) }
        let count = try again.keyHistory().rotations.count
        outcomes.insert(count)
        if rotation != nil { #expect(count == 1, place) }
        try expectWorking(again, since: first, place)
        _ = try await again.start(try request())
        try again.rotateKey()
        try expectWorking(again, since: first, place)
        try await again.close()
        try? await fixture.store.close()
      }
      call += 1
    }
    // Some deaths came before the decision and some after it.
    #expect(outcomes == [0, 1])
    if case .file = fault { #expect(call > 15) }
  }
}
