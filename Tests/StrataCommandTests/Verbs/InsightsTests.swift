import Foundation
import Testing

/// `strata insights`, as a person and as a program see it. The files of Tests/Golden are what it says
/// of one store; `STRATA_WRITE_GOLDEN=1` writes them anew.
@Suite("insights")
struct InsightsTests {
  private let folder: TemporaryFolder
  private let strata: Command

  private static let golden = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden/insights")

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  /// A step in a customer's work: a session with a turn that is said later, and how it ends.
  private struct Step {
    var customer: String
    var day: Int
    var words: String
    var choice = ""
    var end = ""
  }

  private static let steps: [Step] = [
    Step(
      customer: "acme", day: 1, words: "How do we deploy to EKS?", choice: "--phase guidance",
      end: "--outcome success --satisfaction 4"),
    Step(
      customer: "acme", day: 4, words: "The pods do not start: x509, unknown authority.",
      choice: "--phase troubleshooting", end: "--outcome partial --satisfaction 2"),
    Step(
      customer: "acme", day: 9, words: "Does the setup hold up? Please check it.",
      choice: "--phase validation", end: "--outcome success --satisfaction 5"),
    Step(
      customer: "acme", day: 20, words: "EKS is gone. Since Monday everything runs on AKS.",
      choice: "--phase guidance", end: "--outcome failure --satisfaction 1"),
    Step(
      customer: "acme", day: 22, words: "The pods do not start: image pull fails.",
      choice: "--phase troubleshooting", end: "--outcome success --satisfaction 4"),
    Step(
      customer: "acme", day: 25, words: "",
      choice: "--operation metadata_corrections --target v2.0.0", end: "--outcome success"),
    Step(
      customer: "acme", day: 28, words: "Can we make it cheaper?",
      choice: "--increment minor --reason budget --phase optimization", end: ""),
    Step(
      customer: "beta & sons", day: 2, words: "We want a load balancer on GCP.", choice: "",
      end: "--outcome abandoned"),
    Step(
      customer: "beta & sons", day: 12, words: "The health checks fail.", choice: "",
      end: "--outcome success --satisfaction 5"),
  ]

  private func fill() throws {
    for step in Self.steps {
      func time(_ clock: String) -> String {
        "2026-01-\(step.day < 10 ? "0" : "")\(step.day)T\(clock):00Z"
      }
      let message = step.words.isEmpty ? "" : "-m '\(step.words)'"
      let end =
        step.end.isEmpty
        ? "true" : "strata session complete '\(step.customer)' --at \(time("11:00")) \(step.end)"
      let run = try strata.shell(
        """
        set -e
        strata session start '\(step.customer)' \(message) --no-code --at \(time("09:00")) \(step.choice)
        strata session say '\(step.customer)' 'Look at the events.' --role assistant --at \(time("09:25"))
        strata session say '\(step.customer)' 'That was it.' --at \(time("10:40"))
        \(end)
        """)
      try #require(run.status == 0, "\(step.words): \(run.errors)")
    }
  }

  private func expectGolden(_ name: String, _ arguments: String) throws {
    let run = try strata.shell("strata insights --as-of 2026-04-01T00:00:00Z \(arguments)")
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    let file = Self.golden.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["STRATA_WRITE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: Self.golden, withIntermediateDirectories: true)
      try Data(run.output.utf8).write(to: file)
    }
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(run.output == expected, "Tests/Golden/insights/\(name) says something else")
  }

  @Test func `one store gives the same bytes in every form`() throws {
    try fill()
    try expectGolden("all.txt", "")
    try expectGolden("acme.txt", "acme --half-life 30")
    try expectGolden("all.json", "--json")
    try expectGolden("all.csv", "--csv")
    try expectGolden("acme.html", "acme --html")
    // The same numbers in CSV and JSON.
    let json = try strata("insights", "--json", "--as-of", "2026-04-01T00:00:00Z").json()
    let success = try #require(json["success"] as? [String: Any])
    #expect(success["count"] as? Int == 5 && success["cases"] as? Int == 8)
    #expect(success["few_cases"] as? Bool == true)
    let csv = try strata("insights", "--csv", "--as-of", "2026-04-01T00:00:00Z").output
    #expect(csv.contains("\r\nsuccess,,success,0.625,5,8,"))
    #expect(json["customers"] as? Int == 2 && json["customer"] is NSNull)
  }

  @Test func `an empty store has nothing to teach`() throws {
    let run = try strata("insights")
    #expect(run.status == 0)
    #expect(
      run.output == """
        Insights of all customers
        There are no sessions yet, so there is nothing to learn from.

        """)
    let json = try strata("insights", "--json").json()
    #expect(json["sessions"] as? Int == 0 && json["first_activity"] is NSNull)
    #expect(try strata("insights", "--csv").output.contains("\r\nsuccess,,success,,0,0,,,,0,,\r\n"))
    #expect(try strata("insights", "--html").output.hasSuffix("</html>\n"))
  }

  @Test func `one session is told as one case`() throws {
    _ = try strata("session", "start", "acme", "-m", "How do we deploy?", "--no-code")
    let run = try strata("insights", "acme")
    #expect(run.output.contains("1 session from "))
    #expect(run.output.contains("Nobody said how any session ended"))
    #expect(run.output.contains("1 case: no law"))
  }

  @Test func `an unknown customer is named`() throws {
    let run = try strata("insights", "nobody")
    #expect(run.status == 3)
    #expect(
      run.errors == """
        strata: there is no session of 'nobody'
          try: 'strata log' lists the customers

        """)
    #expect(
      try strata("insights", "nobody", "--json").errorJSON()["code"] as? String == "not_found")
  }

  @Test(
    arguments: [
      (["--csv", "--html"], "ask for one"), (["--csv", "--json"], "ask for one"),
      (["--half-life", "0"], "from 1 to 36500"), (["--half-life", "nan"], "from 1 to 36500"),
      (["--as-of", "yesterday"], "RFC 3339"), (["a/b"], "cannot name a customer"),
    ])
  func `what cannot be meant is refused`(arguments: [String], words: String) throws {
    let run = try strata.shell("strata insights \(arguments.joined(separator: " "))")
    #expect(run.status == 2)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func `a table fits the terminal`() throws {
    try fill()
    let run = try strata.shell("COLUMNS=100 strata insights --as-of 2026-04-01T00:00:00Z")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 130 })
  }
}
