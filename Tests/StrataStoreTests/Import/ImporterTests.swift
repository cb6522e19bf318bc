import StrataCore
import StrataStore
import StrataTesting
import SystemPackage
import Testing

@Suite("Importer")
struct ImporterTests {
  private let folder: ImportFolder
  private let store: SessionStore

  init() throws {
    folder = try ImportFolder()
    store = try SessionStore.initialize(at: folder.path.appending("store"))
  }

  @discardableResult
  private func importing(
    _ paths: FilePath..., customer: String? = "acme",
    _ change: (inout ImportOptions) -> Void = { _ in }
  ) async throws -> (report: ImportReport, sessions: [Session]) {
    var options = ImportOptions()
    options.customer = try customer.map { name in try CustomerID(name) }
    change(&options)
    let importer = Importer(into: store, options: options)
    var sessions: [Session] = []
    let report = try await importer.perform(
      importer.plan(paths), onSession: { sessions.append($0) })
    #expect(try store.check().isEmpty)
    return (report, sessions)
  }

  private func counts(_ report: ImportReport) -> [Int] {
    [report.imported, report.continued, report.unchanged, report.problemCount]
  }

  private func conversation(_ id: String?, _ texts: String..., start: Int = 1) -> String {
    let messages = texts.enumerated().map { index, text in
      let role = index.isMultiple(of: 2) ? "user" : "assistant"
      let minute = index < 10 ? "0\(index)" : "\(index)"
      return
        #"{"role":"\#(role)","content":"\#(text)","at":"2026-01-0\#(start)T10:\#(minute):00Z"}"#
    }
    let name = id.map { #""id":"\#($0)","title":"About \#($0)","# } ?? ""
    return "{\(name)\"messages\":[\(messages.joined(separator: ","))]}"
  }

  private func texts(of session: Session) throws -> [String] {
    try store.turns(of: session.id).map(\.content)
  }

  // MARK: - Sessions

  @Test("makes one session a conversation, with its own times, oldest first")
  func sessions() async throws {
    let file = try folder.write(
      "a.jsonl",
      conversation("two", "later", "yes", start: 2) + "\n" + conversation("one", "hello", "hi"))
    let (report, sessions) = try await importing(file)
    #expect(counts(report) == [2, 0, 0, 0])
    #expect(report.turns == 4)
    #expect(sessions.map(\.conversation) == ["one", "two"])
    let first = try #require(sessions.first)
    #expect(first.createdAt == (try Timestamp(parsing: "2026-01-01T10:00:00Z")))
    #expect(first.completedAt == (try Timestamp(parsing: "2026-01-01T10:01:00Z")))
    #expect(first.state == .sealed)
    #expect(first.turnCount == 2)
    #expect(first.context.other["title"] == "About one")
    #expect(
      try store.turns(of: first.id) == [
        Turn(.user, "hello", at: try Timestamp(parsing: "2026-01-01T10:00:00Z")),
        Turn(.assistant, "hi", at: try Timestamp(parsing: "2026-01-01T10:01:00Z")),
      ])
    try await store.close()
  }

  @Test("leaves sessions open where it is told to")
  func leavesOpen() async throws {
    let file = try folder.write("a.json", conversation("one", "hello", "hi"))
    let (_, sessions) = try await importing(file) { $0.leavesOpen = true }
    #expect(sessions.map(\.state) == [.active])
    #expect(sessions.map(\.completedAt) == [nil])
    try await store.close()
  }

  @Test("a dry run says the same and writes nothing")
  func dryRun() async throws {
    let file = try folder.write(
      "a.jsonl",
      [
        conversation("one", "hello", "hi"), conversation("one", "hello"), "{",
        conversation(nil, "x", "y"), conversation(nil, "x", "y", "z"),
      ].joined(separator: "\n"))
    let (dry, none) = try await importing(file) { $0.isDryRun = true }
    #expect(none.isEmpty)
    #expect(dry.isDryRun)
    #expect(try store.customers().isEmpty)
    let (wet, sessions) = try await importing(file)
    #expect(sessions.count == 3)
    #expect(counts(wet) == counts(dry))
    #expect(counts(wet) == [2, 1, 1, 1])
    try await store.close()
  }

  // MARK: - Again

  @Test("importing again changes nothing, whatever the format")
  func idempotence() async throws {
    let others = [
      ImportFolder.examples.appending("orbit-pay"),
      ImportFolder.examples.appending("meridian-health"),
    ]
    let chats = ImportFolder.examples.appending("harbourline")
    var (report, sessions) = try await importing(chats, customer: "harbourline")
    #expect(counts(report) == [5, 0, 0, 0])
    #expect(report.otherBranches == 2)
    (report, sessions) = try await importing(others[0], others[1], customer: nil)
    #expect(counts(report) == [8, 0, 0, 0])
    #expect(sessions.compactMap(\.code?.branch) == ["feature/collector", "feature/collector"])
    let before = try store.sessions(SessionQuery(limit: 100))
    (report, sessions) = try await importing(chats, customer: "harbourline")
    #expect(counts(report) == [0, 0, 5, 0])
    (report, sessions) = try await importing(others[1], others[0], customer: nil)
    #expect(counts(report) == [0, 0, 8, 0])
    #expect(sessions.isEmpty)
    #expect(try store.sessions(SessionQuery(limit: 100)) == before)
    try await store.close()
  }

  @Test("a conversation that has grown goes on in a further session with the new turns")
  func growth() async throws {
    func file(_ texts: String...) throws -> FilePath {
      let messages = texts.enumerated().map { index, text in
        let role = index.isMultiple(of: 2) ? "user" : "assistant"
        return #"{"role":"\#(role)","content":"\#(text)","at":"2026-01-01T10:0\#(index):00Z"}"#
      }
      return try folder.write(
        "a.json", #"{"id":"one","messages":[\#(messages.joined(separator: ","))]}"#)
    }
    try await importing(try file("a", "b"))
    var (report, sessions) = try await importing(try file("a", "b", "c", "d"))
    #expect(counts(report) == [0, 1, 0, 0])
    let second = try #require(sessions.first)
    #expect(try texts(of: second) == ["c", "d"])
    #expect(second.createdAt == (try Timestamp(parsing: "2026-01-01T10:02:00Z")))
    #expect(second.conversation == "one")
    (report, sessions) = try await importing(try file("a", "b", "c", "d", "e"))
    #expect(counts(report) == [0, 1, 0, 0])
    #expect(try sessions.map(texts) == [["e"]])
    for older in [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d", "e"]] {
      let messages = older.enumerated().map { index, text in
        #"{"role":"\#(index.isMultiple(of: 2) ? "user" : "assistant")","content":"\#(text)"}"#
      }
      let path = try folder.write(
        "o.json", #"{"id":"one","messages":[\#(messages.joined(separator: ","))]}"#)
      (report, _) = try await importing(path)
      #expect(counts(report) == [0, 0, 1, 0], "\(older)")
    }
    try await store.close()
  }

  @Test("a changed past is reported, and nothing is overwritten")
  func changedPast() async throws {
    try await importing(try folder.write("a.jsonl", conversation("one", "a", "b", "c")))
    for (texts, count) in [
      (conversation("one", "a", "X", "c", "d"), 3), (conversation("one", "X"), 1),
    ] {
      let (report, sessions) = try await importing(try folder.write("a.jsonl", texts))
      #expect(counts(report) == [0, 0, 0, 1])
      #expect(sessions.isEmpty)
      let problem = try #require(report.problems.first)
      #expect(
        folder.short(problem).hasPrefix(
          "a.jsonl:1: one: its first \(count) turns are not those that were imported as acme/v1.0.0;"
        ), "\(problem)")
    }
    #expect(try store.customers().map(\.sessionCount) == [1])
    try await store.close()
  }

  @Test("without an id, growth is seen by what was said before")
  func growthWithoutID() async throws {
    try await importing(try folder.write("a.jsonl", conversation(nil, "a", "b")))
    var (report, sessions) = try await importing(
      try folder.write("a.jsonl", conversation(nil, "a", "b", "c")))
    #expect(counts(report) == [0, 1, 0, 0])
    #expect(try sessions.map(texts) == [["c"]])
    // The same question answered differently is another conversation.
    (report, sessions) = try await importing(
      try folder.write("a.jsonl", conversation(nil, "a", "other")))
    #expect(counts(report) == [1, 0, 0, 0])
    (report, _) = try await importing(
      try folder.write(
        "a.jsonl", conversation(nil, "a", "b", "c") + "\n" + conversation(nil, "a", "b")))
    #expect(counts(report) == [0, 0, 2, 0])
    try await store.close()
  }

  // MARK: - Problems

  @Test("one conversation belongs to one customer")
  func otherCustomer() async throws {
    let file = try folder.write("a.json", conversation("one", "a", "b"))
    try await importing(file)
    let (report, _) = try await importing(file, customer: "other")
    #expect(
      report.problems.map { folder.short($0) } == [
        "a.json:1: one: the conversation is in the store already, as acme/v1.0.0; "
          + "import it for acme, or into another store"
      ])
    try await store.close()
  }

  @Test("a mend of a version that is not there is a problem, and the rest goes on")
  func mendOfNothing() async throws {
    let file = try folder.write(
      "a.jsonl",
      #"{"session_id":"m","turns":[],"operation":{"kind":"data_corrections.json_schema_fixes","target":"v7.0.0"},"created_at":"2026-01-01T00:00:00Z"}"#
        + "\n" + conversation("one", "a", "b"))
    let (report, sessions) = try await importing(file)
    #expect(counts(report) == [1, 0, 0, 1])
    #expect(report.problems.map(\.line) == [1])
    #expect(sessions.count == 1)
    try await store.close()
  }

  @Test("progress goes from nothing to everything in both passes")
  func progress() async throws {
    let file = try folder.write(
      "a.jsonl", (0..<20).map { conversation("c\($0)", "a\($0)", "b") }.joined(separator: "\n"))
    var options = ImportOptions()
    options.customer = try CustomerID("acme")
    let importer = Importer(into: store, options: options)
    var seen: [ImportProgress] = []
    let plan = try importer.plan([file]) { seen.append($0) }
    _ = try await importer.perform(plan, progress: { seen.append($0) })
    let reading = seen.filter { $0.phase == .reading }
    let storing = seen.filter { $0.phase == .storing }
    #expect(reading.last?.bytesDone == plan.bytes)
    #expect(storing.map(\.records) == Array(1...20))
    #expect(storing.last?.bytesDone == storing.last?.bytesTotal)
    try await store.close()
  }

  @Test("however a conversation grows and comes again, the store ends with all of it once")
  func randomGrowth() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("random growth: seed \(seed)")
    var generator = SeededRandomness(seed: seed).generator
    let full = (0..<6).map { number in (0..<9).map { "c\(number) turn \($0)" } }
    var lengths = full.map { _ in 0 }
    for round in 0..<6 {
      var lines: [String] = []
      for index in full.indices {
        // Sometimes an older export comes again.
        let length = Int.random(in: 1...9, using: &generator)
        lengths[index] = max(lengths[index], length)
        let messages = full[index].prefix(length).enumerated().map { position, text in
          #"{"role":"\#(position.isMultiple(of: 2) ? "user" : "assistant")","content":"\#(text)","at":"2026-01-01T1\#(index):0\#(position):00Z"}"#
        }
        lines.append(#"{"id":"c\#(index)","messages":[\#(messages.joined(separator: ","))]}"#)
      }
      let file = try folder.write(
        "r\(round).jsonl", lines.shuffled(using: &generator).joined(separator: "\n"))
      let (report, _) = try await importing(file)
      #expect(report.problems == [], "seed \(seed)")
      let (again, _) = try await importing(file)
      #expect(counts(again) == [0, 0, full.count, 0], "seed \(seed)")
    }
    var stored: [String: [String]] = [:]
    for session in try store.sessions(SessionQuery(newestFirst: false, limit: 1000)) {
      stored[session.conversation ?? "", default: []] += try texts(of: session)
    }
    for index in full.indices {
      #expect(stored["c\(index)"] == Array(full[index].prefix(lengths[index])), "seed \(seed)")
    }
    try await store.close()
  }
}
