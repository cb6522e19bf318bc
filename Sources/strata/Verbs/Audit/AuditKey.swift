import ArgumentParser
import Foundation
import StrataCore
import StrataStore
import TransparencyLog

/// The verbs about the key that signs the log.
struct AuditKeyVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Print, replace or follow the key that signs the log.",
    discussion: """
      Without a verb it prints the log's public key, by which others verify.

      EXAMPLES
        strata audit key
        strata audit key rotate
        strata audit key show --history > key-history
      """,
    subcommands: [AuditKeyShow.self, AuditKeyRotate.self, AuditKeyFollow.self],
    defaultSubcommand: AuditKeyShow.self)
}

struct AuditKeyShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the log's public key, by which others verify.",
    discussion: """
      The key has the form of a signed note's verifier key: name, id, key. Give it to \
      whoever verifies, by a way that they trust.

      --history prints the first key and every statement by which one key handed over to \
      the next: 'strata audit key follow' goes through it without the store.

      EXAMPLES
        strata audit key
        strata verify trace.json --key "$(strata audit key)"
      """)

  @Flag(help: "The first key and how each handed over to the next.")
  var history = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let keys = try await store.withStore(for: .reading) { try $0.keyHistory() }
    try Output.print { output in
      if store.json {
        return try output.line(
          JSONOutput.line(
            [
              "key": .string(keys.currentKey.description),
              "first": .string(keys.firstKey.description),
              "rotations": .array(keys.rotations.map(KeyRotationJSON.value)),
            ] as [String: JSONValue]))
      }
      guard history else { return try output.line(keys.currentKey.description) }
      try output.bytes(keys.bytes)
    }
  }
}

struct AuditKeyRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Put a new key in the place of the one that signs the log.",
    discussion: """
      The old key signs a statement that hands over to the new one; the new one signs it \
      too, and every checkpoint from then on. Traces and the chain carry the statement, so \
      that whoever holds the old key goes on with it. The old private key is removed.

      Prints the new public key.

      EXAMPLES
        strata audit key rotate
        strata audit key rotate --user ada --json
      """)

  @Option(
    help: ArgumentHelp("Who rotates it. Default: the user of this process.", valueName: "name"))
  var user: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let rotation = try await store.withStore(for: .writing) { try $0.rotateKey(actor: user) }
    try Output.print { output in
      try output.line(
        store.json
          ? JSONOutput.line(KeyRotationJSON.value(rotation)) : rotation.newKey.description)
    }
  }
}

struct AuditKeyFollow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Get from a key that you trust to the one that signs now.",
    usage: "strata audit key follow <file> --key <vkey>",
    discussion: """
      Reads what 'strata audit key show --history' printed and checks every statement by \
      which a key handed over, from the one that you trust on. Prints the present key, for \
      tools that know nothing of rotations. Needs no store.

      EXAMPLES
        strata audit key follow key-history --key "$KEY"
      """)

  @Argument(help: "The history; - for standard input.", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The key that you trust.", valueName: "vkey"))
  var key: String

  @Flag(help: "Answer in JSON, errors too (docs/json.md).")
  var json = false

  func run() async throws {
    let trusted = try KeyArgument.log(key)
    let input = try BoundedInput(file)
    let keys: KeyHistory
    do {
      let all = try KeyHistory(parsing: input.bytes)
      keys = try KeyHistory(from: trusted, following: all.rotations)
      guard all.firstKey == trusted || !keys.rotations.isEmpty || all.currentKey == trusted else {
        throw TransparencyLogError(.untrusted, "no rotation begins or ends with the key")
      }
    } catch {
      throw StrataError(
        .invalidInput, "the history does not lead from the key that you trust", place: input.place,
        remedy: "give the file as 'strata audit key show --history' prints it, and your key",
        cause: error)
    }
    try Output.print { output in
      try output.line(
        json
          ? JSONOutput.line(
            [
              "key": .string(keys.currentKey.description),
              "rotations": .array(keys.rotations.map(KeyRotationJSON.value)),
            ] as [String: JSONValue]) : keys.currentKey.description)
    }
  }
}

/// A rotation as JSON (docs/json.md).
enum KeyRotationJSON {
  static func value(_ rotation: KeyRotation) -> JSONValue {
    [
      "from": .string(rotation.oldKey.description), "to": .string(rotation.newKey.description),
      "size": .integer(Int64(rotation.checkpoint.size.count)),
      "root": .string(rotation.checkpoint.root.base64),
      "timestamp": .string(UnixTime.text(rotation.time)),
      "statement": .string(String(decoding: rotation.bytes, as: UTF8.self)),
    ]
  }
}

/// Seconds of Unix time, as signed notes and chains have them.
enum UnixTime {
  /// As RFC 3339.
  static func text(_ seconds: Int) -> String {
    Timestamp(microseconds: Int64(seconds).multipliedReportingOverflow(by: 1_000_000).partialValue)
      .description
  }
}

/// Keys as people give them.
enum KeyArgument {
  /// A key of a log.
  ///
  /// - Throws: ``StrataError`` with code `usage`.
  static func log(_ text: String) throws(StrataError) -> VerifierKey {
    try key(text, .ed25519, "the log's key cannot be used", "as 'strata audit key' prints it")
  }

  /// A key of a witness.
  ///
  /// - Throws: ``StrataError`` with code `usage`.
  static func witness(_ text: String) throws(StrataError) -> VerifierKey {
    try key(
      text, .cosignature, "the witness's key cannot be used",
      "as 'strata audit witness key' prints it")
  }

  private static func key(
    _ text: String, _ algorithm: KeyAlgorithm, _ message: String, _ form: String
  ) throws(StrataError) -> VerifierKey {
    do {
      let key = try VerifierKey(text.trimmingCharacters(in: .whitespacesAndNewlines))
      guard key.algorithm == algorithm else {
        throw TransparencyLogError(
          .unusableKey, "its type is \(key.algorithm.rawValue) and not \(algorithm.rawValue)",
          at: .key(key.name.text))
      }
      return key
    } catch {
      throw StrataError(.usage, "\(message): \(error)", remedy: "give it \(form)")
    }
  }
}
