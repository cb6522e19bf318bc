import ArgumentParser

struct WhyVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Ask why something is as it is, back to who decided it.",
    discussion: """
      Walks back from what is there to the entries that caused it: from a configuration \
      value to its change, from a line of a file through 'git blame' to what was recorded \
      on that code, from a decision to the words that it rests on and to the sessions \
      that it goes on from.

      EXAMPLES
        strata why config shop/config/feature-flags
        strata why line Sources/pool.swift:42
        strata why decision acme/v1.2.0
        strata why decision acme/v1.2.0 2
      """,
    subcommands: [WhyConfig.self, WhyLine.self, WhyDecision.self])
}
