import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct WhyLine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "line",
    abstract: "Why a line of a file is as it is: its commit, and what was recorded.",
    usage: "strata why line <file>:<line> [--repository <dir>] [<options>]",
    discussion: """
      Asks 'git blame' which commit made the line. Shows what was recorded on the code \
      before that commit (the work it came from), on the commit and on later code that \
      contains it, and what points at the file itself. Every entry names its code, so \
      this reaches as far as entries were recorded in the repository.

      EXAMPLES
        strata why line Sources/pool.swift:42
        strata why line deploy/main.tf:7 --repository ~/platform --json
      """)

  @Argument(
    help: ArgumentHelp(
      "The file, as git takes it, and the number of the line.", valueName: "file:line"),
    completion: .file())
  var place: String

  @Option(
    help: ArgumentHelp(
      "The repository. Default: the one around this folder.", valueName: "dir"),
    completion: .directory)
  var repository: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let (file, line) = try parsed()
    let path = FilePath(file)
    // Git takes a whole path only from within its repository.
    let isElsewhere = repository == nil && path.isAbsolute
    let folder =
      isElsewhere
      ? path.removingLastComponent()
      : repository.map { FilePath($0) } ?? StoreArguments.currentFolder
    let opened = try GitRepository(at: folder)
    let name = isElsewhere ? path.lastComponent?.string ?? file : file
    let blame = try opened.blame(name, line: line)
    try await store.withStore(for: .reading) { store in
      let cause = try store.cause(of: blame, in: opened)
      try Output.print(paged: !self.store.json) { output in
        if self.store.json { return try output.line(JSONOutput.line(WhyJSON.line(cause))) }
        let view = WhyView(style: output.style, width: output.width)
        for line in view.line(cause) { try output.line(line) }
      }
    }
  }

  private func parsed() throws(StrataError) -> (file: String, line: Int) {
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    let file = parts.dropLast().joined(separator: ":")
    guard parts.count >= 2, !file.isEmpty, let line = Int(parts[parts.count - 1]), line >= 1 else {
      throw StrataError(
        .usage, "'\(TerminalText.line(place))' names no line of a file",
        remedy: "write the file, a colon and the number of the line: Sources/pool.swift:42")
    }
    return (file, line)
  }
}
