import ArgumentParser

struct ReviewVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "List and settle what only a person can settle.",
    discussion: """
      Decisions that contradict one another and lines that look like one are put into a \
      queue: when a session starts, when a decision is recorded, and by 'review find'. \
      What is in it stays until a person resolves it. Nothing is merged or decided by \
      itself. Raised and resolved items are entries of the journal.

      EXAMPLES
        strata review list
        strata review resolve conflict-3fa91c02d4be --keep v1.3.0 --reason "TLS"
      """,
    subcommands: [ReviewList.self, ReviewShow.self, ReviewResolve.self, ReviewFind.self])
}
