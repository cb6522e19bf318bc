import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct WitnessAccept: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Keep the cosignature that a witness gave.",
    usage: "strata audit witness accept <reply> --request <file> --witness <vkey>",
    discussion: """
      Checks the reply against the request that it answers and keeps the cosignature with \
      the checkpoint, as 'witness cosign' does.

      EXAMPLES
        strata audit witness accept reply --request request --witness "$WITNESS_KEY"
      """)

  @Argument(help: "The reply; - for standard input.", completion: .file())
  var reply: String

  @Option(
    help: ArgumentHelp("What 'witness request' printed.", valueName: "file"), completion: .file())
  var request: String

  @Option(help: ArgumentHelp("Whose reply it is.", valueName: "vkey"))
  var witness: String

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let key = try KeyArgument.witness(witness)
    let asked = try BoundedInput(request)
    let body = try BoundedInput(reply).bytes
    let parsed: AddCheckpointRequest
    do {
      parsed = try AddCheckpointRequest(parsing: asked.bytes)
    } catch {
      throw StrataError(
        .invalidInput, "this is no request to a witness", place: asked.place,
        remedy: "give what 'strata audit witness request' printed", cause: error)
    }
    let time = try await store.withStore(for: .writing) {
      try $0.accept(cosignature: body, of: parsed, from: key)
    }
    let size = parsed.checkpoint.checkpoint.size
    try Output.print { output in
      guard store.json else {
        return try output.line(
          "\(TerminalText.line(key.name.text)) cosigned \(size) entries at "
            + UnixTime.text(Int(clamping: time)))
      }
      try output.line(
        JSONOutput.line(
          [
            "name": .string(key.name.text), "size": .integer(Int64(size.count)),
            "timestamp": .string(UnixTime.text(Int(clamping: time))),
          ] as [String: JSONValue]))
    }
  }
}
