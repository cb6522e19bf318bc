import Foundation
public import StrataCore
import SystemPackage
import TransparencyLog

/// A branch of a Git repository, somewhere, that holds a chain: the file `chain`, a commit for each
/// push (row D4).
public struct ChainRemote: Sendable {
  /// What a push came to.
  public enum Outcome: Hashable, Sendable {
    /// So many blocks are new there.
    case pushed(blocks: Int)
    /// The remote has them all.
    case upToDate
  }

  /// The branch unless another is named.
  public static let standardBranch = "strata-chain"
  private static let fileName = "chain"

  /// The repository: a path or a URL.
  public let url: String
  /// The branch.
  public let branch: String
  private let git: Git

  /// Names a branch of a repository.
  ///
  /// - Throws: ``StrataError``: `invalidInput` where git refuses the branch's name, `notFound` where
  ///   there is no git.
  public init(
    _ url: String, branch: String = standardBranch, git: Git = Git(limitSeconds: 120)
  ) throws(StrataError) {
    self.url = url
    self.branch = branch
    self.git = git
    let answer = git.answers(to: [["check-ref-format", "refs/heads/\(branch)"]], in: nil)[0]
    if case .refused(let status, _) = answer, status != 127 {
      throw StrataError(
        .invalidInput, "\(branch.debugDescription) cannot name a branch",
        remedy: "name another with --branch")
    }
    guard case .said = answer else { throw git.failure(answer, in: ".") }
  }

  /// The chain that the branch holds; nil where there is no such branch.
  ///
  /// - Throws: ``StrataError``: `storage` where the repository does not answer, `invalidInput` where
  ///   the branch holds something else.
  public func chain() throws -> [UInt8]? {
    try withScratchRepository { folder in try fetch(into: folder)?.chain }
  }

  /// Pushes a chain as one commit on top of what the branch holds, which must be its beginning.
  ///
  /// - Throws: ``StrataError``: `conflict` where the remote holds another chain or a longer one, or
  ///   somebody else has pushed meanwhile; `storage` where git or the repository refuses.
  public func push(_ chain: [UInt8]) throws -> Outcome {
    try withScratchRepository { folder in
      let former = try fetch(into: folder)
      try requireBeginning(former?.chain ?? [], of: chain)
      guard let last = Self.blocks(of: chain).last, former?.chain != chain else {
        return .upToDate
      }
      let new = Self.blocks(of: chain).count - Self.blocks(of: former?.chain ?? []).count
      let file = folder.appending("chain-to-push")
      try Data(chain).write(to: URL(fileURLWithPath: file.string))
      let commit = try commit(file, on: former?.commit, telling: last, in: folder)
      let refspec = "\(commit):refs/heads/\(branch)"
      let answer = git.answers(to: [["push", "--quiet", "--", url, refspec]], in: folder)[0]
      if case .refused(_, let errors) = answer,
        errors.contains("non-fast-forward") || errors.contains("fetch first")
          || errors.contains("[rejected]")
      {
        throw StrataError(
          .conflict, "somebody else has pushed to the branch meanwhile", place: "\(url) \(branch)",
          remedy: "try again")
      }
      _ = try said(answer, "push to")
      return .pushed(blocks: new)
    }
  }

  // MARK: - What git does

  private func fetch(into folder: FilePath) throws -> (commit: String, chain: [UInt8])? {
    let name = "refs/heads/\(branch)"
    let listed = try said(
      git.answers(to: [["ls-remote", "--heads", "--", url, name]], in: folder)[0], "read")
    guard !listed.isEmpty else { return nil }
    let fetching = ["fetch", "--quiet", "--no-tags", "--depth=1", "--", url]
    _ = try said(
      git.answers(to: [fetching + ["\(name):refs/strata/remote"]], in: folder)[0], "fetch from")
    let commit = try said(
      git.answers(to: [["rev-parse", "refs/strata/remote^{commit}"]], in: folder)[0], "read")
    let shown = git.answers(
      to: [["cat-file", "blob", "refs/strata/remote:\(Self.fileName)"]], in: folder)[0]
    guard case .said(let text) = shown else {
      throw StrataError(
        .invalidInput, "the branch holds no file '\(Self.fileName)'", place: "\(url) \(branch)",
        remedy: "name the branch that the chain was pushed to with --branch")
    }
    return (commit.trimmingCharacters(in: .whitespacesAndNewlines), Array(text.utf8))
  }

  private func commit(
    _ file: FilePath, on parent: String?, telling block: ChainBlock, in folder: FilePath
  ) throws -> String {
    let checkpoint = block.checkpoint.checkpoint
    let message = """
      Block \(block.height): \(checkpoint.origin), \(checkpoint.size) entries

      root \(checkpoint.root)
      hash \(block.hash)
      """
    var dated = git
    for role in ["AUTHOR", "COMMITTER"] {
      dated.environment["GIT_\(role)_NAME"] = "Strata"
      dated.environment["GIT_\(role)_EMAIL"] = "strata@localhost"
      dated.environment["GIT_\(role)_DATE"] = "@\(block.time) +0000"
    }
    func ask(_ question: [String]) throws -> String {
      try said(dated.answers(to: [question], in: folder)[0], "make a commit for")
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let blob = try ask(["hash-object", "-w", "--no-filters", "--", file.string])
    _ = try ask(["update-index", "--add", "--cacheinfo", "100644,\(blob),\(Self.fileName)"])
    let tree = try ask(["write-tree"])
    return try ask(
      ["commit-tree", tree, "-m", message] + (parent.map { ["-p", $0] } ?? []))
  }

  private func said(_ answer: Git.Answer, _ what: String) throws(StrataError) -> String {
    switch answer {
    case .said(let text): return text
    case .tookTooLong:
      throw StrataError(
        .storage, "git did not answer within \(Int(git.limitSeconds)) s", place: url,
        remedy: "see whether the repository can be reached, and try again")
    case .refused(let status, let errors):
      if status == 127 { throw git.failure(answer, in: ".") }
      let lines = errors.split(separator: "\n").map(String.init)
      let reason = lines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? lines.first
      throw StrataError(
        .storage, "git could not \(what) the repository: \(reason ?? "it said nothing")",
        place: url,
        remedy: "try the same with git itself")
    }
  }

  /// A bare repository of its own for the time of a call: what is fetched is in nobody's way.
  private func withScratchRepository<Result>(
    _ body: (FilePath) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("strata-chain-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = FilePath(folder.path)
    _ = try said(git.answers(to: [["init", "--quiet", "--bare", "."]], in: path)[0], "prepare for")
    return try body(path)
  }

  // MARK: - What the remote may hold

  private func requireBeginning(_ former: [UInt8], of chain: [UInt8]) throws(StrataError) {
    guard !chain.starts(with: former) else { return }
    let (theirs, ours) = (Self.blocks(of: former), Self.blocks(of: chain))
    let place = "\(url) \(branch)"
    if former.starts(with: chain) {
      throw StrataError(
        .conflict,
        "the remote holds \(theirs.count) blocks and this store \(ours.count): the store's chain "
          + "has lost its end, or another copy of the store goes on", place: place,
        remedy: "find out which copy is the store; never push from two")
    }
    let differing = zip(theirs, ours).first { $0.hash != $1.hash }?.0
    let height = differing?.height ?? min(theirs.count, ours.count)
    let theirHash = theirs.first { $0.height == height }?.hash.base64 ?? "one that cannot be read"
    throw StrataError(
      .conflict,
      "the remote holds another chain (a fork): its block \(height) is \(theirHash), and this "
        + "store's is \(ours.first { $0.height == height }?.hash.base64 ?? "missing")",
      place: place,
      remedy: "keep both chains: two signed histories of one log prove that it was forked; for "
        + "another store name another branch")
  }

  /// The blocks that can be read, whether or not they hold.
  private static func blocks(of bytes: [UInt8]) -> [ChainBlock] {
    var blocks: [ChainBlock] = []
    var start = 0
    var index = 1
    while index < bytes.count {
      if bytes[index] == 0x0A, bytes[index - 1] == 0x0A {
        guard let block = try? ChainBlock(parsing: Array(bytes[start...index])) else { break }
        blocks.append(block)
        start = index + 1
        index += 1
      }
      index += 1
    }
    return blocks
  }
}
