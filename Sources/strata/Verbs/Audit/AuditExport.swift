import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct AuditExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Publish the log as files that any reader of tiled logs knows.",
    usage: "strata audit export <directory> [<options>]",
    discussion: """
      Writes the checkpoint, the tiles of hashes and the bundles of entries as C2SP \
      tlog-tiles has them; a web server may serve the folder as it is. What is there \
      already is gone on with, and tiles of former sizes stay.

      The entries say who did what and when. What people said is not among them: they \
      commit to it by salted digests.

      EXAMPLES
        strata audit export /srv/www/log
      """)

  @Argument(help: "The folder; made where it is missing.", completion: .directory)
  var directory: String

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let folder = StoreArguments.currentFolder.pushing(FilePath(directory))
    let progress = ProgressLine()
    let export = try await store.withStore(for: .writing) { opened in
      defer { progress.clear() }
      try opened.signCheckpoint()
      return try opened.exportLog(to: folder) { state in
        progress.show("writing \(state.step): \(state.completed) of \(state.total)")
      }
    }
    try Output.print { output in
      guard store.json else {
        let new = TimeText.count(export.size - export.from, "new entry", "new entries")
        return try output.line(
          "The folder holds \(TimeText.count(export.size, "entry", "entries")), \(new): wrote "
            + "\(TimeText.count(export.tiles, "tile")) and "
            + "\(TimeText.count(export.bundles, "entry bundle")).")
      }
      try output.line(
        JSONOutput.line(
          [
            "from": .integer(Int64(export.from)), "size": .integer(Int64(export.size)),
            "tiles": .integer(Int64(export.tiles)), "bundles": .integer(Int64(export.bundles)),
          ] as [String: JSONValue]))
    }
  }
}
