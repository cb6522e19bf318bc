import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct WitnessCosign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cosign",
    abstract: "Have the witnesses cosign a checkpoint over everything.",
    usage: "strata audit witness cosign [--timeout <seconds>]",
    discussion: """
      Signs a checkpoint and sends it to every witness with a URL (POST add-checkpoint). \
      The cosignatures are kept with the checkpoint, and proofs and traces carry them. A \
      witness that does not answer keeps the others from nothing.

      Exits with 1 where not every witness has cosigned.

      EXAMPLES
        strata audit witness cosign
        strata audit witness cosign --timeout 5 --json
      """)

  @Option(help: ArgumentHelp("How long each witness has to answer.", valueName: "seconds"))
  var timeout: Double = 30

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard timeout > 0, timeout <= 3600 else {
      throw ValidationError("--timeout is a number of seconds above 0, at most 3600")
    }
  }

  func run() async throws {
    let accounts = try await store.withStore(for: .writing) { opened in
      try await CosigningAccount.all(of: opened, timeoutSeconds: timeout)
    }
    guard !accounts.isEmpty else {
      throw StrataError(
        .notFound, "the log has no witness with a URL",
        remedy: "name one with 'strata audit witness add'")
    }
    try Output.print { output in
      if store.json {
        return try output.line(
          JSONOutput.line(["witnesses": JSONValue.array(accounts.map(\.json))]))
      }
      for account in accounts { try output.line(account.line(output.style)) }
    }
    if !accounts.allSatisfy(\.hasCosigned) { throw ExitStatus.finding.asError }
  }
}

/// What became of asking one witness.
struct CosigningAccount {
  private let witness: KnownWitness
  private let result: Result<CosigningOutcome, any Error>

  /// Signs a checkpoint and asks every witness that has a URL.
  static func all(
    of store: SessionStore, timeoutSeconds: Double
  ) async throws -> [CosigningAccount] {
    let witnesses = try store.witnesses()
    try store.signCheckpoint()
    var accounts: [CosigningAccount] = []
    for witness in witnesses {
      guard let url = witness.url else { continue }
      do {
        let client = try WitnessClient(prefix: url, timeoutSeconds: timeoutSeconds)
        let outcome = try await store.cosign(by: witness.key) { try await client.send($0) }
        accounts.append(CosigningAccount(witness: witness, result: .success(outcome)))
      } catch {
        accounts.append(CosigningAccount(witness: witness, result: .failure(error)))
      }
    }
    return accounts
  }

  /// Whether the cosignature is there.
  var hasCosigned: Bool {
    if case .success(.cosigned) = result { true } else { false }
  }

  /// For a person.
  func line(_ style: Style) -> String {
    let name = TerminalText.line(witness.key.name.text)
    switch result {
    case .success(.cosigned(let time)):
      return "\(style(.good, "cosigned")): \(name) at \(UnixTime.text(Int(clamping: time)))"
    case .success(.ahead(let size)):
      return "\(style(.bad, "ahead")): \(name) has cosigned \(size) entries of this log, and it "
        + "has fewer: it lost its end, or somebody else signs for it"
    case .success(.refused(let status, let sentence)):
      return "\(style(.bad, "refused")): \(name) says \(status) \(TerminalText.line(sentence))"
    case .failure(let error):
      let report = ErrorReport(error)
      let why = ([report.message] + report.causes).joined(separator: ": ")
      return "\(style(.bad, "no answer")): \(name): \(TerminalText.line(why))"
    }
  }

  /// For a program.
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "name": .string(witness.key.name.text), "cosigned": .bool(hasCosigned), "timestamp": .null,
      "status": .null, "message": .null,
    ]
    switch result {
    case .success(.cosigned(let time)):
      members["timestamp"] = .string(UnixTime.text(Int(clamping: time)))
    case .success(.ahead(let size)):
      members["status"] = 409
      members["message"] = .string("the witness has cosigned \(size) entries, more than there are")
    case .success(.refused(let status, let sentence)):
      members["status"] = .integer(Int64(status))
      members["message"] = .string(sentence)
    case .failure(let error): members["message"] = .string(ErrorReport(error).message)
    }
    return .object(members)
  }
}
