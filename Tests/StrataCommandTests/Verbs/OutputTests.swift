import Foundation
import Testing

@Suite("Where the output goes")
struct OutputTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  private let escape = "\u{1B}"

  @Test func `nothing is coloured in a pipe`() throws {
    _ = try strata("session", "start", "acme", "-m", "Hello")
    for line in ["log acme --graph", "show acme", "session list", "doctor", "explain acme -m x"] {
      let run = try strata.shell("strata \(line)")
      #expect(!run.output.contains(escape), "\(line)")
      #expect(!run.errors.contains(escape), "\(line)")
    }
  }

  @Test func `a terminal gets colour, unless somebody is against it`() throws {
    _ = try strata("session", "start", "acme", "-m", "Hello")
    var terminal = strata
    terminal.environment["PAGER"] = "cat"
    #expect(
      try terminal.onTerminal("log", "acme").output.contains("\(escape)[33mv1.0.0\(escape)[0m"))
    #expect(try terminal.onTerminal("show", "x/v9.0.0").output.contains("\(escape)[31mstrata:"))
    terminal.environment["NO_COLOR"] = "1"
    #expect(try !terminal.onTerminal("log", "acme").output.contains(escape))
    terminal.environment["NO_COLOR"] = nil
    terminal.environment["TERM"] = "dumb"
    #expect(try !terminal.onTerminal("log", "acme").output.contains(escape))
  }

  @Test func `lines are no wider than the terminal`() throws {
    let words = Array(repeating: "word", count: 50).joined(separator: " ")
    _ = try strata("session", "start", "acme", "-m", words, "--conversation", words)
    var terminal = strata
    terminal.environment["PAGER"] = ""
    terminal.environment["NO_COLOR"] = "1"
    let run = try terminal.onTerminal("show", "acme", columns: 60)
    let lines = run.output.split(whereSeparator: \.isNewline)
      .filter { !$0.contains(folder.path) }
    #expect(lines.allSatisfy { $0.count <= 60 }, "\(lines)")
    #expect(lines.count > 8)
  }

  @Test func `long output goes through the pager, on a terminal only`() throws {
    _ = try strata("session", "start", "acme", "-m", "Hello")
    var paged = strata
    paged.environment["STRATA_PAGER"] = "sed s/^/paged:/"
    let lines = try paged.onTerminal("log", "acme").output.split(whereSeparator: \.isNewline)
    #expect(!lines.isEmpty)
    #expect(lines.allSatisfy { $0.hasPrefix("paged:") })
    #expect(try !paged("log", "acme").output.contains("paged:"))
    paged.environment["STRATA_PAGER"] = "exit 0;"
    #expect(try paged.onTerminal("log", "acme").status == 0)
  }

  @Test func `escape sequences in what people wrote are shown, not sent`() throws {
    let evil = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31mtext\u{202E}txt.exe"
    let refused = try strata("session", "start", "acme", "--message", evil, "--user", evil)
    #expect(refused.status == 2)
    #expect(!refused.errors.unicodeScalars.contains("\u{1B}"))
    _ = try strata(
      "session", "start", "acme", "--message", evil, "--context",
      #"{"project": "\u001b[31mred"}"#)
    _ = try strata("session", "decide", "acme", evil, evil, "--because", evil)
    _ = try strata("session", "say", "acme", evil, "--author", evil)
    for line in [
      "show acme", "log acme", "log acme --graph", "session list", "diff acme/v1.0.0 acme/v1.0.0",
      "explain acme -m x", "show acme --json", "log acme --json",
    ] {
      let run = try strata.shell("strata \(line)")
      #expect(run.status == 0, "\(line): \(run.errors)")
      for scalar in "\u{1B}\u{7}\u{9B}\u{202E}".unicodeScalars {
        #expect(!run.output.unicodeScalars.contains(scalar), "\(line)")
      }
    }
    let shown = try strata("show", "acme").output
    #expect(shown.contains(#"\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31mtext\u{202E}txt.exe"#))
    #expect(shown.contains(#"project  \u{1B}[31mred"#))
    let turns = try strata("show", "acme", "--json").json()["conversation"] as? [[String: Any]]
    #expect(turns?.first?["content"] as? String == evil, "the content itself is kept as it came")
  }

  @Test func `a reader that stops early ends it quietly`() throws {
    _ = try strata("session", "start", "acme", "-m", "Hello")
    let text = String(repeating: "a long turn with many words\n", count: 20_000)
    _ = try strata("session", "say", "acme", "-", input: text)
    let run = try strata.shell("{ strata show acme; echo status $? >&2; } | head -1")
    #expect(run.output.hasPrefix("acme  v1.0.0"))
    #expect(run.errors == "status 0\n")
    let stored = try strata.shell(
      "{ strata session start beta; echo status $? >&2; } | true")
    #expect(stored.errors == "status 0\n")
    #expect(try strata("log", "beta").status == 0)
  }

  @Test func `a full disk behind standard output is an error`() throws {
    _ = try strata("session", "start", "acme", "-m", "Hello")
    let run = try strata.shell("strata log acme > /dev/full")
    #expect(run.status == 5)
    #expect(
      run.errors.hasPrefix("strata: standard output takes no more: No space left on device\n"))
  }
}
