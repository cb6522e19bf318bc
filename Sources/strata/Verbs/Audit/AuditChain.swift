import ArgumentParser
import Foundation
import StrataCore
import StrataStore
import SystemPackage
import TransparencyLog

/// The verbs about the chain of checkpoints.
struct AuditChainVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chain",
    abstract: "Check the chain of checkpoints, wherever a copy of it lies.",
    discussion: """
      EXAMPLES
        strata audit chain verify
      """,
    subcommands: [AuditChainVerify.self])
}

struct AuditChainVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Follow the chain from its first block and name the first that is wrong.",
    usage: "strata audit chain verify [<file> | --remote <remote>] [--key <vkey>]",
    discussion: """
      Checks of every block that it follows on the one before, that the log's key of that \
      time has signed it, and that its log only grew. Reads the store's chain, or a copy: \
      then --key names the log's first key, and no store is needed.

      Exits with 0 where every block holds and with 1 where one does not.

      EXAMPLES
        strata audit chain verify
        strata audit chain verify chain --key "$KEY"
        strata audit chain verify --remote https://git.example/audit/chain.git \\
          --key "$KEY" --witness "$WITNESS"
      """)

  @Argument(help: "A copy of the chain; - for standard input.", completion: .file())
  var file: String?

  @Option(help: ArgumentHelp("A Git repository that it was pushed to.", valueName: "remote"))
  var remote: String?

  @Option(help: "The branch there.")
  var branch: String = ChainRemote.standardBranch

  @Option(help: ArgumentHelp("The log's first public key.", valueName: "vkey"))
  var key: String?

  @Option(
    name: .customLong("witness"), parsing: .singleValue,
    help: ArgumentHelp(
      "A witness who must have cosigned the newest block; may be repeated.", valueName: "vkey"))
  var witnesses: [String] = []

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if file != nil && remote != nil { throw ValidationError("give a file or --remote, not both") }
    if file != nil || remote != nil, key == nil {
      throw ValidationError("name the log's first key with --key")
    }
  }

  func run() async throws {
    let trusted = try await trustedKey()
    let witnesses = try witnesses.map { text throws(StrataError) in
      try KeyArgument.witness(text)
    }
    var reader = ChainReader(trusting: trusted)
    do {
      try read(into: &reader)
      let cosigners = try cosigners(of: reader.chain, among: witnesses)
      try tell(reader.chain, cosigners)
    } catch let fault as ChainFault {
      try refuse(fault)
    }
  }

  private func trustedKey() async throws -> VerifierKey {
    if let key { return try KeyArgument.log(key) }
    return try await store.withStore(for: .reading) { try $0.keyHistory().firstKey }
  }

  // MARK: - Where it comes from

  private func read(into reader: inout ChainReader) throws {
    if let remote {
      let url = RemoteArgument.url(of: remote)
      guard let bytes = try ChainRemote(url, branch: branch).chain() else {
        throw StrataError(
          .notFound, "the repository has no branch '\(branch)'", place: url,
          remedy: "name the branch that the chain was pushed to with --branch")
      }
      try reader.take(bytes)
      return try reader.finish()
    }
    let path = try file ?? StoreLayout(root: store.location().root).chain.string
    try ChainCopy.follow(path, with: &reader)
  }

  // MARK: - What is said

  private func cosigners(
    of chain: CheckpointChain, among witnesses: [VerifierKey]
  ) throws -> [VerifiedSignature] {
    guard let last = chain.last, !witnesses.isEmpty else { return [] }
    do throws(TransparencyLogError) {
      let keys = chain.keys.keys(signing: last.checkpoint.checkpoint.size)
      return try last.checkpoint.verify(
        TrustPolicy(logKeys: keys, witnesses: witnesses, witnessesNeeded: witnesses.count))
    } catch {
      throw ChainFault(newest: last, cause: error)
    }
  }

  private func tell(_ chain: CheckpointChain, _ cosigners: [VerifiedSignature]) throws {
    try Output.print { output in
      guard let last = chain.last else {
        return try output.line(
          store.json
            ? JSONOutput.line(["holds": true, "blocks": 0] as [String: JSONValue])
            : "The chain has no block.")
      }
      if store.json {
        var members = ChainBlockJSON.members(of: last)
        members["holds"] = true
        members["blocks"] = .integer(Int64(chain.count))
        members["key"] = .string(chain.keys.currentKey.description)
        members["witnesses"] = .array(cosigners.map { .string($0.key.name.text) })
        return try output.line(JSONOutput.line(members))
      }
      let checkpoint = last.checkpoint.checkpoint
      try output.line(
        "Every block holds: \(TimeText.count(chain.count, "block")) of the log "
          + "\(TerminalText.line(checkpoint.origin.text)), the newest over "
          + "\(TimeText.count(checkpoint.size.count, "entry", "entries")) of "
          + "\(UnixTime.text(last.time)).")
      try output.line("  hash: \(last.hash)")
      if !chain.keys.rotations.isEmpty {
        try output.line(
          "  the log's key was replaced "
            + "\(TimeText.count(chain.keys.rotations.count, "time")); now it is "
            + TerminalText.line(chain.keys.currentKey.description))
      }
      for cosigner in cosigners {
        let time = cosigner.time.map { " at \(UnixTime.text(Int(clamping: $0)))" } ?? ""
        try output.line("  cosigned by \(TerminalText.line(cosigner.key.name.text))\(time)")
      }
    }
  }

  private func refuse(_ fault: ChainFault) throws {
    try Output.print { output in
      if store.json {
        return try output.line(
          JSONOutput.line(
            [
              "holds": false, "block": .integer(Int64(fault.height)), "torn": .bool(fault.isTorn),
              "message": .string(fault.cause.description),
            ] as [String: JSONValue]))
      }
      try output.line(
        "\(output.style(.bad, "does not hold")): block \(fault.height): "
          + TerminalText.line(fault.cause.description))
      if fault.isTorn {
        try output.line(
          "  the last block was torn while it was written, or changed; in its own store "
            + "'strata audit anchor' tells which and mends it")
      }
    }
    throw ExitStatus.finding.asError
  }
}

/// A chain in a file.
enum ChainCopy {
  /// Follows it; - stands for standard input.
  ///
  /// - Throws: ``StrataError`` with code `notFound`, `ChainFault`.
  static func follow(
    _ path: String, with reader: inout ChainReader, each: (ChainBlock) -> Void = { _ in }
  ) throws {
    let handle: FileHandle
    do {
      handle =
        path == "-"
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw StrataError(
        .notFound, "there is no chain", place: path,
        remedy: "make the first block with 'strata audit anchor', or name another file",
        cause: error)
    }
    while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
      try reader.take(Array(data), each: each)
    }
    try reader.finish()
  }

  /// The checkpoints of all its blocks.
  ///
  /// - Throws: ``StrataError``: `notFound`, `invalidInput` with the block that does not hold.
  static func checkpoints(
    of path: String, trusting key: VerifierKey
  ) throws -> [SignedCheckpoint] {
    var reader = ChainReader(trusting: key)
    var checkpoints: [SignedCheckpoint] = []
    do {
      try follow(path, with: &reader) { checkpoints.append($0.checkpoint) }
    } catch let fault as ChainFault {
      throw StrataError(
        .invalidInput, "block \(fault.height) of the chain does not hold for this store's log",
        place: path, remedy: "see 'strata audit chain verify' with the key that you trust",
        cause: fault.cause)
    }
    return checkpoints
  }
}
