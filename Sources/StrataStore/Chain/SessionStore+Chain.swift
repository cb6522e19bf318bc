import StrataCore
import SystemPackage
public import TransparencyLog

/// What anchoring came to.
public struct Anchoring: Sendable {
  /// The newest block of the chain.
  public var block: ChainBlock
  /// Whether it was made now; false where nothing was recorded since it was made.
  public var isNew: Bool
}

extension SessionStore {
  /// Makes the newest checkpoint, with its cosignatures, a block of the chain (row D4).
  ///
  /// The chain is followed from its first block before anything is added, and a last block that was
  /// torn by a crash is written anew. The journal gets an entry `checkpoint.anchored`; where a crash
  /// kept it from that, the next anchoring does it.
  /// - Parameter actor: who anchors; the user of this process unless named.
  /// - Throws: ``StrataError``: `corrupt` where the chain does not hold, `storage`.
  /// - Complexity: O(blocks + entries since the newest checkpoint).
  @discardableResult
  public func anchor(actor: String? = nil) throws -> Anchoring {
    let actor = actor ?? options.holder.user
    let file = chainFile
    let lock = try options.fileSystem.holdLock(layout.log.appending(".chain-lock"))
    return try withExtendedLifetime(lock) {
      let content = try file.read(trusting: keyHistory().firstKey)
      var chain = content.reader.chain
      if let torn = content.torn { try requireUnanchored(torn, of: file) }
      if let last = chain.last { try record(last, by: actor) }
      let newest = try log.sign()
      if let last = chain.last, content.torn == nil, try !hasNews(newest, since: last) {
        return Anchoring(block: last, isNew: false)
      }
      let block = try next(newest, on: chain)
      do {
        try chain.append(block)
      } catch {
        throw StrataError(
          .corrupt, "the newest checkpoint does not follow on the chain", place: file.path.string,
          remedy: "run 'strata audit verify' and 'strata audit chain verify'", cause: error)
      }
      try file.append(block, behind: content.reader.byteCount)
      try record(block, by: actor)
      return Anchoring(block: block, isNew: true)
    }
  }

  /// Where the chain lies.
  var chainFile: ChainFile { ChainFile(path: layout.chain, fileSystem: options.fileSystem) }

  /// The chain's bytes: whole blocks, each checked.
  ///
  /// - Throws: ``StrataError``: `notFound` where there is no block yet, `corrupt`, `storage`.
  public func chain() throws -> [UInt8] {
    let content = try chainFile.read(trusting: keyHistory().firstKey)
    guard content.reader.chain.last != nil else {
      throw StrataError(
        .notFound, "the store has no chain yet", place: layout.chain.string,
        remedy: "make the first block with 'strata audit anchor'")
    }
    return Array(try chainFile.bytes().prefix(content.reader.byteCount))
  }

  private func next(_ newest: SignedCheckpoint, on chain: CheckpointChain) throws -> ChainBlock {
    let size = newest.checkpoint.size
    let rotations = try keyHistory().rotations.dropFirst(chain.keys.rotations.count)
      .filter { $0.checkpoint.size <= size }
    let former = chain.last?.checkpoint.checkpoint.size ?? 0
    let proof = try consistencyProof(from: former, to: size)
    return try chain.next(
      newest, proof: proof.hashes, rotations: rotations,
      time: Int(options.clock().microseconds / 1_000_000))
  }

  /// Whether more was recorded since a block than that it was made.
  private func hasNews(_ newest: SignedCheckpoint, since last: ChainBlock) throws -> Bool {
    let (size, former) = (newest.checkpoint.size.count, last.checkpoint.checkpoint.size.count)
    guard size <= former + 1 else { return true }
    return try size > former && anchored(last.height, after: former) == nil
  }

  /// The entry that tells of a block.
  private func anchored(_ height: Int, after position: Int) throws -> JournalEntry? {
    try driver.read { connection in
      try JournalReading.entries(
        "WHERE position > ? AND kind = ?",
        [.int(position), .text(JournalEntry.Kind.checkpointAnchored.rawValue)], connection
      ).first { $0.body.member("height") == .integer(Int64(height)) }
    }
  }

  /// A block that was torn while it was written was never acknowledged; one that the journal tells of
  /// was whole, and somebody has damaged it.
  private func requireUnanchored(_ torn: ChainFault, of file: ChainFile) throws {
    guard try anchored(torn.height, after: 0) != nil else { return }
    throw StrataError(
      .corrupt, "block \(torn.height) of the chain was whole and is damaged",
      place: file.path.string, remedy: "restore the chain from whoever holds it", cause: torn.cause)
  }

  /// Appends the entry that tells of a block, unless it is there.
  private func record(_ block: ChainBlock, by actor: String?) throws {
    let checkpoint = block.checkpoint.checkpoint
    guard try anchored(block.height, after: checkpoint.size.count) == nil else { return }
    let cosigners = block.checkpoint.note.signatures.map(\.name)
      .filter { $0 != checkpoint.origin }.map { JSONValue.string($0.text) }
    let body = try CanonicalJSON.bytes([
      "height": .integer(Int64(block.height)), "block": .string(block.hash.base64),
      "size": .integer(Int64(checkpoint.size.count)), "root": .string(checkpoint.root.base64),
      "cosigned_by": .array(cosigners),
    ])
    try commits.commitNow { transaction in
      try transaction.append(
        JournalTransaction.Draft(kind: .checkpointAnchored, actor: actor, body: body))
    }
  }
}
