import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct BackupMake: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make a backup, or go on with one; 'make' may be left out.",
    usage: "strata backup [make] <folder> --key <file> [<options>]",
    discussion: """
      Others may write meanwhile: the backup holds exactly what the checkpoint covers \
      that is signed when it begins. A crash leaves the former backup whole; two at once \
      take turns. A folder that holds another store's backup, or another history of this \
      store, is refused.

      Without a key it is refused, unless --unencrypted is said: then whoever reads the \
      folder reads everything. The private key of the log is part of an encrypted backup \
      only.

      EXAMPLES
        strata backup /mnt/backup --key ~/backup.key
        strata backup /mnt/backup --recipient age1... --recipient age1...
        strata backup /tmp/copy --unencrypted
      """)

  @Argument(help: "The folder; made where it is missing.", completion: .directory)
  var folder: String

  @OptionGroup var keys: BackupKeyArguments

  @Option(
    name: .customLong("recipient"), parsing: .singleValue,
    help: ArgumentHelp("Who may read it: the public half of a key.", valueName: "age1..."))
  var recipients: [String] = []

  @Flag(help: "Leave everything readable.")
  var unencrypted = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let secrecy = try keys.secrecy(recipients: recipients, unencrypted: unencrypted)
    let place = StoreArguments.currentFolder.pushing(FilePath(folder))
    let progress = ProgressLine()
    let report = try await store.withStore(for: .writing) { opened in
      defer { progress.clear() }
      return try opened.backUp(to: place, secrecy: secrecy) { state in
        progress.show("backing up \(state.step): \(state.completed) of \(state.total)")
      }
    }
    try Output.print { output in
      if store.json { return try output.line(JSONOutput.line(report)) }
      let new = TimeText.count(Int(report.newEntries), "new entry", "new entries")
      try output.line(
        "Backed up \(new), \(BackupView.size(report.byteCount)) written; the backup holds "
          + "\(TimeText.count(Int(report.entries), "entry", "entries")).")
      if report.rewritten > 0 {
        try output.line(
          "\(TimeText.count(report.rewritten, "segment")) written anew without erased words.")
      }
    }
  }
}
