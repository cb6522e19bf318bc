import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct BackupList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Say what a backup holds.",
    usage: "strata backup list <folder> [<options>]",
    discussion: """
      Lists when the backup was made or gone on with, how many entries it had then, and \
      how much was written. It needs no key. A store can be restored to any moment in \
      between, not only to these.

      EXAMPLES
        strata backup list /mnt/backup
        strata backup list /mnt/backup --json | jq '.runs[-1]'
      """)

  @Argument(help: "The backup.", completion: .directory)
  var folder: String

  @Flag(help: "Answer in JSON, errors too (docs/json.md).")
  var json = false

  func run() async throws {
    let backup = try Backup(at: StoreArguments.currentFolder.pushing(FilePath(folder)))
    try Output.print(paged: !json) { output in
      if json { return try output.line(JSONOutput.line(backup.manifest)) }
      for line in BackupView.lines(backup.manifest, width: output.width, style: output.style) {
        try output.line(line)
      }
    }
  }
}
