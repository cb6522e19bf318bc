import Foundation
import Testing

@Suite("code")
struct CodeVerbTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    var command = Command(in: folder)
    command.commit(as: "ada")
    strata = command
  }

  @discardableResult
  private func git(_ script: String, _ location: SourceLocation = #_sourceLocation) throws -> String
  {
    let run = try strata.shell("set -e; \(script)")
    try #require(run.status == 0, "\(run.errors)", sourceLocation: location)
    return run.output.trimmingCharacters(in: .newlines)
  }

  /// A repository as seed A draws it, standing on the branch of conversation 001.
  private func fitting() throws {
    try git(
      """
      git init -q -b main . && for d in conversations/001-rebe-shell components assemblies \
      deployments shared meta; do mkdir -p $d; echo x > $d/file; done
      git add . && git commit -q -m first && git tag v0.1.0 && git branch develop
      git switch -q -c conversation/001-rebe-shell && git commit -q --allow-empty -m work
      """)
  }

  @Test func `status says which code is in force, without a store`() throws {
    try fitting()
    try git("git remote add origin https://ada:secret@git.example.org/sim.git; echo y > meta/file")
    let head = try git("git rev-parse HEAD")
    let run = try strata("code", "status")
    #expect(run.status == 0)
    #expect(
      run.output == """
        repository  https://git.example.org/sim.git
        folder      \(folder.path) (work tree)
        commit      \(head)
        release     v0.1.0 and 1 commit
        branch      conversation/001-rebe-shell
        changes     tracked files differ from the commit

        """)
    let json = try strata("code", "status", "--json").json()
    let code = try #require(json["code"] as? [String: Any])
    #expect(code["commit"] as? String == head)
    #expect(code["dirty"] as? Bool == true)
    #expect(json["kind"] as? String == "work_tree")
    #expect(json["detached"] as? Bool == false)
    #expect((json["release"] as? [String: Any])?["commits_since"] as? Int == 1)
    #expect(!run.output.contains("secret"))
  }

  @Test func `status reads a bare repository and one without commits elsewhere`() throws {
    try git("git init -q --bare -b main bare.git; mkdir other")
    let run = try strata.shell("cd other; strata code status --repository ../bare.git")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("/bare.git (bare)\n"))
    #expect(run.output.contains("commit      none yet\n"))
    #expect(run.output.contains("changes     none: there is no work tree\n"))
  }

  @Test func `no repository, no git and a foreign one are told apart`() throws {
    let nowhere = try strata("code", "status", "--repository", "/", "--json")
    #expect(nowhere.status == 3)
    #expect(try nowhere.errorJSON()["code"] as? String == "not_found")
    try fitting()
    var other = strata
    other.environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1"
    let foreign = try other("code", "check")
    #expect(foreign.status == 5)
    #expect(foreign.errors.contains("because it belongs to another user"))
    #expect(foreign.errors.contains("try: if you trust it: git config --global"))
    other = strata
    other.environment["PATH"] = "/nonexistent"
    let without = try other("code", "check")
    #expect(without.status == 3)
    #expect(without.errors.hasPrefix("strata: git was not found\n"))
  }

  @Test func `check finds nothing where everything is named well`() throws {
    try fitting()
    let run = try strata("code", "check")
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix("1 conversation, 1 active (at most 7).\n  active  001-rebe-shell  "))
    #expect(run.output.hasSuffix("Nothing is wrong.\n"))
  }

  @Test func `check names each finding with its place and remedy`() throws {
    try fitting()
    try git("git branch feature/x; git tag release-1; git mv meta notes; git commit -q -m move")
    let run = try strata("code", "check")
    #expect(run.status == 1)
    #expect(run.output.contains("error: 'feature/x' is no name for a branch"))
    #expect(
      run.output.contains("  at: branch feature/x\n  try: rename it: git branch -m feature/x"))
    #expect(run.output.hasSuffix("4 findings.\n"))
    let json = try strata("code", "check", "--json")
    #expect(json.status == 1)
    let findings = try #require(try json.json()["findings"] as? [[String: Any]])
    #expect(
      findings.map { $0["code"] as? String }
        == ["branch.name", "tag.name", "layout.missing", "layout.unknown"])
    let conversations = try #require(try json.json()["conversations"] as? [[String: Any]])
    #expect(conversations.map { $0["active"] as? Bool } == [true])
  }

  @Test func `check counts at most seven active conversations`() throws {
    try fitting()
    try git(
      """
      for n in 2 3 4 5 6 7 8; do git switch -q -c conversation/00$n-a main
      git commit -q --allow-empty -m $n; done
      """)
    let run = try strata("code", "check")
    #expect(run.status == 1)
    #expect(run.output.contains("8 conversations are active at once, and at most 7 may be"))
    #expect(run.output.contains("A conversation is active while a branch of it has commits"))
    try git("git switch -q develop; git merge -q --no-edit conversation/008-a")
    #expect(try strata("code", "check").status == 0)
  }

  @Test func `milestone tags the head of the conversation's branch, once and in order`() throws {
    try fitting()
    let head = try git("git rev-parse HEAD")
    try git("git switch -q main")
    let first = try strata("code", "milestone", "001", "1", "--message", "It answers.")
    #expect(first.status == 0, "\(first.errors)")
    #expect(
      first.output == """
        conversation-001-phase-1  \(head.prefix(12)) on conversation/001-rebe-shell
        It stays here until: git push REMOTE conversation-001-phase-1

        """)
    #expect(try git("git rev-parse conversation-001-phase-1^{commit}") == head)
    let again = try strata("code", "milestone", "001", "1")
    #expect(again.status == 4)
    #expect(again.errors.contains("the milestone conversation-001-phase-1 exists"))
    let skipped = try strata("code", "milestone", "1", "3")
    #expect(skipped.status == 4)
    #expect(skipped.errors.contains("--skip-reason"))
    let forced = try strata("code", "milestone", "1", "3", "--skip-reason", "2 is 005", "--json")
    #expect(try forced.json()["tag"] as? String == "conversation-001-phase-3")
    #expect(try strata("code", "check").status == 0)
    for arguments in [["0", "1"], ["x", "1"], ["001", "0"], ["001", "1000"]] {
      #expect(try strata("code", "milestone", arguments[0], arguments[1]).status == 2)
    }
    #expect(try strata("code", "milestone", "009", "1").status == 3)
  }

  @Test func `milestone warns of changes and pushes only where it is told to`() throws {
    try fitting()
    try git("git init -q --bare up.git; git remote add up up.git; echo y > meta/file")
    let run = try strata("code", "milestone", "001", "1")
    #expect(
      run.output.contains("warning: the working tree has changes that the milestone does not"))
    #expect(try git("git -C up.git tag") == "")
    let pushed = try strata("code", "milestone", "001", "2", "--push", "up", "--json")
    #expect(pushed.status == 0, "\(pushed.errors)")
    #expect(try pushed.json()["pushed_to"] as? String == "up")
    #expect(try git("git -C up.git tag") == "conversation-001-phase-2")
    let lost = try strata("code", "milestone", "001", "3", "--push", "nowhere", "--json")
    #expect(lost.status == 5)
    #expect(lost.output == "")
    #expect(lost.errors.contains("was made here, and 'nowhere' did not take it"))
    #expect(try git("git tag -l 'conversation-*'").hasSuffix("conversation-001-phase-3"))
  }
}
