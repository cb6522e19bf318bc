/// Follows a chain that comes in pieces, block by block; memory is bounded by one block.
///
/// ```swift
/// var reader = ChainReader(trusting: key)
/// while let piece = read() { try reader.take(piece) }
/// try reader.finish()
/// ```
public struct ChainReader: Sendable {
  /// The blocks that were followed.
  public private(set) var chain: CheckpointChain
  /// How many bytes they have.
  public private(set) var byteCount = 0

  private var buffer: [UInt8] = []
  /// How much of the buffer is known to hold no end of a block.
  private var searched = 0
  /// A block that cannot be read, as long as nothing follows it.
  private var unreadable: TransparencyLogError?

  /// A reader who trusts this key of the log.
  public init(trusting key: VerifierKey) {
    chain = CheckpointChain(trusting: key)
  }

  /// Takes the next bytes and shows each block that they complete; throws at the first that does not
  /// hold.
  public mutating func take(
    _ bytes: [UInt8], each: (ChainBlock) -> Void = { _ in }
  ) throws(ChainFault) {
    buffer += bytes
    while let end = endOfBlock() {
      if let unreadable { throw fault(unreadable) }
      let piece = Array(buffer[..<end])
      buffer.removeFirst(end)
      searched = 0
      let block: ChainBlock
      do throws(TransparencyLogError) {
        block = try ChainBlock(parsing: piece)
      } catch {
        unreadable = error
        continue
      }
      do throws(TransparencyLogError) {
        try chain.append(block)
      } catch {
        throw fault(error)
      }
      byteCount += piece.count
      each(block)
    }
    guard buffer.count <= ChainBlock.maximumByteCount else {
      throw fault(
        TransparencyLogError(
          .limitExceeded, "a block has at most \(ChainBlock.maximumByteCount) bytes"))
    }
  }

  /// Ends the chain; throws where its last block is not whole.
  public func finish() throws(ChainFault) {
    guard unreadable != nil || !buffer.isEmpty else { return }
    let cause = unreadable ?? TransparencyLogError(.malformed, "the block has no end")
    throw ChainFault(height: chain.count, isTorn: true, cause: cause)
  }

  private func fault(_ cause: TransparencyLogError) -> ChainFault {
    ChainFault(height: chain.count, isTorn: false, cause: cause)
  }

  private mutating func endOfBlock() -> Int? {
    let newline = UInt8(ascii: "\n")
    var index = max(searched, 1)
    while index < buffer.count {
      if buffer[index] == newline, buffer[index - 1] == newline { return index + 1 }
      index += 1
    }
    searched = buffer.count
    return nil
  }
}

/// The first block of a chain that does not hold.
public struct ChainFault: Error, Hashable, Sendable {
  /// The number of the block, from 0.
  public let height: Int
  /// Whether it is the last and cannot be read: it may have been torn while it was written.
  public let isTorn: Bool
  /// What is wrong with it.
  public let cause: TransparencyLogError

  /// A fault of the newest block, which holds by itself: it is not what the reader asks for.
  public init(newest block: ChainBlock, cause: TransparencyLogError) {
    self.init(height: block.height, isTorn: false, cause: cause)
  }

  init(height: Int, isTorn: Bool, cause: TransparencyLogError) {
    self.height = height
    self.isTorn = isTorn
    self.cause = cause
  }
}
