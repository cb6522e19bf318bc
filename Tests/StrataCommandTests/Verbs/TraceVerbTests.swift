import Foundation
import Testing

/// The document that an auditor gets, with what was said and done (rows D6, K2).
@Suite("trace --proof --with-content, verify")
struct TraceVerbTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    let run = try strata.shell(
      """
      set -e; exec >/dev/null; strata init
      strata config set shop/api-token hunter2 --reason r
      head -c 3000 /dev/zero | tr '\\0' x > long; strata config set shop/notice --file long --reason r
      strata session start acme --no-code --user ada --message 'We deploy on AWS.'
      strata session decide acme region eu-west-1 --because near
      strata exec acme -- printf 'caf\\303\\251\\377'
      strata session complete acme --outcome success
      """)
    try #require(run.status == 0, "\(run.errors)")
  }

  private func verify(_ file: String, _ options: String = "") throws -> Run {
    try strata.shell("strata verify \(file) --key \"$(strata audit key)\" \(options)")
  }

  private func states(_ run: Run) throws -> [String: Int] {
    let contents = try #require(try run.json()["contents"] as? [[String: Any]])
    return contents.reduce(into: [:]) { $0[$1["state"] as? String ?? "", default: 0] += 1 }
  }

  @Test func `what was said and done is held against the digests`() throws {
    #expect(try strata.shell("strata trace acme --proof --with-content > whole.json").status == 0)
    let text = try strata.shell("cat whole.json").output
    #expect(text.contains("We deploy on AWS.") && text.contains("eu-west-1"))
    #expect(text.contains("\"base64\":\"") && text.contains("xxxxx"))
    #expect(!text.contains("hunter2"))
    let run = try verify("whole.json", "--json")
    #expect(run.status == 0, "\(run.output)")
    // The start, a turn, the decision, the command and its output, a long value; the token is not.
    #expect(try states(run) == ["given": 6, "withheld": 1])
    let plain = try verify("whole.json")
    #expect(plain.output.contains("6 contents given, each as its entry committed to it\n"))
    #expect(plain.output.contains("1 content not given\n"))

    for (old, new) in [("on AWS", "on GCP"), ("eu-west-1", "eu-west-2"), ("xxxxx", "xxyxx")] {
      try folder.write("forged.json", text.replacingOccurrences(of: old, with: new))
      let forged = try verify("forged.json", "--json")
      #expect(forged.status == 1)
      let answer = try forged.json()
      #expect((answer["message"] as? String)?.hasSuffix("not what the entry committed to") == true)
    }
  }

  @Test func `what was erased is said with who and the rule`() throws {
    try #require(
      strata.shell("strata erase --session acme/v1.0.0 --rule gdpr-17 --by dpo").status == 0)
    _ = try strata.shell("strata trace acme/v1.0.0 --proof --with-content > whole.json")
    let text = try strata.shell("cat whole.json").output
    #expect(!text.contains("We deploy on AWS.") && !text.contains("eu-west-1"))
    let run = try verify("whole.json")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("5 contents erased by dpo under rule gdpr-17 at "))
    let contents = try #require(
      try verify("whole.json", "--json").json()["contents"] as? [[String: Any]])
    let erased = contents.compactMap { $0["erased"] as? [String: Any] }
    #expect(erased.count == 5 && erased.allSatisfy { $0["by"] as? String == "dpo" })
  }

  @Test func `without contents the document says nothing of them`() throws {
    _ = try strata.shell("strata trace acme --proof > bare.json")
    let text = try strata.shell("cat bare.json").output
    #expect(!text.contains("We deploy on AWS.") && !text.contains("\"salt\""))
    #expect(try states(verify("bare.json", "--json")) == ["withheld": 7])
    #expect(try !verify("bare.json").output.contains("given"))
    let run = try strata("trace", "acme", "--with-content")
    #expect(run.status == 2 && run.errors.contains("--with-content goes with --proof"))
  }
}
