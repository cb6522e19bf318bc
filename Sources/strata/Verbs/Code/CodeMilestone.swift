import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct CodeMilestone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "milestone",
    abstract: "Tag a milestone of a conversation.",
    usage: "strata code milestone <conversation> <phase> [<options>]",
    discussion: """
      Makes the annotated tag conversation-NNN-phase-N on the head of the \
      conversation's branch. The phases of a conversation follow one another: a phase \
      that skips others needs --skip-reason, which the tag keeps.

      The tag stays here unless --push names a remote; then 'git push' takes it there.

      EXAMPLES
        strata code milestone 001 2 --message "SSH pool and cache work together"
        strata code milestone 001 4 --skip-reason "phase 3 became conversation 005"
        strata code milestone 001 5 --push origin
      """)

  @Argument(help: ArgumentHelp("The number of the conversation.", valueName: "conversation"))
  var conversation: String

  @Argument(help: "The number of the phase, from 1.")
  var phase: Int

  @Option(help: "What was reached.")
  var message: String?

  @Option(help: ArgumentHelp("Why earlier phases have no milestone.", valueName: "reason"))
  var skipReason: String?

  @Option(help: ArgumentHelp("Push the tag to this remote.", valueName: "remote"))
  var push: String?

  @OptionGroup(title: "Repository") var repository: RepositoryArguments

  func run() async throws {
    let tag = try milestoneTag()
    let opened = try repository.open()
    let milestone = try CodeConventions.milestone(
      tag, in: opened.outline(), text: message, skipReason: skipReason)
    try opened.make(milestone)
    if let push { try self.push(tag, to: push, from: opened) }
    try Output.print { try tell(milestone, on: $0) }
  }

  private func milestoneTag() throws(StrataError) -> MilestoneTag {
    guard let number = ConversationNumber(conversation) else {
      throw StrataError(
        .usage, "'\(conversation)' is no number of a conversation",
        remedy: "give a number from 001 to 999")
    }
    guard let tag = MilestoneTag(number, phase: phase) else {
      throw StrataError(
        .usage, "\(phase) is no number of a phase",
        remedy: "give a number from 1 to \(MilestoneTag.maximumPhase)")
    }
    return tag
  }

  /// Pushes with the caller's terminal, so that git can show progress and ask for a password.
  private func push(
    _ tag: MilestoneTag, to remote: String, from opened: GitRepository
  ) throws(StrataError) {
    let command = [
      "git", "-C", opened.folder.string, "push", "--", remote, "refs/tags/\(tag)",
    ]
    // The answer of this verb is the only thing on standard output.
    let status = try ChildProcess(
      command, output: 2, environment: Git.withoutRepositoryNames()
    ).wait()
    guard status == 0 else {
      throw StrataError(
        .storage, "the tag \(tag) was made here, and '\(remote)' did not take it",
        place: opened.folder.string,
        remedy: command.map(ShellWord.quoted).joined(separator: " "))
    }
  }

  private func tell(_ milestone: Milestone, on output: Output) throws {
    if repository.json {
      let answer: [String: JSONValue] = [
        "tag": .string(milestone.tag.description), "commit": .string(milestone.commit),
        "branch": .string(milestone.branch), "pushed_to": SessionJSON.text(push),
        "warnings": .array(milestone.warnings.map { .string($0) }),
      ]
      return try output.line(JSONOutput.line(answer))
    }
    try output.line(
      "\(output.style(.version, milestone.tag.description))  "
        + "\(milestone.commit.prefix(12)) on \(TerminalText.line(milestone.branch))")
    for warning in milestone.warnings {
      try output.line("\(output.style(.warning, "warning")): \(TerminalText.line(warning))")
    }
    if let push { return try output.line("pushed to \(TerminalText.line(push))") }
    try output.line(
      output.style(.quiet, "It stays here until: git push REMOTE \(milestone.tag)"))
  }
}
