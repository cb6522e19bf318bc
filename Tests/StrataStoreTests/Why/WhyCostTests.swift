import StrataCore
import StrataTesting
import Synchronization
import Testing

@testable import StrataStore

/// Every question that `why` asks is served by an index, so that it takes no longer in a large store,
/// and its answers are the same on both databases (row K3).
@Suite struct WhyCostTests {
  /// How the database would answer what it was asked.
  private final class Plans: Sendable {
    let lines = Mutex<[String]>([])
  }

  private struct ExplainedConnection: SQLConnection {
    let base: any SQLConnection
    let plans: Plans

    var dialect: SQLDialect { base.dialect }

    func run(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> Int {
      try base.run(sql, arguments)
    }

    func query(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> [SQLRow] {
      for row in try base.query("EXPLAIN QUERY PLAN \(sql)", arguments) {
        let line = try row.text(3)
        plans.lines.withLock { $0.append("\(line)  of  \(sql)") }
      }
      return try base.query(sql, arguments)
    }
  }

  private struct ExplainedDriver: SQLDriver {
    let base: any SQLDriver
    let plans: Plans

    func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
      try base.write(body)
    }

    func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
      try base.read { try body(ExplainedConnection(base: $0, plans: plans)) }
    }

    func sweep() throws { try base.sweep() }

    func close() throws { try base.close() }
  }

  private static let limit = "shop/config/limit"

  /// A store with a session on each commit of a repository, configuration and a decision; then asks.
  private func ask(
    of store: SessionStore, about git: GitFolder
  ) async throws -> (ConfigurationCause, LineCause, DecisionCause, DecisionCause) {
    let key = try ConfigurationKey(Self.limit)
    try git.run(
      """
      git init -q -b main r; cd r; printf 'one\\ntwo\\n' > f; git add f; commit first
      printf 'one\\n2\\n' > f; git commit -q -a -m second; commit third
      """)
    let commits = try git.run("cd r; git rev-list --reverse HEAD").split(separator: "\n")
    for (index, commit) in commits.enumerated() {
      _ = try await store.changeConfiguration(
        ConfigurationTransaction(
          [ConfigurationChange(key, .set(try ConfigurationValue("\(index)")))],
          by: Authorship(author: "ada", reason: "as acme/v1.0.0 decided")))
      let session = try await store.start(
        try request { $0.code = CodeState(commit: String(commit), file: "f", line: 2) })
      _ = try await store.record(
        KeyDecision(topic: "limit", choice: "\(index)", at: store.options.clock()),
        in: session.name)
    }
    let repository = try git.repository()
    let newest = try #require(try store.sessions(SessionQuery(limit: 1)).first)
    return (
      try store.cause(of: key, at: .index(2)),
      try store.cause(of: try repository.blame("f", line: 2), in: repository),
      try store.causeOfVersion(of: newest.name), try store.causeOfDecision(1, of: newest.name)
    )
  }

  @Test func answersAreTheSameOnBothDatabases() async throws {
    try await TemporaryStore.make { fixture in
      let (value, line, version, decision) = try await ask(
        of: fixture.store, about: try GitFolder())
      #expect(value.named.map(\.version.description) == ["v1.0.0"])
      #expect(value.replaced.count == 1 && value.replacedBy?.index == 3)
      #expect(value.sessions.count == 1 && value.sessions.first?.entryCount == 2)
      #expect(value.entryCount == 3 && value.next == nil)
      #expect(line.commits.count == 2 && !line.since.hasMore)
      #expect(line.since.entries.count == 4 && line.before.entries.count == 2)
      #expect(line.pointing.entries.count == 6)
      #expect(version.ancestors.count == 2 && decision.said.count == 1)
      #expect(decision.cause.entry.kind == .decisionRecorded)
    }
  }

  @Test func noQuestionRunsThroughTheJournal() async throws {
    let plans = Plans()
    try await TemporaryStore.make(
      on: .sqlite,
      configure: { options in
        let open = options.openDriver
        options.openDriver = { ExplainedDriver(base: try open($0, $1), plans: plans) }
      }
    ) { fixture in
      plans.lines.withLock { $0 = [] }
      _ = try await ask(of: fixture.store, about: try GitFolder())
      let asked = plans.lines.withLock { $0 }.filter { $0.hasPrefix("S") }
      #expect(asked.count > 50)
      for line in asked where line.hasPrefix("SCAN") {
        // What has a row for each change of the configuration may be walked.
        let table = line.split(separator: " ").dropFirst().first ?? ""
        #expect(!["entries", "e", "turns", "t", "contents", "k"].contains(table), "\(line)")
      }
      #expect(asked.contains { $0.contains("entry_by_commit") })
      #expect(asked.contains { $0.contains("entry_by_file") })
    }
  }

  @Test func aTimeIsFoundByHalves() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      var times: [Timestamp] = [store.options.clock()]
      for index in 0..<20 {
        fixture.clock.advance(bySeconds: 10)
        times.append(store.options.clock())
        try store.commits.commitNow { transaction in
          try transaction.append(
            JournalTransaction.Draft(
              kind: .creationCleaned, body: Array(#"{"index":\#(index)}"#.utf8)))
        }
      }
      try store.driver.read { connection in
        for (index, time) in times.enumerated() {
          let found = try WhyReading.lastPosition(at: time, in: connection)
          let before = try WhyReading.lastPosition(
            at: time.advanced(bySeconds: -1), in: connection)
          #expect(found == Int64(index + 1) && before == Int64(index))
        }
      }
    }
  }

  @Test func sourcesOfEvidenceAreReadBack() throws {
    #expect(EvidenceSource("opening[0]") == .opening(0))
    let other = try version("v1.1.0")
    #expect(EvidenceSource("v1.1.0 turn 3") == .turn(other, 3))
    for text in [
      "opening", "opening[-1]", "opening[x]", "v1.1.0 turn 0", "context.scale", "turn 3",
    ] {
      #expect(EvidenceSource(text) == nil)
    }
  }
}
