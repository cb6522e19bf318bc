import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// What stands in entries has bounds, so that no start of a session and no row of the audit log is
/// ever poorer than it should be (rows D1, D2).
@Suite struct NameBoundTests {
  private typealias Edit = (inout StartRequest) throws -> Void

  @Test func whatIsTooLongIsRefusedWithItsLimit() async throws {
    let long = String(repeating: "é", count: 13_000)
    let cases: [(String, Int, Edit)] = [
      ("user", 255, { $0.user = long }), ("realm", 255, { $0.realm = long }),
      ("conversation", 255, { $0.conversation = long }),
      (
        "origin's key", 1024,
        { $0.origin = Origin(source: "x", key: long, digest: "", turnCount: 0) }
      ),
      ("code's commit", 128, { $0.code = CodeState(commit: long) }),
      ("code's file", 2048, { $0.code = CodeState(file: long) }),
      ("code's branch", 4096, { $0.code = CodeState(branch: long) }),
      ("context's project", 1024, { $0.context.project = long }),
      ("context's cloud_provider", 1024, { $0.context.cloudProvider = long }),
      ("context's compliance", 4096, { $0.context.compliance = [long] }),
      (
        "reason", 4096,
        { $0.choice = DecisionRequest.Choice(increment: .major, reason: long, by: "ada") }
      ),
      (
        "name of who chooses", 255,
        { $0.choice = DecisionRequest.Choice(increment: .major, reason: "r", by: long) }
      ),
    ]
    try await TemporaryStore.make { fixture in
      for (field, limit, edit) in cases {
        let request = try request(edit: edit)
        let failure = await #expect(throws: StrataError.self) {
          try await fixture.store.start(request)
        }
        #expect(failure?.code == .invalidInput)
        #expect(
          failure?.message
            == "the \(field) has 26000 bytes, and \(limit) are the most it may have")
        #expect(failure?.remedy == "shorten it")
      }
      for name in ["", "  ", "a\nb", "a\0b"] {
        let request = try request { $0.user = name }
        await #expect(throws: StrataError.self) { try await fixture.store.start(request) }
      }
      #expect(try fixture.store.sessions().isEmpty)
    }
  }

  /// With everything as long as it may be, in characters that JSON doubles.
  @Test func whatIsJustNotTooLongStandsInItsEntry() async throws {
    func text(_ count: Int) -> String { String(repeating: "\"", count: count) }
    try await TemporaryStore.make { fixture in
      _ = try await fixture.store.start(
        try request { request in
          request.context = DeploymentContext(
            cloudProvider: text(1023), project: "first", compliance: ["gdpr"])
        })
      let session = try await fixture.store.start(
        try request { request in
          request.user = text(255)
          request.realm = text(255)
          request.conversation = text(255)
          request.code = CodeState(
            repository: text(4096), commit: text(128), tag: text(4096), branch: text(4096),
            workingDirectory: text(4096), file: text(2048))
          request.context = DeploymentContext(
            cloudProvider: text(1024), architecture: text(1024), serviceType: text(1024),
            environment: text(1024), project: text(1024), compliance: [text(4096)],
            scale: text(1024))
          request.choice = .init(increment: .major, reason: text(4096), by: text(255))
        })
      let entry = try #require(try fixture.store.entries(of: session.id).first)
      #expect(entry.actor == text(255) && entry.contents.keys.sorted() == ["start"])
      #expect(try fixture.store.session(session.name).user == text(255))
      let row = try fixture.store.driver.read { connection in
        try connection.query(
          "SELECT user_id FROM session_audit WHERE entry = ?", .integer(entry.position)
        ).first?.text(0)
      }
      #expect(row == text(255))
      #expect(try fixture.store.verifyAudit().findings.isEmpty)
    }
  }

  /// Where a bound was forgotten, the whole is refused; nothing is written that cannot be read.
  @Test func entryOfWhichARowIsMadeIsRefusedWhereItIsTooLong() async throws {
    let long = String(repeating: "x", count: 70_000)
    try await TemporaryStore.make { fixture in
      for kind in JournalEntry.Kind.allCases where !kind.mayMoveItsBody {
        let body = Array(#"{"environment":"\#(long)"}"#.utf8)
        let failure = #expect(throws: StrataError.self) {
          try fixture.store.commits.commitNow { transaction in
            try transaction.append(JournalTransaction.Draft(kind: kind, body: body))
          }
        }
        #expect(failure?.message.contains("65535 are the most") == true)
      }
      #expect(JournalEntry.Kind.allCases.filter { !$0.mayMoveItsBody }.count == 7)
      let entries = try fixture.store.entries()
      #expect(entries.count == 1)
    }
  }
}
