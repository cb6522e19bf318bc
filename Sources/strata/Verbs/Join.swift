import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct Join: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take the sessions of another store in.",
    discussion: """
      Brings everything that the other store knows of its sessions into this one; the \
      other store is not changed. Of two sessions that claim one version, the one that \
      was created earlier keeps it, the other gets the next free one of its line, and \
      both say so in a note; a session of this store may be the one that moves. The \
      result is the same in whatever order stores are joined, and joining again \
      changes nothing. What one of the stores has erased is erased. Who logged in to \
      the other store comes too, and what was answered to its reviews. Everything keeps \
      the time at which it happened.

      A session that both stores have is compared: where one copy goes on where the \
      other ends, the longer one is taken; where they contradict each other, nothing \
      at all is written. An interrupted join is finished by the same command.

      EXAMPLES
        strata join ../laptop/.strata --dry-run
        strata join ../laptop/.strata
      """)

  @Argument(help: "The other store.", completion: .directory)
  var other: String

  @Flag(help: "Say what would be done; change nothing.")
  var dryRun = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let progress = ProgressLine()
    let source = try SessionStore.open(
      at: FilePath(other), options: StoreArguments.options(for: .reading))
    let report: JoinReport
    do {
      report = try await store.withStore(for: dryRun ? .reading : .writing) { opened in
        defer { progress.clear() }
        return try await opened.join(source, isDryRun: dryRun) { state in
          progress.show("\(state.step): \(state.completed) of \(state.total) customers")
        }
      }
    } catch {
      try? await source.close()
      throw error
    }
    try await source.close()
    try Output.print(paged: !store.json) { output in
      if store.json { return try output.line(JSONOutput.line(report)) }
      for line in lines(report) { try output.line(TerminalText.line(line)) }
    }
  }

  private func lines(_ report: JoinReport) -> [String] {
    guard !report.isEmpty else {
      return [
        "Nothing to join: \(TimeText.count(report.unchanged, "session")) there, all here already."
      ]
    }
    var lines = [
      "\(TimeText.count(report.joined.count, "session")) "
        + (report.isDryRun ? "would come in" : "came in") + " from store \(report.store)"
    ]
    for joined in report.joined where joined.was != joined.version {
      lines.append("  \(joined.customer)/\(joined.was) there is \(joined.version) here")
    }
    for session in report.renumbered {
      lines.append("  \(session.customer)/\(session.was) of this store became \(session.version)")
    }
    for name in report.extended { lines.append("  \(name) goes on as it did there") }
    for name in report.erased { lines.append("  \(name) was erased there, and so here") }
    if report.reviews > 0 {
      lines.append(
        "\(TimeText.count(report.reviews, "question or answer", "questions and answers")) of its "
          + "reviews")
    }
    if report.accesses > 0 {
      lines.append("\(TimeText.count(report.accesses, "access", "accesses")) to it")
    }
    if report.unchanged > 0 {
      lines.append("\(TimeText.count(report.unchanged, "session")) both stores had already")
    }
    if report.isDryRun { lines.append("Nothing was changed.") }
    return lines
  }
}
