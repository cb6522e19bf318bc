import StrataCore
import SystemPackage
import TransparencyLog

/// The chain of checkpoints as a file that only grows (row D4).
struct ChainFile: Sendable {
  let path: FilePath
  let fileSystem: any FileSystem

  private static let step = 1 << 20

  /// The chain as far as it holds.
  struct Content {
    /// What was followed.
    var reader: ChainReader
    /// The last block, where it was torn while it was written.
    var torn: ChainFault?
  }

  /// Follows the chain from its first block; without a file it is empty.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` at a block that does not hold, `storage`.
  /// - Complexity: O(blocks), in bounded memory.
  func read(trusting key: VerifierKey) throws(StrataError) -> Content {
    var reader = ChainReader(trusting: key)
    do {
      var offset = 0
      let size = try fileSystem.status(of: path)?.size ?? 0
      while offset < size {
        let bytes = try fileSystem.read(path, at: offset, count: min(Self.step, size - offset))
        guard !bytes.isEmpty else { break }
        offset += bytes.count
        try reader.take(bytes)
      }
      try reader.finish()
      return Content(reader: reader)
    } catch let fault as ChainFault {
      if fault.isTorn { return Content(reader: reader, torn: fault) }
      throw StrataError(
        .corrupt, "block \(fault.height) of the chain does not hold", place: path.string,
        remedy: "keep a copy, then restore the chain from whoever holds it", cause: fault.cause)
    } catch let error as StrataError {
      throw error
    } catch {
      throw StrataError(.storage, "the chain cannot be read", place: path.string, cause: error)
    }
  }

  /// Adds a block behind so many bytes of whole blocks; when it returns, the block survives a power
  /// cut. A block that was torn there goes.
  func append(_ block: ChainBlock, behind length: Int) throws(StrataError) {
    guard let status = try fileSystem.status(of: path) else {
      try fileSystem.put(block.bytes, at: path, mode: .everyoneReadsFile)
      return try fileSystem.flush(path.removingLastComponent())
    }
    if status.size != length { try cut(to: length) }
    try fileSystem.write(block.bytes, to: path, at: length)
    try fileSystem.flush(path)
  }

  /// Puts the file's beginning in the place of the whole.
  private func cut(to length: Int) throws(StrataError) {
    let staged = FilePath(path.string + ".new")
    if try fileSystem.status(of: staged) != nil { try fileSystem.removeFile(at: staged) }
    try fileSystem.createFile([], at: staged, mode: .everyoneReadsFile)
    var offset = 0
    while offset < length {
      let bytes = try fileSystem.read(path, at: offset, count: min(Self.step, length - offset))
      try fileSystem.write(bytes, to: staged, at: offset)
      offset += bytes.count
    }
    try fileSystem.flush(staged)
    try fileSystem.replace(path, with: staged)
    try fileSystem.flush(path.removingLastComponent())
  }

  /// The whole file, for whoever sends it on.
  func bytes() throws(StrataError) -> [UInt8] {
    let size = try fileSystem.status(of: path)?.size ?? 0
    return size == 0 ? [] : try fileSystem.readFile(path, maximumBytes: size)
  }
}
