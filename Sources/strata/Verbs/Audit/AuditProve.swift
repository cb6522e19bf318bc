import ArgumentParser
import Foundation
import StrataCore
import StrataStore
import TransparencyLog

struct AuditProve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Prove that one entry is in the log, to readers without the store.",
    usage: "strata audit prove <entry> [--output <file>] [--record <file>]",
    discussion: """
      Writes the proof (C2SP tlog-proof: inclusion proof and signed checkpoint) and, with \
      --record, the record that it proves. ENTRY is the position in the journal, from 1, as \
      'strata trace' shows it.

      EXAMPLES
        strata audit prove 12 --record entry-12.json --output entry-12.tlog-proof
      """)

  @Argument(help: "The position of the entry.")
  var entry: Int

  @Option(
    help: ArgumentHelp("Where the proof goes instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Where the record goes, byte for byte.", valueName: "file"),
    completion: .file())
  var record: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let proven = try await store.withStore(for: .reading) {
      try $0.proof(ofEntry: Int64(entry))
    }
    let proof = String(decoding: proven.proof.bytes, as: UTF8.self)
    if let record { try write(proven.record, to: record) }
    if let output { try write(proven.proof.bytes, to: output) }
    try Output.print { out in
      if store.json {
        return try out.line(
          JSONOutput.line(
            [
              "entry": .integer(Int64(entry)), "leaf": .integer(Int64(entry - 1)),
              "record": .string(String(decoding: proven.record, as: UTF8.self)),
              "proof": .string(proof),
            ] as [String: JSONValue]))
      }
      if output == nil { try out.text(proof) }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(StrataError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      throw StrataError(
        .storage, "the file cannot be written", place: path, remedy: "name another place",
        cause: error)
    }
  }
}
