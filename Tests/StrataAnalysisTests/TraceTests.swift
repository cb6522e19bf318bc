import StrataAnalysis
import StrataCore
import StrataTesting
import Testing
import TransparencyLog

@testable import StrataStore

/// One session through all five layers, and the document that proves it (rows K1, K2).
@Suite struct TraceTests {
  private func request(_ text: String = "How do I deploy to EKS?") throws -> StartRequest {
    var request = StartRequest(customer: try CustomerID("acme"), turns: [Turn(.user, text)])
    request.user = "dev1"
    return request
  }

  /// A store with two sessions, the second of them complete, and a checkpoint over all of it.
  private func make(_ body: (SessionStore, Session) async throws -> Void) async throws {
    try await TemporaryStore.make(configure: {
      $0.code = CodeState(commit: "a1b2c3d4", tag: "v1.0.0", isDirty: false)
    }) { fixture in
      let store = fixture.store
      _ = try await store.start(try request())
      let session = try await store.start(try request("The pods do not start."))
      _ = try await store.append([Turn(.assistant, "Look at the events.")], to: session.name)
      let sealed = try await store.complete(session.name, Completion(outcome: .success))
      try store.signCheckpoint()
      try await body(store, sealed)
    }
  }

  private func document(of session: Session, in store: SessionStore) throws -> TraceDocument {
    let entries = try store.entries(of: session.id)
    let proofs = try store.proofs(ofEntries: entries.map(\.position))
    return TraceDocument(
      store: store.identity, session: session.id,
      checkpoint: try #require(proofs.first).proof.checkpoint,
      entries: proofs.map { .init(record: $0.record, proof: $0.proof.hashes) }, configuration: [])
  }

  private func policy(of store: SessionStore) throws -> TrustPolicy {
    try TrustPolicy(logKeys: [store.verifierKey()])
  }

  @Test func completedSessionIsCompleteInEveryLayer() async throws {
    try await make { store, session in
      let records = try store.layerRecords(of: session.name)
      for report in LayerReport.all(of: records) {
        #expect(report.isComplete, "\(report.layer): \(report.gaps)")
      }
      guard case .object(let trace) = TraceJSON.value(of: records),
        case .object(let layers)? = trace["layers"], case .array(let entries)? = trace["entries"],
        case .object(let decisions)? = layers["decisions"]
      else {
        Issue.record("the trace has another shape")
        return
      }
      #expect(
        Set(layers.keys) == ["code", "configuration", "state", "events", "decisions"])
      #expect(entries.count == 3 && decisions["proved_complete"] == .bool(true))
    }
  }

  @Test func whatIsMissingIsNamedWithItsTime() async throws {
    try await make { store, session in
      var records = try store.layerRecords(of: session.name)
      records.entries[1].entry.code = nil
      records.entries[2].auditRow = nil
      records.entryCount = 4
      records.signed = 3
      let reports = LayerReport.all(of: records)
      #expect(reports.filter { !$0.isComplete }.map(\.layer) == [.code, .state, .decisions])
      let code = try #require(reports.first { $0.layer == .code })
      #expect(code.gaps.first?.since == records.entries[1].entry.recordedAt)
      var cut = try store.layerRecords(of: session.name)
      cut.entries.remove(at: 1)
      let gaps = LayerReport.all(of: cut).first { $0.layer == .decisions }?.gaps ?? []
      #expect(gaps.contains { $0.what.contains("is not there") })
    }
  }

  @Test func documentIsReadBackAndHolds() async throws {
    try await make { store, session in
      let bytes = try document(of: session, in: store).bytes
      let read = try TraceDocument(parsing: bytes, place: "trace")
      #expect(try read.bytes == bytes)
      let verified = try TraceVerification(read, trusting: try policy(of: store))
      #expect(verified.entries.map(\.kind) == [.sessionStarted, .turnsAppended, .sessionCompleted])
      #expect(verified.chain.isProvedComplete && verified.hasWholeConfiguration)
    }
  }

  @Test func nothingButTheWholeDocumentHolds() async throws {
    try await make { store, session in
      let genuine = try document(of: session, in: store)
      let policy = try policy(of: store)
      func refuses(_ change: (inout TraceDocument) throws -> Void) throws {
        var document = genuine
        try change(&document)
        #expect(throws: StrataError.self) { try TraceVerification(document, trusting: policy) }
      }
      try refuses { $0.entries.remove(at: 1) }
      try refuses { $0.entries.removeFirst() }
      try refuses { $0.entries.swapAt(0, 1) }
      try refuses { $0.entries.append($0.entries[1]) }
      try refuses { $0.entries = [] }
      try refuses { $0.entries[0].proof.removeLast() }
      try refuses { $0.session = $0.store }
      try refuses { document in
        var entry = try JournalEntry(record: document.entries[1].record)
        entry.actor = "eve"
        document.entries[1].record = try entry.record()
      }
      let other = try SignerKey(
        name: KeyName("strata.local/other"), algorithm: .ed25519,
        seed: Array(repeating: 7, count: 32))
      #expect(throws: StrataError.self) {
        try TraceVerification(genuine, trusting: TrustPolicy(logKeys: [other.verifier]))
      }
      // Without its completion the rest is genuine, and says itself that it proves no end.
      var open = genuine
      open.entries.removeLast()
      #expect(try !TraceVerification(open, trusting: policy).chain.isProvedComplete)
    }
  }

  @Test func whoHoldsAnOldKeyGoesOnWithIt() async throws {
    try await make { store, session in
      let first = try store.verifierKey()
      let early = try document(of: session, in: store)
      try store.rotateKey()
      let second = try store.verifierKey()
      _ = try await store.start(try request("And now Azure."))
      try store.rotateKey()
      let third = try store.verifierKey()

      var late = try document(of: session, in: store)
      let size = late.checkpoint.checkpoint.size
      late.rotations = try store.keyHistory().rotations.map { rotation in
        TraceDocument.ProvenRotation(
          statement: rotation,
          proof: try store.consistencyProof(from: rotation.checkpoint.size, to: size).hashes)
      }
      let bytes = try late.bytes
      let read = try TraceDocument(parsing: bytes, place: "trace")
      #expect(try read.bytes == bytes && read.rotations.count == 2)
      for key in [first, second, third] {
        let policy = try TrustPolicy(logKeys: [key])
        #expect(throws: Never.self) { try TraceVerification(read, trusting: policy) }
      }
      // A document from before a rotation holds with the key of its time.
      #expect(throws: Never.self) {
        try TraceVerification(early, trusting: TrustPolicy(logKeys: [first]))
      }
      func refuses(_ change: (inout TraceDocument) throws -> Void) throws {
        var document = read
        try change(&document)
        #expect(throws: StrataError.self) {
          try TraceVerification(document, trusting: TrustPolicy(logKeys: [first]))
        }
      }
      try refuses { $0.rotations = [] }
      try refuses { $0.rotations.removeFirst() }
      try refuses { $0.rotations.removeLast() }
      try refuses { $0.rotations.swapAt(0, 1) }
      try refuses { $0.rotations[0].proof.removeLast() }
      try refuses { $0.rotations[1].proof = $0.rotations[0].proof }
      // A rotation of the same keys in another log.
      try refuses { document in
        let seed = [UInt8](repeating: 9, count: 32)
        let thief = try SignerKey(name: first.name, algorithm: .ed25519, seed: seed)
        let other = try SignerKey(
          name: first.name, algorithm: .ed25519, seed: [UInt8](repeating: 8, count: 32))
        document.rotations = [
          .init(
            statement: try KeyRotation(
              from: thief, to: other, at: document.checkpoint.checkpoint, time: 1), proof: [])
        ]
      }
      for index in stride(from: 0, to: bytes.count, by: 7) {
        var changed = bytes
        changed[index] ^= 1
        guard let other = try? TraceDocument(parsing: changed, place: "trace"),
          (try? TraceVerification(other, trusting: TrustPolicy(logKeys: [first]))) != nil
        else { continue }
        #expect(other.store != read.store, "byte \(index)")
      }
    }
  }

  @Test func noChangedByteOfTheDocumentIsAccepted() async throws {
    try await make { store, session in
      let bytes = try document(of: session, in: store).bytes
      let policy = try policy(of: store)
      let genuine = try TraceDocument(parsing: bytes, place: "trace")
      for index in stride(from: 0, to: bytes.count, by: 3) {
        var changed = bytes
        changed[index] ^= 1
        guard let read = try? TraceDocument(parsing: changed, place: "trace"),
          let verified = try? TraceVerification(read, trusting: policy)
        else { continue }
        // Only what is not claimed may differ: which store wrote it.
        #expect(read.store != genuine.store, "byte \(index)")
        #expect(verified.entries.count == genuine.entries.count)
      }
    }
  }

  @Test func pageEscapesWhatPeopleWrote() async throws {
    try await make { store, session in
      var records = try store.layerRecords(of: session.name)
      records.entries[0].entry.actor = "<script>alert(1)</script>\u{202E}"
      let page = TraceHTML.page(of: records)
      #expect(!page.contains("<script>") && page.contains("&lt;script&gt;"))
      #expect(!page.contains("\u{202E}"))
      #expect(page == TraceHTML.page(of: records))
      for layer in ["Code", "Configuration", "State", "Events", "Decisions"] {
        #expect(page.contains("<dt>\(layer)</dt>"))
      }
    }
  }
}
