import AgeEncryption
import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct BackupKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make a key for encrypted backups.",
    usage: "strata backup key <file> [<options>]",
    discussion: """
      Writes an age identity into a new file that only you can read, and prints its \
      public half. Whoever has the file reads the backups; without it nobody does, you \
      included: keep a copy elsewhere, for example printed. The program 'age' opens the \
      backup's files with it too.

      EXAMPLES
        strata backup key ~/backup.key
        age --decrypt -i ~/backup.key segments/FILE.jsonl.gz.age | zcat
      """)

  @Argument(help: "The file to make; none may be there.", completion: .file())
  var file: String

  @Flag(help: "Answer in JSON, errors too (docs/json.md).")
  var json = false

  func run() async throws {
    var generator = SystemRandomNumberGenerator()
    let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let identity = try AgeIdentity(seed: seed)
    let path = StoreArguments.currentFolder.pushing(FilePath(file))
    let time = StoreOptions().clock()
    let text = """
      # created: \(time)
      # public key: \(identity.recipient)
      \(identity.secretText)

      """
    let files = POSIXFileSystem()
    try files.createFile(
      Array(text.utf8), at: path, mode: FilePermissions(rawValue: 0o600))
    try files.flush(path)
    try Output.print { output in
      if json {
        return try output.line(
          JSONOutput.line(
            ["file": .string(path.string), "recipient": .string("\(identity.recipient)")]
              as [String: JSONValue]))
      }
      try output.line("Made a key in \(TerminalText.line(path.string)); keep a copy elsewhere.")
      try output.line("public key: \(identity.recipient)")
    }
  }
}
