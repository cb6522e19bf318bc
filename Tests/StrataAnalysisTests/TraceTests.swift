import StrataCore
import StrataTesting
import Testing
import TransparencyLog

@testable import StrataAnalysis
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

  private func document(
    of session: Session, in store: SessionStore, given: [Int64: EntryContents] = [:]
  ) throws -> TraceDocument {
    let entries = try store.entries(of: session.id)
    let proofs = try store.proofs(ofEntries: [1] + entries.map(\.position))
    let proven = zip([1] + entries.map(\.position), proofs).map { position, proof in
      TraceDocument.ProvenEntry(
        record: proof.record, proof: proof.proof.hashes, given: given[position] ?? .init())
    }
    return TraceDocument(
      store: proven[0], session: session.id, checkpoint: proofs[0].proof.checkpoint,
      entries: Array(proven.dropFirst()), configuration: [])
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
      try refuses { $0.session = store.identity }
      try refuses { $0.store = $0.entries[0] }
      try refuses { $0.store.proof = [] }
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
        Issue.record("byte \(index) may be changed: \(other.session)")
      }
    }
  }

  @Test func noChangedByteOfTheDocumentIsAccepted() async throws {
    try await make { store, session in
      let bytes = try document(
        of: session, in: store, given: store.contents(ofEntriesOf: session.id)
      ).bytes
      let policy = try policy(of: store)
      for index in stride(from: 0, to: bytes.count, by: 3) {
        var changed = bytes
        changed[index] ^= 1
        guard let read = try? TraceDocument(parsing: changed, place: "trace"),
          let verified = try? TraceVerification(read, trusting: policy)
        else { continue }
        Issue.record("byte \(index): \(verified.entries.count) of \(read.entries.count) entries")
      }
    }
  }

  @Test func contentsAreGivenAndHeldAgainstTheirDigests() async throws {
    try await make { store, session in
      let given = try store.contents(ofEntriesOf: session.id)
      let genuine = try document(of: session, in: store, given: given)
      let policy = try policy(of: store)
      let read = try TraceDocument(parsing: genuine.bytes, place: "trace")
      let verified = try TraceVerification(read, trusting: policy).contents
      #expect(verified.items.map(\.state) == [.given, .given, .given])
      #expect(verified.items.map(\.turn) == [nil, 1, 2] && verified.items[0].name == "start")
      let without = try document(of: session, in: store)
      let bare = try TraceVerification(without, trusting: policy).contents
      #expect(bare.withheldCount == 3 && bare.givenCount == 0)

      func refuses(_ words: String, _ change: (inout TraceDocument) throws -> Void) throws {
        var document = genuine
        try change(&document)
        let document2 = document
        let error = #expect(throws: StrataError.self) {
          try TraceVerification(document2, trusting: policy)
        }
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
      }
      let (salt, turn) = (Array(repeating: UInt8(1), count: 16), Turn(.user, "forged"))
      try refuses("not what the entry committed to") {
        $0.entries[0].given.contents["start"] = .given(salt: salt, bytes: [1])
      }
      try refuses("the turns are not what") {
        $0.entries[1].given.turns = [.given(salt: salt, turn: turn)]
      }
      try refuses("the entry adds 1 turns") {
        $0.entries[1].given.turns += $0.entries[1].given.turns
      }
      try refuses("the entry adds 0 turns") {
        $0.entries[2].given.turns = $0.entries[1].given.turns
      }
      try refuses("has no content") { $0.entries[0].given.contents["x"] = .erased(by: 9) }
      try refuses("no entry of the document says") {
        $0.entries[0].given.contents["start"] = .erased(by: 4)
      }
      try refuses("does not say which store") { $0.store.given.turns = $0.entries[1].given.turns }
    }
  }

  @Test func whatWasErasedIsSaidToBe() async throws {
    try await make { store, session in
      let before = try store.contents(ofEntriesOf: session.id)
      _ = try await store.erase(
        ErasureRequest(session: session.name, rule: "gdpr-17", by: "dpo"))
      try store.signCheckpoint()
      let given = try store.contents(ofEntriesOf: session.id)
      let document = try document(of: session, in: store, given: given)
      let policy = try policy(of: store)
      let text = String(decoding: try document.bytes, as: UTF8.self)
      #expect(!text.contains("pods") && !text.contains("Look at the events"))
      let verified = try TraceVerification(
        TraceDocument(parsing: document.bytes, place: "trace"), trusting: policy
      ).contents
      #expect(verified.erasures.map(\.value) == [3] && verified.withheldCount == 0)
      #expect(verified.erasures.first?.key.by == "dpo")
      #expect(verified.erasures.first?.key.rule == "gdpr-17")
      // What stood there before still fits, and no erasure covers more than it says.
      let kept = try self.document(of: session, in: store, given: before)
      #expect(try TraceVerification(kept, trusting: policy).contents.givenCount == 3)
      var more = document
      let erasure = try #require(document.entries.last)
      let position = try JournalEntry(record: erasure.record).position
      let own = try #require(given[position]?.contents["start"])
      more.entries[more.entries.count - 1].given.contents["start"] = .erased(by: position)
      #expect(own != .erased(by: position))
      #expect(throws: StrataError.self) { try TraceVerification(more, trusting: policy) }
    }
  }

  @Test func bytesThatAreNoTextAreGivenToo() throws {
    let contents = EntryContents(contents: [
      "a": .given(salt: [], bytes: [0xFF, 0]), "b": .given(salt: [1], bytes: Array("é\0".utf8)),
      "c": .erased(by: 7),
    ])
    let fields = try JSONFields(.object(contents.members), place: "entry")
    #expect(try EntryContents(fields) == contents)
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
