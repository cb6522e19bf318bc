import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct AuditCheckpoint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign and print a checkpoint over everything that is recorded.",
    discussion: """
      Prints a signed note (C2SP tlog-checkpoint). Keep it where nobody who can write the \
      store can write: 'strata audit verify --checkpoint' compares the store with it.

      EXAMPLES
        strata audit checkpoint > /mnt/auditor/checkpoint-2026-01
      """)

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let checkpoint = try await store.withStore(for: .writing) { try $0.signCheckpoint() }
    let note = String(decoding: checkpoint.bytes, as: UTF8.self)
    try Output.print { output in
      guard store.json else { return try output.text(note) }
      try output.line(
        JSONOutput.line(
          [
            "origin": .string(checkpoint.checkpoint.origin.text),
            "size": .integer(Int64(checkpoint.checkpoint.size.count)),
            "root": .string(checkpoint.checkpoint.root.base64), "note": .string(note),
          ] as [String: JSONValue]))
    }
  }
}
