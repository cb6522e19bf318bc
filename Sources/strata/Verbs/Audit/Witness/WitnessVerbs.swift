import ArgumentParser

/// The verbs about witnesses: others who cosign the log, and the store as one of them.
struct WitnessVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Have others cosign the log, and cosign theirs.",
    discussion: """
      A witness cosigns a checkpoint after it has checked that the log only grew since the \
      last time (C2SP tlog-witness). Whoever asks for its cosignature cannot be shown two \
      different histories of the log.

      EXAMPLES
        strata audit witness add "$WITNESS_KEY" http://127.0.0.1:7380/
        strata audit witness cosign
        strata audit witness request | strata audit witness sign - \\
          --log "$LOG_KEY" --store /var/lib/other > reply
      """,
    subcommands: [
      WitnessAdd.self, WitnessList.self, WitnessRemove.self, WitnessCosign.self,
      WitnessRequest.self, WitnessAccept.self, WitnessKey.self, WitnessSign.self,
    ])
}
