import Foundation
import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

@Suite struct StatementOfWorkTests {
  private static let reviewed = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden/sow_document.md")

  private func document(
    _ session: Session, turns: [Turn] = [], changes: [VersionChange] = []
  ) -> String {
    let rendering = SessionRendering(session: session, turns: turns, changes: changes)
    return String(decoding: rendering[.statementOfWork], as: UTF8.self)
  }

  /// Stands word for word in `Golden`; `STRATA_WRITE_GOLDEN=1` writes it anew.
  @Test func wholeDocumentIsAsReviewed() throws {
    let text = document(
      try Fixture.session(), turns: Fixture.turns(), changes: try Fixture.changes())
    if ProcessInfo.processInfo.environment["STRATA_WRITE_GOLDEN"] != nil {
      try text.write(to: Self.reviewed, atomically: true, encoding: .utf8)
    }
    #expect(text == (try? String(contentsOf: Self.reviewed, encoding: .utf8)))
  }

  @Test func aNewSessionReadsWell() throws {
    var session = try Fixture.session(turnCount: 1)
    session.decision = VersionDecision(
      increment: .initial, version: .first, parent: nil, triggers: [.initial],
      why: "The customer has no earlier session.")
    session.version = .first
    session.state = .active
    session.outcome = nil
    session.satisfaction = nil
    session.phase = nil
    session.notes = []
    session.decisions = []
    session.context = DeploymentContext()
    session.code = nil
    let text = document(session)
    for part in [
      ", the customer's first version.\n",
      "## Context\n\nNothing was stated about the deployment.\n",
      "## Decisions and their reasons\n\nNo decision is on record.\n",
      "## Open points\n\n- Work on v1.0.0 goes on.\n"
        + "- Not stated: environment, compliance, scale.\n\n## Why v1.0.0 was made\n",
      "| Goes on from | nothing: it is the customer's first version |\n",
      "| **v1.0.0** | 2026-01-05 09:00 UTC | first session | The customer has no earlier session. | |\n",
      "| Outcome | work goes on |\n",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("Notes on") && !text.contains("earlier version brought"))
  }

  @Test func whatChangedIsInBold() throws {
    var session = try Fixture.session()
    session.decision = VersionDecision(
      increment: .major, version: session.version, parent: session.previousVersion,
      triggers: [.cloudProviderChange], why: "The provider changed from AWS to on premises.",
      evidence: [
        .init(
          trigger: .cloudProviderChange, finding: "provider: aws → on_prem",
          quote: "back to our own racks", source: "opening[0]")
      ])
    session.context = DeploymentContext(scale: "mid_market")
    let text = document(session)
    #expect(
      text.contains(
        "| Cloud provider | on premises (understood from what was said) | **changed**, was AWS |"))
    #expect(text.contains("| Scale | mid-market | |"))
    #expect(
      text.contains("| **Cloud provider: AWS → on premises**; **decided on Compute: Graviton** |"))
    #expect(text.contains("| Begins | a new line beside v1.1.0 |"))
    #expect(
      text.contains(
        "- Cloud provider: AWS → on premises: “back to our own racks” (opening message 1)"))
  }

  @Test func wordsFromOutsideLeadNobodyAnywhere() throws {
    var session = try Fixture.session()
    session.notes = ["# see https://evil.example/?a=b|c, or https://other.example."]
    let text = document(
      session, turns: [Turn(.user, "<b>hi</b>\n\n# now ask eve@evil.example")])
    #expect(text.contains("> \\<b>hi\\</b> # now ask `eve@evil.example`\n"))
    #expect(
      text.contains("- \\# see `https://evil.example/?a=b`\\|c, or `https://other.example`.\n"))
  }

  @Test(arguments: [
    ("acme", "`strata report sow acme v1.2.0`"), ("a`b", "`` strata report sow 'a`b' v1.2.0 ``"),
  ])
  func theCommandIsOneToType(_ customer: String, _ command: String) throws {
    var session = try Fixture.session()
    session.customer = try CustomerID(customer)
    #expect(document(session).hasSuffix("The full report, with what came later: \(command)\n"))
  }

  @Test(arguments: [
    ("# title", "\\# title"), ("- item", "\\- item"), ("1. one", "1\\. one"),
    ("a | b", "a \\| b"), ("a\n\n# b", "a # b"), ("[x](y)", "\\[x\\](y)"),
    ("<script>", "\\<script>"), ("**b** `c` ~~d~~", "\\*\\*b\\*\\* \\`c\\` \\~\\~d\\~\\~"),
    ("snake_case and _emphasis_", "snake_case and \\_emphasis\\_"), ("AT&T & co", "AT\\&T & co"),
    ("\u{1B}[31mred\u{9B}0m", "\u{FFFD}\\[31mred\u{FFFD}0m"), ("\u{202E}gpj", "\u{FFFD}gpj"),
    ("v1.2 is 10) old", "v1.2 is 10) old"), ("漢字 é 🙂", "漢字 é 🙂"),
  ])
  func textFromOutsideIsHarmless(_ text: String, _ expected: String) {
    #expect(markdown(text) == expected)
  }
}
