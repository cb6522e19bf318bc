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
      at: store.newLocation().root, fromDirectories: fromDirectories, isDryRun: dryRun,
      options: StoreArguments.options(for: .writing)
    ) { state in
      progress.show("\(state.step): \(state.completed) of \(state.total)")
    }
    progress.clear()
    try Output.print(paged: !store.json) { output in
      if store.json { return try output.line(JSONOutput.line(report)) }
      for line in lines(report) { try output.line(TerminalText.line(line)) }
    }
  }

  private func lines(_ report: RecoveryReport) -> [String] {
    let whole = report.recovered.filter(\.doubts.isEmpty)
    var lines = [report.journal.prefix(1).uppercased() + report.journal.dropFirst() + "."]
    if let signed = report.signed {
      lines.append("A new log begins; the former one had signed \(signed) entries.")
    }
    lines += report.setAside.map { "moved to \($0)" }
    lines.append(
      "\(TimeText.count(report.recovered.count, "session")) "
        + (dryRun ? "would be taken in" : "taken in") + ", \(whole.count) of them whole")
    for part in report.recovered where !part.doubts.isEmpty {
      lines.append("  \(part.name)" + (part.patch.map { ", mended as \($0)" } ?? ""))
      lines += part.doubts.map { "    \($0)" }
    }
    lines += report.extended.map { "  \($0) has gone on since the journal was copied" }
    if report.directories > 0 {
      lines.append(
        "\(report.directories) \(report.directories == 1 ? "directory" : "directories") made "
          + "what the journal says")
    }
    if !report.lost.isEmpty {
      lines.append("lost: " + report.lost.map(\.description).joined(separator: ", "))
    }
    if !report.unknown.isEmpty {
      lines.append("not in any directory, and lost: " + report.unknown.joined(separator: ", "))
    }
    if dryRun { lines.append("Nothing was changed.") }
    return lines
  }
}
