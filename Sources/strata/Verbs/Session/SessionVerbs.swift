import ArgumentParser

struct SessionVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session",
    abstract: "Start, continue, complete and list sessions; run commands in them.",
    discussion: """
      A session is one piece of work with a customer. It gets its version when it \
      starts, grows while turns and decisions are added, and is sealed when it is \
      completed. A completed session never changes; a mend is a new patch version.

      A SESSION is named by its id, as CUSTOMER/v1.2.0, or as CUSTOMER for the one \
      session of that customer that is active.
      """,
    subcommands: [
      SessionStart.self, SessionSay.self, SessionDecide.self, SessionComplete.self,
      SessionList.self, SessionExec.self,
    ])
}
