import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct WitnessRequest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Print what to ask a witness, to be sent by any way.",
    usage: "strata audit witness request [--witness <vkey>] [--old <size>]",
    discussion: """
      Signs a checkpoint over everything and prints the body of POST add-checkpoint: the \
      size that the witness cosigned last, the proof from there, the checkpoint. Keep it \
      for 'witness accept'.

      EXAMPLES
        strata audit witness request --witness "$WITNESS_KEY" > request
        strata audit witness request --old 12 > request
      """)

  @Option(
    help: ArgumentHelp("For whom; the store may know what it cosigned last.", valueName: "vkey"))
  var witness: String?

  @Option(help: ArgumentHelp("How many entries it cosigned last.", valueName: "size"))
  var old: Int?

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard old ?? 0 >= 0 else { throw ValidationError("--old is a number of entries") }
  }

  func run() async throws {
    let key = try witness.map { text throws(StrataError) in try KeyArgument.witness(text) }
    let old = try old.map { try TreeSize($0) }
    let request = try await store.withStore(for: .writing) { opened in
      try opened.signCheckpoint()
      return try opened.cosigningRequest(to: key, old: old)
    }
    try Output.print { output in
      guard store.json else { return try output.bytes(request.bytes) }
      try output.line(
        JSONOutput.line(
          [
            "old": .integer(Int64(request.oldSize.count)),
            "size": .integer(Int64(request.checkpoint.checkpoint.size.count)),
            "request": .string(String(decoding: request.bytes, as: UTF8.self)),
          ] as [String: JSONValue]))
    }
  }
}
