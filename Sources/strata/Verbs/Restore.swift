import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage
import TransparencyLog

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a store of a backup, as it was at any time.",
    usage: """
      strata restore <backup> --to <folder> [--at <time>] [<options>]
      strata restore <backup> --in-place [--at <time>] [<options>]
      """,
    discussion: """
      Makes the store beside its place, with every session that was acknowledged by the \
      time, checks all of it, and only then gives it its name. Nothing that is there is \
      touched before, and nothing is deleted: --in-place moves the store that is there \
      aside and says where to. Stop whatever uses it first.

      What was erased stays erased, also where the time lies before the erasure: then \
      sealed versions get their anonymised successors. The log \
      goes on as a new one that names the former, for whoever holds a later checkpoint \
      of the former would call going on a fork. Where you know the newest checkpoint \
      that was ever signed, name it with --checkpoint: if the backup covers it and holds \
      the log's key, the log itself goes on.

      EXAMPLES
        strata restore /mnt/backup --to /srv/advisor --key ~/backup.key
        strata restore /mnt/backup --in-place --key ~/backup.key
        strata restore /mnt/backup --to was --at 2026-01-05T09:00:00Z --key my.key
      """)

  @Argument(help: "The folder of the backup.", completion: .directory)
  var backup: String

  @Option(
    help: ArgumentHelp("The store's new folder; missing or empty.", valueName: "folder"),
    completion: .directory)
  var to: String?

  @Flag(help: "Take the place of the store that --store names or finds.")
  var inPlace = false

  @Option(help: ArgumentHelp("What was recorded by then. Default: all.", valueName: "time"))
  var at: String?

  @OptionGroup var keys: BackupKeyArguments

  @Option(
    help: ArgumentHelp("An empty PostgreSQL database for the journal.", valueName: "url"))
  var journal: String?

  @Option(
    help: ArgumentHelp("The newest checkpoint that was ever signed.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let request = try request()
    let progress = ProgressLine()
    let report = try await SessionStore.restore(
      request, options: StoreArguments.options(for: .writing)
    ) { state in
      progress.show("restoring \(state.step): \(state.completed) of \(state.total)")
    }
    progress.clear()
    try Output.print { output in
      if store.json { return try output.line(JSONOutput.line(report)) }
      for line in Self.lines(report) { try output.line(TerminalText.line(line)) }
    }
  }

  private func request() throws -> RestoreRequest {
    let here = StoreArguments.currentFolder
    let target: FilePath
    switch (to, inPlace) {
    case (let to?, false): target = here.pushing(FilePath(to))
    case (nil, true): target = here.pushing(try store.location().root)
    default:
      throw StrataError(
        .usage, "it is not said where the store goes",
        remedy: "name a folder with --to, or replace the store with --in-place")
    }
    var request = RestoreRequest(
      backup: here.pushing(FilePath(backup)), target: target.lexicallyNormalized())
    request.replacesStore = inPlace
    request.at = try at.map { text throws(StrataError) in try Timestamp(parsing: text) }
    request.identities = try keys.identities()
    request.journal = try journal.map { text throws(StrataError) in try PostgresURL(text) }
    // What lies beside a store's database is the newest that it signed.
    let own = target.appending("log/checkpoint").string
    request.newestCheckpoint =
      try checkpoint.map(CheckpointFile.read) ?? (inPlace ? try? CheckpointFile.read(own) : nil)
    return request
  }

  private static func lines(_ report: RestoreReport) -> [String] {
    var lines = [
      "Restored \(TimeText.count(report.sessionCount, "session")) of "
        + "\(TimeText.count(Int(report.entries), "entry", "entries")), the newest of "
        + "\(TimeText.second(report.lastEntryAt)), to \(report.store)"
    ]
    if report.entries < report.backedUp {
      lines.append(
        "\(TimeText.count(Int(report.backedUp - report.entries), "later entry", "later entries")) "
          + "of the backup left out")
    }
    if report.erasureCount > 0 {
      lines.append("\(TimeText.count(report.erasureCount, "later erasure")) done again")
    }
    if !report.successors.isEmpty {
      lines.append(
        "made without personal content: "
          + report.successors.map(\.description).joined(separator: ", "))
    }
    lines.append(
      report.continuesLog
        ? "the log goes on: \(report.log)"
        : "a new log begins, and names the former: \(report.log)")
    if let aside = report.movedAside { lines.append("the former store: \(aside)") }
    return lines
  }
}
