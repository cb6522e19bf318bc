import Foundation
import Testing

@Suite("The code in force")
struct CodeTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  private func code(_ arguments: String = "", in directory: String = ".") throws -> [String: Any]? {
    let run = try strata.shell("cd \(directory) && strata session start acme --json \(arguments)")
    try #require(run.status == 0, "\(run.errors)")
    return try run.json()["code"] as? [String: Any]
  }

  private func repository() throws {
    let made = try strata.shell(
      """
      git init -q -b main . && git config user.name a && git config user.email a@example.org &&
      git remote add origin https://ada:secret@git.example.org/shop.git &&
      mkdir sub && echo x > sub/file && git add sub && git commit -q -m first && git tag v0.1.0
      """)
    try #require(made.status == 0, "\(made.errors)")
  }

  @Test func `is stamped from the repository around`() throws {
    try repository()
    let head = try strata.shell("git rev-parse HEAD").output.trimmingCharacters(in: .newlines)
    let clean = try #require(try code(in: "sub"))
    #expect(clean["commit"] as? String == head)
    #expect(clean["branch"] as? String == "main")
    #expect(clean["tag"] as? String == "v0.1.0")
    #expect(clean["dirty"] as? Bool == false)
    #expect(clean["repository"] as? String == "https://git.example.org/shop.git")
    #expect(clean["working_directory"] as? String == "\(folder.path)/sub")
    try folder.write("sub/file", "changed")
    #expect(try code()?["dirty"] as? Bool == true)
    #expect(try strata("show", "acme").output.contains("tag v0.1.0 on main with changes of https"))
  }

  @Test func `is unknown outside a repository and where nobody shall look`() throws {
    #expect(try code() == nil)
    try repository()
    #expect(try code("--no-code") == nil)
  }

  @Test func `a repository without a commit has none`() throws {
    try #require(try strata.shell("git init -q -b main .").status == 0)
    let state = try #require(try code())
    #expect(state["commit"] == nil)
    #expect(state["branch"] as? String == "main")
  }

  @Test func `a missing git is no error`() throws {
    try repository()
    var without = strata
    without.environment["PATH"] = "/nonexistent"
    let run = try without("session", "start", "acme", "--json")
    #expect(run.status == 0)
    #expect(try run.json()["code"] is NSNull)
  }

  @Test func `is passed in a file`() throws {
    try folder.write("code.json", #"{"commit": "abc", "branch": "main", "dirty": true}"#)
    let state = try #require(try code("--code code.json"))
    #expect(state["commit"] as? String == "abc")
    #expect(state["dirty"] as? Bool == true)
    try folder.write("code.json", #"{"commit": "abc", "file": "src/a.swift", "line": 7}"#)
    let pointed = try #require(try code("--code code.json"))
    #expect(pointed["file"] as? String == "src/a.swift")
    #expect(pointed["line"] as? Int == 7)
    #expect(try strata("show", "acme").output.contains("abc at src/a.swift:7\n"))
    for text in [#"{"line": 7}"#, #"{"file": "a", "line": 0}"#, #"{"file": "a", "line": "7"}"#] {
      try folder.write("code.json", text)
      let refused = try strata("session", "start", "acme", "--code", "code.json")
      #expect(refused.status == 2)
      #expect(refused.errors.hasPrefix("strata: the field 'line' is not the number of a line"))
    }
    try folder.write("code.json", #"{"dirty": "yes"}"#)
    let wrong = try strata("session", "start", "acme", "--code", "code.json")
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("strata: the field 'dirty' is not true or false"))
    #expect(try strata("session", "start", "acme", "--code", "code.json", "--no-code").status == 2)
  }
}
