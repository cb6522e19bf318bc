import ArgumentParser
import StrataCore
import StrataStore

struct CodeStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show which code is in force.",
    discussion: """
      Shows what a record made in the folder would be stamped with: repository, commit, \
      tag, branch, and whether tracked files differ from the commit. Any repository \
      will do: bare, a linked work tree, a submodule, a detached HEAD, no commits.

      EXAMPLES
        strata code status
        strata code status --repository ~/rebe-simulations --json | jq .code.commit
      """)

  @OptionGroup(title: "Repository") var repository: RepositoryArguments

  func run() async throws {
    let status = try repository.open().status()
    try Output.print { output in
      if repository.json { return try output.line(JSONOutput.line(status)) }
      var table = Table()
      for (name, text) in Self.rows(of: status) {
        table.add((name, .quiet), (TerminalText.line(text), nil))
      }
      for line in table.lines(width: output.width, style: output.style) {
        try output.line(line)
      }
    }
  }

  private static func rows(of status: RepositoryStatus) -> [(String, String)] {
    let code = status.code
    var rows = [("repository", code.repository ?? status.folder)]
    rows += status.remotes.filter { $0.url != code.repository }.map {
      ("remote", "\($0.name) \($0.url)")
    }
    rows.append(("folder", "\(status.folder) (\(kind(of: status)))"))
    rows.append(("commit", code.commit ?? "none yet"))
    if let tag = code.tag { rows.append(("tag", tag)) }
    if let release = status.release, release.tag != code.tag {
      rows.append(
        ("release", "\(release.tag) and \(TimeText.count(release.commitsSince, "commit"))"))
    }
    rows.append(("branch", code.branch ?? (status.isDetached ? "none: HEAD is detached" : "none")))
    let changes =
      switch code.isDirty {
      case true: "tracked files differ from the commit"
      case false: "none"
      case nil: "none: there is no work tree"
      }
    rows.append(("changes", changes))
    return rows
  }

  private static func kind(of status: RepositoryStatus) -> String {
    let kind =
      switch status.kind {
      case .workTree: "work tree"
      case .linkedWorkTree: "linked work tree of \(status.gitDirectory)"
      case .submodule: "submodule of \(status.superproject ?? "another repository")"
      case .bare: "bare"
      }
    return status.objectFormat == "sha1" ? kind : "\(kind), \(status.objectFormat)"
  }
}
