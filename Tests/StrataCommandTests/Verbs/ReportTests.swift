import Foundation
import Testing

/// `report` at the command line.
@Suite("Reports")
struct ReportTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
    try #require(
      try strata("session", "start", "acme", "-m", "How do I deploy to EKS?").status == 0)
    _ = try strata("session", "complete", "acme", "--outcome", "success", "--satisfaction", "4")
    try #require(try strata("session", "start", "acme", "-m", "The pods are pending.").status == 0)
  }

  @Test func `every kind is written in every format, twice the same`() throws {
    for kind in ["version", "cumulative", "changes"] {
      for format in ["md", "html"] {
        let arguments = "report sow acme v1.1.0 --kind \(kind) --format \(format)"
        let run = try strata.shell("strata \(arguments)")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix(format == "md" ? "# " : "<!doctype html>"))
        #expect(run.output.contains("v1.0.0") && run.output.contains("The pods are pending."))
        #expect(try strata.shell("strata \(arguments)").output == run.output)
      }
    }
    #expect(try strata("fsck").status == 0)
  }

  @Test func `the newest version is meant where none is named`() throws {
    #expect(
      try strata("report", "sow", "acme").output.hasPrefix("# Statement of work: acme, v1.1.0\n"))
  }

  @Test func `a document goes to a file`() throws {
    let file = folder.path + "/acme.html"
    let run = try strata("report", "sow", "acme", "--format", "html", "--output", file)
    #expect(run.status == 0 && run.output == "")
    #expect(
      try String(contentsOfFile: file, encoding: .utf8)
        == strata("report", "sow", "acme", "--format", "html").output)
    #expect(try strata("report", "sow", "acme", "--output", folder.path + "/none/x.md").status == 5)
  }

  @Test func `a user's template takes the place of Strata's, and Strata's can be had`() throws {
    let own = try folder.write("own.mustache", "{{customer}} {{version}}: {{reason.why}}\n")
    #expect(
      try strata("report", "sow", "acme", "v1.0.0", "--template", own).output
        == "acme v1.0.0: The customer has no earlier session.\n")
    for format in ["md", "html"] {
      let template = try strata("report", "template", "--format", format).output
      let file = try folder.write("builtin.mustache", template)
      #expect(
        try strata("report", "sow", "acme", "--format", format, "--template", file).output
          == strata("report", "sow", "acme", "--format", format).output)
    }
  }

  @Test func `a template that is wrong is refused with its line`() throws {
    let unknown = try folder.write("unknown.mustache", "a\n{{custmer}}\n")
    let run = try strata("report", "sow", "acme", "--template", unknown)
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.contains("'custmer' in line 2") && run.errors.contains(unknown))
    let broken = try folder.write("broken.mustache", "a\n\n{{#facts}}\n")
    let json = try strata("report", "sow", "acme", "--template", broken)
    #expect(json.status == 2 && json.errors.contains("line 3: the section 'facts' has no end"))
    #expect(try strata("report", "sow", "acme", "--template", folder.path + "/none").status == 3)
  }

  @Test func `the values are there as JSON`() throws {
    let answer = try strata("report", "sow", "acme", "--kind", "changes", "--json").json()
    #expect(answer["base"] as? String == "v1.0.0" && answer["is_changes"] as? Bool == true)
    let history = try #require(answer["history"] as? [[String: Any]])
    #expect(history.map { $0["version"] as? String } == ["v1.1.0"])
  }

  @Test(arguments: [
    ("sow acme v1.1.0 --since v1.0.0", 2), ("sow acme v1.0.0 --kind changes", 2),
    ("sow acme v1.0.0 --kind changes --since v1.1.0", 2),
    ("sow acme v1.1.0 --kind changes --since v1.1.0", 2),
    ("sow acme v9.0.0", 3), ("sow nobody", 3), ("sow acme one", 2), ("sow acme --kind all", 2),
    ("sow acme --format pdf", 2), ("sow acme v1.1.0 --kind changes --since v8.0.0", 3),
  ])
  func `what cannot be told is refused`(arguments: String, status: Int32) throws {
    let run = try strata.shell("strata report \(arguments)")
    #expect(run.status == status, "\(run.output.prefix(200))\(run.errors)")
    #expect(run.output == "")
  }
}
