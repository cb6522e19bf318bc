import StrataAnalysis
import StrataCore
import StrataTesting
import Testing

/// Templates that users write, and what customers' words can do in them (rows P1, P3).
@Suite struct TemplateTests {
  private func report() throws -> WorkReport {
    try WorkReport(.cumulative, of: try ReportFixture.twoLines().records)
  }

  private func render(_ template: String, as format: ReportFormat = .md) throws -> String {
    try ReportTemplate(template, format: format, place: "ours.mustache").render(report())
  }

  private func refusal(of template: String) throws -> StrataError {
    try #require(
      #expect(throws: StrataError.self) {
        try ReportTemplate(template, format: .md, place: "ours.mustache")
      })
  }

  @Test func usersTemplateTakesThePlaceOfStratas() throws {
    let text = try render(
      "{{customer}} {{version}}\n{{#decisions}}\n* {{topic}} in {{version}}\n{{/decisions}}\n")
    #expect(
      text == """
        acme v2.0.0
        * \\# Collector \\<img src=x onerror=alert(1)> in v2.0.0
        * CA in v1.1.0
        * collector in v1.1.0

        """)
    #expect(
      try render("{{#history}}{{version}}{{^last()}}, {{/last()}}{{/history}}")
        == "v2.0.0, v1.1.0, v1.0.0")
    #expect(try render("\n{{#is_cumulative}}\nx\n{{/is_cumulative}}\n") == "\nx\n")
    #expect(try render("{{reason.why}}") == "The provider changed from AWS to Azure.")
  }

  @Test(arguments: [
    ("a\nb {{customer", 2), ("\n{{#facts}}\n{{name}}\n", 2), ("x\n\n{{#facts}}{{/history}}", 3),
    ("{{#facts}}{{name}}{{/facts}}\n{{/facts}}", 2), ("\n{{cust omer!}}", 2),
    ("\n\n{{> other}}", 3), ("{{=<% %>=}}", 1), ("a{{% CONTENT_TYPE:HTML}}", 1),
    ("{{!\n\n}}{{<base}}{{/base}}", 3),
  ])
  func whatIsNoTemplateIsRefusedWithItsLine(template: String, line: Int) throws {
    let error = try refusal(of: template)
    #expect(error.code == .invalidInput && error.place == "ours.mustache" && error.remedy != nil)
    #expect(error.message.hasPrefix("line \(line): "), "\(error.message)")
  }

  @Test(arguments: [
    ("{{customer}}\n{{custmer}}\n", "'custmer' in line 2"),
    ("{{topic}}", "'topic' in line 1"),
    ("{{#decisions}}{{topic}}{{name}}{{/decisions}}", "'name' in line 1"),
    ("{{#facts}}\n{{/facts}}\n{{#fact}}\n{{/fact}}{{name}}", "'fact' in line 3, 'name' in line 4"),
    ("{{^nothing}}{{/nothing}}", "'nothing' in line 1"), ("{{reason.because}}", "'reason.because'"),
    ("{{{costumer}}}", "'costumer' in line 1"),
    ("{{facts}}{{.}}{{reason}}", "'facts' in line 1, '.' in line 1, 'reason'"),
    ("{{}}", "'' in line 1"), ("{{uppercased(customer)}}", "'uppercased(customer)'"),
  ])
  func whatIsNotThereIsNamed(template: String, names: String) throws {
    #expect(try refusal(of: template).message.contains(names))
  }

  @Test func deepAndHugeTemplatesDoNotEndTheProcess() throws {
    let deep = String(repeating: "{{#facts}}", count: 100_000)
    #expect(try refusal(of: deep).message.contains("deeper than 16"))
    for text in ["{{", "{{{", "{{#", "}}", "{{}}", "{{{}}}", "{{&}}", "{{.}}{{/}}", "{{#.}}{{/.}}"]
    {
      _ = try? ReportTemplate(text, format: .html, place: "x").render(report())
    }
  }

  @Test func everyNameOfTheOwnTemplatesIsThereAndEveryNameIsKnown() throws {
    guard case .record(let names) = WorkReport.fields.shape,
      case .object(let values) = try report().json
    else {
      Issue.record("a report is no record")
      return
    }
    #expect(Set(names.keys) == Set(values.keys))
  }

  // MARK: - Escaping

  /// Nothing that a customer writes becomes markup, whichever tag the template uses.
  @Test(arguments: [
    "{{requests.0}}", "{{#requests}}{{words}}{{/requests}}",
    "{{#requests}}{{{words}}}{{/requests}}", "{{#requests}}{{&words}}{{/requests}}",
  ])
  func noTagTurnsEscapingOff(template: String) throws {
    guard let html = try? render(template, as: .html) else {
      #expect(template.contains(".0"))
      return
    }
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script"))
    let markdown = try render(template, as: .md)
    #expect(markdown.contains("\\<script>alert(1)\\</script>") && markdown.contains("\\*all\\*"))
    #expect(markdown.contains("`https://evil.example/?a=b`\\|c"))
  }

  @Test(arguments: [
    ("see https://evil.example.", "see `https://evil.example`."),
    ("www.evil.example", "`www.evil.example`"), ("WWW.evil.example", "`WWW.evil.example`"),
    ("mail eve@evil.example now", "mail `eve@evil.example` now"),
    ("[a](https://e.example)", "`[a](https://e.example)`"),
    ("a`https://e.example`b", "a\\``https://e.example`\\`b"),
    ("x|https://e.example|y", "x\\|`https://e.example`\\|y"),
    ("time: 10:30", "time: 10:30"), ("# no heading", "\\# no heading"),
    ("one\n\n- two", "one - two"), ("<https://e.example>", "\\<`https://e.example`\\>"),
    ("a\u{202E}b", "a\u{FFFD}b"),
  ])
  func markdownMakesNoLink(text: String, escaped: String) {
    #expect(ReportFormat.md.escaped(text) == escaped)
  }

  @Test func htmlEscapesEverySignThatMatters() {
    #expect(
      ReportFormat.html.escaped("<a href='x' b=\"y\">&\u{202E}\u{0}\u{7F}é\n")
        == "&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;\u{FFFD}\u{FFFD}\u{FFFD}é\n")
  }

  /// No random text leaves a sign in HTML that could begin markup, or a bare address in Markdown.
  @Test func randomTextStaysText() throws {
    var generator = SeededGenerator.printingSeed()
    let pieces = [
      "<", ">", "&", "\"", "'", "`", "|", "\\", "*", "_", "[", "]", "(", ")", "https://e.example",
      "www.e.example", "a@b.example", " ", "\n", "#", "- ", "1. ", "é", "\u{202E}", "<script>",
      "~~~",
    ]
    for _ in 0..<2000 {
      let text = (0..<8).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let html = ReportFormat.html.escaped(text)
      #expect(!html.contains { "<>\"'".contains($0) }, "\(text)")
      let markdown = ReportFormat.md.escaped(text)
      #expect(!markdown.contains("\n"), "\(text)")
      let outside = withoutCode(markdown)
      for address in ["https://", "www.", "@"] {
        #expect(!outside.contains(address), "\(text) → \(markdown)")
      }
    }
  }

  /// Markdown without its code spans; a backtick after an odd number of backslashes begins none.
  private func withoutCode(_ text: String) -> String {
    var result = ""
    var isCode = false
    var isEscaped = false
    for character in text {
      if character == "`", isCode || !isEscaped {
        isCode.toggle()
      } else if !isCode {
        result.append(character)
      }
      isEscaped = character == "\\" && !isEscaped && !isCode
    }
    return result
  }
}
