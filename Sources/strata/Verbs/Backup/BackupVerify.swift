import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct BackupVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that a backup is whole.",
    usage: "strata backup verify <folder> [--key <file>]",
    discussion: """
      Compares every file with the digest in the manifest. With the key, or where the \
      backup is not encrypted, it also reads everything: each content and turn against \
      the entry that commits to it, and all entries against the checkpoint that the \
      store's log signed, so that nothing can be missing or out of its order.

      Exits with 0 where the backup is whole and with 1 where it is not.

      EXAMPLES
        strata backup verify /mnt/backup
        strata backup verify /mnt/backup --key ~/backup.key --json
      """)

  @Argument(help: "The backup.", completion: .directory)
  var folder: String

  @OptionGroup var keys: BackupKeyArguments

  @Flag(help: "Answer in JSON, errors too (docs/json.md).")
  var json = false

  func run() async throws {
    let identities = try keys.identities()
    let backup = try Backup(
      at: StoreArguments.currentFolder.pushing(FilePath(folder)), identities: identities)
    let isDeep = !backup.manifest.isEncrypted || !identities.isEmpty
    let progress = ProgressLine()
    let findings = try backup.findings(isDeep: isDeep) { state in
      progress.show("verifying \(state.step): \(state.completed) of \(state.total)")
    }
    progress.clear()
    try Output.print(paged: !json) { output in
      guard !json else {
        let answer = VerifyAnswer(
          entries: backup.manifest.entryCount, read: isDeep, findings: findings)
        return try output.line(JSONOutput.line(answer))
      }
      try FindingView.tell(findings, on: output)
      let entries = TimeText.count(Int(backup.manifest.entryCount), "entry", "entries")
      try output.line(
        isDeep
          ? "Read \(entries)." : "Compared the files of \(entries); with --key they are read.")
    }
    if findings.contains(where: { $0.severity == .error }) { throw ExitStatus.finding.asError }
  }

  private struct VerifyAnswer: Encodable {
    var entries: Int64
    var read: Bool
    var findings: [Finding]
  }
}
