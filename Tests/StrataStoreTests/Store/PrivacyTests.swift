import Foundation
import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// What was said stands in no entry (decision 4).
@Suite struct PrivacyTests {
  private let marker = "zzyxmarker"

  private func bodies(of store: SessionStore) throws -> [String] {
    try store.driver.read { connection in
      try connection.query("SELECT body || coalesce(code, '') FROM entries").map {
        try $0.text(0)
      }
    }
  }

  private func expectNoMarker(in store: SessionStore) throws {
    for body in try bodies(of: store) { #expect(!body.contains(marker), "\(body)") }
  }

  @Test func quotesOfADecisionStandInItsRowAndNotInItsEntry() async throws {
    try await TemporaryStore.make { fixture in
      _ = try await fixture.store.start(
        try request("acme", "We run the \(marker) gateway on AWS EKS."))
      let second = try await fixture.store.start(
        try request("acme", "The \(marker) EKS is gone: since Monday everything runs on Azure AKS.")
      )
      let third = try await fixture.store.start(
        try request("acme", "Would you consider Google Cloud for \(marker)? It fails on AKS."))
      for session in [second, third] {
        let decision = session.decision
        let quotes = decision.evidence.map(\.quote) + decision.rejected.map(\.quote)
        #expect(quotes.contains { $0?.contains(marker) == true }, "\(decision)")
        #expect(try fixture.store.session(session.name).decision == decision)
      }
      try expectNoMarker(in: fixture.store)
      let entry = try #require(try fixture.store.entries(of: second.id).first)
      guard case .object(let body) = entry.body, case .object(let said)? = body["assignment"] else {
        Issue.record("the entry does not sum up the decision")
        return
      }
      #expect(said["version"] == .string(second.version.description))
      #expect(said["triggers"] != nil && entry.contents["start"] != nil)
    }
  }

  @Test func nameOfAProjectStandsInNoEntry() async throws {
    try await TemporaryStore.make { fixture in
      _ = try await fixture.store.start(try request("acme", "The auth service runs on AWS EKS."))
      let next = try await fixture.store.start(
        try request("acme", "Another project now: we start the \(marker) project."))
      #expect(try fixture.store.session(next.name) == next)
      try expectNoMarker(in: fixture.store)
    }
  }

  @Test func safeAssignmentNamesTheOpeningByDigestAndLengths() async throws {
    try await TemporaryStore.make { fixture in
      let text = "The \(marker) pods crash."
      var generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
      let start = try PendingStart(
        try request("acme", text), id: SessionID(at: fixture.clock.now, using: &generator),
        at: fixture.clock.now, using: &generator)
      let customer = try CustomerID("acme")
      var planner = StartPlanner(
        state: CustomerState(of: customer), policy: VersionPolicy(), changes: { _ in [] })
      var planned = try planner.plan(start)
      planned.session.decision.fallback = "the numbers are exhausted"
      let entry = try #require(
        try StartEntries.drafts(of: planned).first { $0.kind == .versionFallback })
      let body = String(decoding: entry.body, as: UTF8.self)
      #expect(!body.contains(marker))
      #expect(body.contains("\"lengths\":[\(text.utf8.count)]"))
      #expect(body.contains("\"opening\":{\"digest\":\"sha256:"))
      let value = try JSONDecoder().decode(JSONValue.self, from: Data(entry.body))
      #expect(try CanonicalJSON.bytes(value) == entry.body)
    }
  }

  @Test func changedContentIsFound() async throws {
    try await TemporaryStore.make(expecting: ["content.changed"]) { fixture in
      let session = try await fixture.store.start(try request())
      _ = try fixture.store.driver.write { connection in
        let row = try #require(
          try connection.query(
            """
            SELECT c.entry, c.content FROM contents c JOIN session_versions s ON s.position = c.entry
            WHERE s.id = ?
            """, .text(session.id.description)
          ).first)
        let changed = try row.utf8(1).replacing("}", with: " }")
        return try connection.run(
          "UPDATE contents SET content = ? WHERE entry = ?", .utf8(orNull: changed),
          .integer(try row.integer(0)))
      }
      #expect(try fixture.store.check { _ in }.map(\.code) == ["content.changed"])
    }
  }
}
