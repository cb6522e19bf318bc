import ArgumentParser
import StrataCore
import StrataStore

struct CodeCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the names of branches, tags and folders.",
    discussion: """
      Holds branches, tags and the folders of the commit that is checked out against \
      the conventions ('strata code --help' lists them) and counts the active \
      conversations: at most seven. Remote branches are judged as they were last \
      fetched. Nothing is changed.

      A conversation is active while a branch of it has commits that neither main nor \
      develop has, or while it has a folder and no branch that was merged.

      Exits with 0 where nothing is wrong and with 1 where there are findings.

      EXAMPLES
        strata code check
        strata code check --json | jq '.conversations[] | select(.active)'
      """)

  @OptionGroup(title: "Repository") var repository: RepositoryArguments

  /// A conversation as JSON tells it.
  private struct Told: Encodable {
    var number: String
    var names: [String]
    var active: Bool
    var reason: String

    init(_ conversation: Conversation) {
      number = conversation.number.description
      names = conversation.names.map(\.description)
      active = conversation.isActive
      reason = conversation.reason
    }
  }

  func run() async throws {
    let report = CodeConventions.report(on: try repository.open().outline())
    try Output.print(paged: !repository.json) { output in
      if repository.json {
        let answer = [
          "conversations": try SessionJSON.value(report.conversations.map(Told.init)),
          "findings": try SessionJSON.value(report.findings),
        ]
        return try output.line(JSONOutput.line(answer))
      }
      try tell(report.conversations, on: output)
      try FindingView.tell(report.findings, on: output)
    }
    if !report.findings.isEmpty { throw ExitStatus.finding.asError }
  }

  private func tell(_ conversations: [Conversation], on output: Output) throws {
    let active = conversations.filter(\.isActive).count
    guard !conversations.isEmpty else { return try output.line("There are no conversations.") }
    try output.line(
      "\(TimeText.count(conversations.count, "conversation")), \(active) active "
        + "(at most \(CodeConventions.activeLimit)).")
    var table = Table()
    for conversation in conversations {
      let names = conversation.names.map(\.description).joined(separator: ", ")
      table.add(
        (conversation.isActive ? "active" : "done", conversation.isActive ? .good : .quiet),
        (TerminalText.line(names), nil), (TerminalText.line(conversation.reason), .quiet))
    }
    for line in table.lines(indent: 2, width: output.width, style: output.style) {
      try output.line(line)
    }
    try output.line(output.style(.quiet, CodeConventions.activeMeaning))
    try output.line()
  }
}
