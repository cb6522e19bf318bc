import StrataCore
import SystemPackage
import Testing

@testable import strata

@Suite("What the command makes of its surroundings")
struct SurroundingsTests {
  private func terminal(_ environment: [String: String], isTerminal: Bool = true) -> Terminal {
    Terminal(
      environment: environment, hasTerminalOutput: isTerminal, hasTerminalErrors: isTerminal,
      reportedWidth: 132)
  }

  @Test func `colour needs a terminal that knows it, and nobody against it`() {
    #expect(terminal(["TERM": "xterm"]).style.isColoured)
    #expect(!terminal(["TERM": "xterm"], isTerminal: false).style.isColoured)
    #expect(!terminal(["TERM": "xterm", "NO_COLOR": "1"]).style.isColoured)
    #expect(terminal(["TERM": "xterm", "NO_COLOR": ""]).style.isColoured)
    #expect(!terminal(["TERM": "dumb"]).style.isColoured)
    #expect(!terminal(["TERM": "dumb"]).hasTerminalErrors)
    #expect(!terminal([:]).style.isColoured)
  }

  @Test func `the width is what was asked for, else the terminal's, else none`() {
    #expect(terminal([:]).width == 132)
    #expect(terminal(["COLUMNS": "60"]).width == 60)
    #expect(terminal(["COLUMNS": "1"]).width == 20)
    #expect(terminal(["COLUMNS": "wide"]).width == 132)
    #expect(terminal([:], isTerminal: false).width == nil)
  }

  @Test func `the first locale variable that is set counts`() {
    #expect(terminal(["LANG": "en_US.UTF-8"]).isUnicode)
    #expect(!terminal(["LANG": "en_US.UTF-8", "LC_ALL": "C"]).isUnicode)
    #expect(terminal(["LANG": "C", "LC_CTYPE": "C.utf8", "LC_ALL": ""]).isUnicode)
    #expect(!terminal([:]).isUnicode)
  }

  @Test func `a pager is asked for, or less, or none`() {
    #expect(PagerChoice.command(environment: ["STRATA_PAGER": "more", "PAGER": "x"]) == "more")
    #expect(PagerChoice.command(environment: ["PAGER": "most"]) == "most")
    #expect(PagerChoice.command(environment: ["STRATA_PAGER": "", "PAGER": "x"]) == nil)
    #expect(PagerChoice.command(environment: ["PAGER": "cat"]) == nil)
    #expect(PagerChoice.command(environment: ["PATH": "/nonexistent"]) == nil)
    #expect(PagerChoice.command(environment: ["PAGER": "x", "TERM": "dumb"]) == nil)
  }

  @Test func `a store is asked for by option, then by environment`() {
    #expect(
      StoreLocation.asked(option: "a", environment: ["STRATA_STORE": "b"])
        == StoreLocation(root: "a", source: .option))
    #expect(
      StoreLocation.asked(option: nil, environment: ["STRATA_STORE": "b"])
        == StoreLocation(root: "b", source: .environment))
    #expect(StoreLocation.asked(option: nil, environment: ["STRATA_STORE": ""]) == nil)
  }

  @Test func `a store is found upwards, the nearest first`() throws {
    let stores: Set<FilePath> = ["/a/.strata", "/a/b/c/.strata"]
    func found(_ folder: FilePath) throws -> FilePath {
      try StoreLocation.searched(from: folder, isStore: stores.contains).root
    }
    #expect(try found("/a/b") == "/a/.strata")
    #expect(try found("/a/b/c/d") == "/a/b/c/.strata")
    #expect(throws: StrataError.self) { try found("/x/y") }
  }

  @Test func `every kind of error has its exit status`() {
    let expected: [StrataError.Code: Int32] = [
      .usage: 2, .invalidInput: 2, .notFound: 3, .conflict: 4, .lockTimeout: 4, .fencedOff: 4,
      .storage: 5, .unknownOutcome: 5, .corrupt: 5, .newerFormat: 5, .olderFormat: 5,
    ]
    for code in StrataError.Code.allCases {
      #expect(ExitStatus(code).rawValue == expected[code], "\(code)")
    }
  }

  @Test func `an error says what, where, why and what to do`() {
    let disk = StrataError(.storage, "no space left", remedy: "make room")
    let error = StrataError(
      .storage, "the session cannot be kept", place: "/srv/\u{1B}[1m", cause: disk)
    let report = ErrorReport(error)
    #expect(
      report.text(style: Style(isColoured: false)) == """
        strata: the session cannot be kept
          at: /srv/\\u{1B}[1m
          because: no space left
          try: make room

        """)
    #expect(
      report.json() == """
        {"error":{"causes":["no space left"],"code":"storage","exit_status":5,\
        "message":"the session cannot be kept","place":"/srv/\\u001b[1m","remedy":"make room"}}

        """)
  }
}
