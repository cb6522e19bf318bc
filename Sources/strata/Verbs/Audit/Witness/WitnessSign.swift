import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct WitnessSign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Cosign another log's checkpoint, or refuse to.",
    usage: "strata audit witness sign <request> --log <vkey> [--log <vkey> ...]",
    discussion: """
      Reads the body of POST add-checkpoint and prints the reply: the cosignature, where the \
      log only grew since this store cosigned it last; else its last size, or a sentence \
      that says why not. What was cosigned is on the disk before the reply is printed.

      After a rotation of the other log's key name both its keys.

      Exits with 0 where it cosigned, with 4 where the request starts from another size \
      (the reply is that size), with 1 where it refused.

      EXAMPLES
        strata audit witness sign request --log "$LOG_KEY" > reply
      """)

  @Argument(help: "The request; - for standard input.", completion: .file())
  var request: String

  @Option(
    name: .customLong("log"), parsing: .singleValue,
    help: ArgumentHelp("A log's public key that is trusted; may be repeated.", valueName: "vkey"))
  var logs: [String] = []

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard !logs.isEmpty else { throw ValidationError("name the log's key with --log") }
  }

  func run() async throws {
    let policies = try policies()
    let body = try BoundedInput(request).bytes
    let answer = try await store.withStore(for: .writing) {
      try $0.answer(cosigningRequest: body, trusting: policies)
    }
    try Output.print { output in
      guard store.json else { return try output.bytes(answer.body) }
      try output.line(
        JSONOutput.line(
          [
            "status": .integer(Int64(answer.status.rawValue)),
            "content_type": .string(answer.contentType),
            "body": .string(String(decoding: answer.body, as: UTF8.self)),
          ] as [String: JSONValue]))
    }
    switch answer.status {
    case .cosigned: return
    case .otherSize: throw ExitStatus.conflict.asError
    case .malformed, .untrusted, .unknownLog, .inconsistent: throw ExitStatus.finding.asError
    }
  }

  /// The keys, by log.
  private func policies() throws(StrataError) -> [TrustPolicy] {
    var keys: [KeyName: [VerifierKey]] = [:]
    for text in logs {
      let key = try KeyArgument.log(text)
      keys[key.name, default: []].append(key)
    }
    do {
      return try keys.values.map { try TrustPolicy(logKeys: $0) }
    } catch {
      throw StrataError(.usage, "the keys of the logs cannot be used: \(error)")
    }
  }
}
