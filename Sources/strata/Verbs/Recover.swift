import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct Recover: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the journal anew from the session directories.",
    discussion: """
      For a store whose database is lost, torn, or older than its directories. A \
      database that cannot be read is moved to the quarantine and made anew: sessions \
      keep their ids and versions, with turns, key decisions, context, lineage and \
      times. Relations are held against numbers and times before they are used. \
      Sessions that stand only in directories are taken in, also where the journal is \
      whole; what went on since an old journal was copied is taken in too.

      A session whose four files do not agree byte for byte gets a sealed patch \
      version that says what is not certain. What no directory tells, such as commands \
      and the history of the configuration, is lost with the database, and the answer \
      says so. The new log names the checkpoint it comes after. Nothing is deleted; \
      interrupted, it is finished by the same command. See 'strata backup' for a way \
      that loses nothing.

      EXAMPLES
        strata recover --dry-run
        strata recover
        strata recover --from-directories
      """)

  @Flag(help: "Set the journal aside, whatever its condition.")
  var fromDirectories = false

  @Flag(help: "Say what would be done; change nothing.")
  var dryRun = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let progress = ProgressLine()
    let report = try await SessionStore.recover(
      at: store.damagedLocation().root, fromDirectories: fromDirectories, isDryRun: dryRun,
      options: StoreArguments.options(for: .writing)
    ) { state in
      progress.show("\(state.step): \(state.completed) of \(state.total)")
    }
    progress.clear()
    try Output.print(paged: !store.json) { output in
      if store.json { return try output.line(JSONOutput.line(report)) }
      try RecoveryView.tell(report, on: output)
      if dryRun { try output.line("Nothing was changed.") }
    }
  }
}
