import StrataCore
import StrataMetrics
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct StoreMetricsTests {
  private func value(_ series: String, in registry: MetricsRegistry) -> Double? {
    Exposition.text(of: registry.families()).split(separator: "\n")
      .first { $0.hasPrefix(series + " ") }
      .flatMap { Double($0.dropFirst(series.count + 1)) }
  }

  private func success(_ name: String, _ status: String = "success") -> String {
    #"strata_\#(name)_total{status="\#(status)"}"#
  }

  @Test func assignmentsAndDirectoriesAreMeasured() async throws {
    let registry = MetricsRegistry()
    try await TemporaryStore.make(configure: { $0.metrics = registry }) { fixture in
      #expect(value(success("version_assignment"), in: registry) == 0)
      for _ in 0..<3 { _ = try await fixture.store.start(try request()) }
      await #expect(throws: StrataError.self) {
        try await fixture.store.start(
          try request {
            $0.operation = .init(kind: .metadataCorrections, target: try version("v9.0.0"))
          })
      }
    }
    #expect(value(success("version_assignment"), in: registry) == 3)
    #expect(value(success("version_assignment", "failure"), in: registry) == 1)
    #expect(value(success("directory_creation"), in: registry) == 3)
    #expect(value("strata_version_assignment_duration_seconds_count", in: registry) == 4)
    #expect(value("strata_directory_creation_duration_seconds_count", in: registry) == 3)
    #expect(value("strata_version_assignment_duration_seconds_sum", in: registry) ?? 0 > 0)
    #expect(value("strata_conflict_resolution_duration_seconds_count", in: registry) == 0)
    // The store's names are those of the catalog, with its help and kinds.
    let known = Dictionary(
      uniqueKeysWithValues: MetricDescription.all.map { ($0.name, $0) })
    for family in registry.families() {
      #expect(known[family.name]?.kind == family.kind, "\(family.name)")
      #expect(known[family.name]?.help == family.help, "\(family.name)")
    }
  }

  @Test func takenNumberIsAConflictThatWasResolved() async throws {
    let registry = MetricsRegistry()
    try await TemporaryStore.make(
      expecting: ["directory.unknown"], configure: { $0.metrics = registry }
    ) { fixture in
      let place = fixture.root.appending("sessions/acme/v1.0.0")
      for folder in [place.removingLastComponent(), place] {
        try POSIXFileSystem().createDirectory(at: folder, mode: [.ownerReadWriteExecute])
      }
      let session = try await fixture.store.start(try request())
      #expect(session.version != .first)
    }
    #expect(value(success("conflict_resolution"), in: registry) == 1)
    #expect(value("strata_conflict_resolution_duration_seconds_count", in: registry) == 1)
    #expect(value(success("version_assignment"), in: registry) == 1)
  }

  @Test func checkTellsTheShareOfWholeSessions() async throws {
    let registry = MetricsRegistry()
    try await TemporaryStore.make(
      expecting: ["file.missing"], configure: { $0.metrics = registry }
    ) { fixture in
      #expect(try fixture.store.integrity().ratio == 1)
      for customer in ["a", "b", "c", "d"] {
        _ = try await fixture.store.start(try request(customer))
      }
      try POSIXFileSystem().removeFile(
        at: fixture.root.appending("sessions/a/v1.0.0/conversation.json"))
      let integrity = try fixture.store.integrity()
      #expect(integrity.sessionCount == 4)
      #expect(integrity.wholeCount == 3)
      #expect(value("strata_integrity_ratio", in: registry) == 0.75)
    }
  }

  @Test func recordedCommandsAreCountedByTypeStatusAndDuration() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      #expect(try fixture.store.commandFigures() == [])
      for execution in [
        #"{"duration_ms":45,"status":"success"}"#, #"{"duration_ms":45,"status":"success"}"#,
        #"{"duration_ms":44.6,"status":"success"}"#, #"{"duration_ms":45,"status":"failure"}"#,
        "{}",
      ] {
        try record(
          #"{"command":{"type":"system_info"},"execution":\#(execution),"metadata":{}}"#,
          in: session, of: fixture.store)
      }
      let figures = try fixture.store.commandFigures().sorted { $0.count > $1.count }
      #expect(
        figures.first
          == CommandFigure(type: "system_info", status: "success", milliseconds: 45, count: 3))
      #expect(
        Set(figures.dropFirst()) == [
          CommandFigure(type: "system_info", status: "failure", milliseconds: 45, count: 1),
          CommandFigure(type: "system_info", status: nil, milliseconds: nil, count: 1),
        ])
    }
  }

  /// Appends a command to a session's chain.
  private func record(_ body: String, in session: Session, of store: SessionStore) throws {
    try store.commits.commitNow { transaction in
      let stored = try StoredSession.named(session.name, in: transaction.connection)
      let leaf = try transaction.append(
        JournalTransaction.Draft(
          kind: .commandExecuted, customer: session.customer, session: session.id,
          sequence: stored.entryCount + 1, previous: stored.chain, body: Array(body.utf8))
      ).leaf
      try transaction.connection.run(
        "UPDATE session_versions SET entry_count = entry_count + 1, chain = ? WHERE position = ?",
        .bytes(leaf), .integer(stored.position))
    }
  }

  @Test func activeSessionsAreCountedByWhoWorksWhere() async throws {
    try await TemporaryStore.make { fixture in
      for number in 0..<5 {
        let session = try await fixture.store.start(
          try request("c\(number)") {
            $0.user = number < 3 ? "ada" : nil
            $0.realm = number < 4 ? "r" : nil
          })
        if number == 0 { _ = try await fixture.store.complete(session.name, Completion()) }
      }
      let active = try fixture.store.activeSessions()
      #expect(active.map(\.count) == [2, 1, 1])
      #expect(active.first?.user == "ada")
      #expect(active.map(\.realm) == ["r", nil, "r"])
    }
  }
}
