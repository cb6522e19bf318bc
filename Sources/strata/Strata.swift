import ArgumentParser

/// The root of the command; each verb is a file of `Verbs`.
struct Strata: AsyncParsableCommand {
  /// The version of this program.
  static let release = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "strata",
    abstract: "Version control for sessions.",
    discussion: """
      A customer or an agent works in sessions. Strata gives each session a version \
      (v1.2.0), says why it has that number, keeps it through crashes, and shows \
      what it builds on.

      EXAMPLES
        strata init
        strata session start acme --message "How do I deploy to EKS?"
        strata session say acme "The pods are pending."
        strata session complete acme --outcome success
        strata log acme --graph
        strata show acme/v1.0.0
        strata config set shop/config/feature-flags '{"new-basket": true}'

      A SESSION is named by its id, as acme/v1.2.0, or as acme for the newest one.

      EXIT STATUS
        0  done
        1  a finding: a check failed, or part of the input was refused
        2  the arguments, or a value in the input, are wrong
        3  not found
        4  conflict, or a lock was not released in time
        5  storage failed
      'strata exec' exits as its command did.

      ENVIRONMENT
        STRATA_STORE   the store to use (as --store)
        STRATA_PAGER   shows long output on a terminal (else PAGER, else less)
        NO_COLOR       no colour, whatever the terminal can do
        COLUMNS        the width to fill
      """,
    version: "strata \(release)",
    groupedSubcommands: [
      CommandGroup(
        name: "Store",
        subcommands: [
          Init.self, Fsck.self, Recover.self, Join.self, BackupVerbs.self, Restore.self,
          Doctor.self,
        ]),
      CommandGroup(
        name: "Session",
        subcommands: [
          SessionVerbs.self, SessionExec.self, Import.self, Erase.self, Patch.self,
        ]),
      CommandGroup(name: "Configuration", subcommands: [ConfigVerbs.self]),
      CommandGroup(name: "Records", subcommands: [Access.self, DeploymentVerbs.self]),
      CommandGroup(
        name: "History",
        subcommands: [Log.self, Show.self, Diff.self, Explain.self, InsightsVerb.self]),
      CommandGroup(
        name: "Continuity", subcommands: [Context.self, ReviewVerbs.self, Merge.self]),
      CommandGroup(name: "Documents", subcommands: [ReportVerbs.self]),
      CommandGroup(name: "Layers", subcommands: [CodeVerbs.self, MetricsVerb.self]),
      CommandGroup(
        name: "Proof", subcommands: [Trace.self, WhyVerbs.self, Verify.self, AuditVerbs.self]),
      CommandGroup(name: "Events", subcommands: [EventsVerbs.self]),
    ]
  )
}
