import ArgumentParser

struct CodeVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "See which code is in force, check its names, tag milestones.",
    discussion: """
      The platform's code lives in Git, on any remote. These verbs read the repository \
      of a folder; they need no store and never talk to a remote unless --push says so.

      BRANCHES  main, develop, conversation/NNN-name
      TAGS      v1.2.0 (SemVer 2.0.0), conversation-NNN-phase-N
      FOLDERS   conversations/NNN-name, components, assemblies, deployments, shared, meta
      """,
    subcommands: [CodeStatus.self, CodeCheck.self, CodeMilestone.self])
}
