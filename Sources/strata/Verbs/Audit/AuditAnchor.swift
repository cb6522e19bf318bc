import ArgumentParser
import Foundation
import StrataCore
import StrataStore
import SystemPackage
import TransparencyLog

struct AuditAnchor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anchor",
    abstract: "Make the newest checkpoint a block of the chain that others hold.",
    usage: "strata audit anchor [--cosign] [--push <remote>] [<options>]",
    discussion: """
      Each block names the hash of the one before, the checkpoint with its cosignatures, and \
      the proof that the log only grew (docs/audit.md). Where nothing was recorded since the \
      last block none is made.

      --push adds what is new to a branch of a Git repository, as a commit on top of what \
      it holds. A repository that holds another chain is refused: that is a fork.

      EXAMPLES
        strata audit anchor
        strata audit anchor --cosign --push git@git.example:audit/chain.git
        strata audit anchor --push /mnt/auditor/chain.git --branch acme
      """)

  @Flag(help: "Have the witnesses cosign the checkpoint first.")
  var cosign = false

  @Option(
    help: ArgumentHelp(
      "Push the chain to a Git repository: URL, path or remote.", valueName: "remote"))
  var push: String?

  @Option(help: "The branch there.")
  var branch: String = ChainRemote.standardBranch

  @Option(help: ArgumentHelp("Who anchors. Default: the user of this process.", valueName: "name"))
  var user: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let remote = try push.map { name throws(StrataError) in
      try ChainRemote(RemoteArgument.url(of: name), branch: branch)
    }
    let (accounts, anchoring, chain) = try await store.withStore(for: .writing) { opened in
      let accounts = cosign ? try await CosigningAccount.all(of: opened, timeoutSeconds: 30) : []
      let anchoring = try opened.anchor(actor: user)
      return (accounts, anchoring, remote == nil ? [] : try opened.chain())
    }
    let outcome = try remote?.push(chain)
    try Output.print { output in
      if store.json {
        return try output.line(JSONOutput.line(json(anchoring, outcome, accounts)))
      }
      for account in accounts { try output.line(account.line(output.style)) }
      let checkpoint = anchoring.block.checkpoint.checkpoint
      try output.line(
        anchoring.isNew
          ? "Block \(anchoring.block.height) holds the checkpoint over "
            + "\(TimeText.count(checkpoint.size.count, "entry", "entries"))."
          : "Nothing was recorded since block \(anchoring.block.height).")
      try output.line("  hash: \(anchoring.block.hash)")
      switch outcome {
      case .pushed(let blocks)?:
        try output.line("  pushed: \(TimeText.count(blocks, "block"))")
      case .upToDate?: try output.line("  pushed: the remote has them all")
      case nil: break
      }
    }
    if !accounts.allSatisfy(\.hasCosigned) { throw ExitStatus.finding.asError }
  }

  private func json(
    _ anchoring: Anchoring, _ outcome: ChainRemote.Outcome?, _ accounts: [CosigningAccount]
  ) -> JSONValue {
    let pushed: JSONValue =
      switch outcome {
      case .pushed(let blocks)?: .integer(Int64(blocks))
      case .upToDate?: 0
      case nil: .null
      }
    var members = ChainBlockJSON.members(of: anchoring.block)
    members["new"] = .bool(anchoring.isNew)
    members["pushed_blocks"] = pushed
    members["witnesses"] = .array(accounts.map(\.json))
    return .object(members)
  }
}

/// A block as JSON (docs/json.md).
enum ChainBlockJSON {
  static func members(of block: ChainBlock) -> [String: JSONValue] {
    [
      "height": .integer(Int64(block.height)), "hash": .string(block.hash.base64),
      "timestamp": .string(UnixTime.text(block.time)),
      "size": .integer(Int64(block.checkpoint.checkpoint.size.count)),
      "root": .string(block.checkpoint.checkpoint.root.base64),
    ]
  }
}

/// A Git repository as people name it.
enum RemoteArgument {
  /// A path or URL; a name is looked up among the remotes of the repository around this folder.
  static func url(of name: String) -> String {
    let folder = StoreArguments.currentFolder
    let path = folder.pushing(FilePath(name)).string
    if FileManager.default.fileExists(atPath: path) { return path }
    guard !name.contains("/"), !name.contains(":"),
      let repository = try? GitRepository(at: folder)
    else { return name }
    return repository.remoteURL(named: name) ?? name
  }
}
