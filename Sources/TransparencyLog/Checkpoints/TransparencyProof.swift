/// One file that proves to a reader without the log that an entry is in it
/// (c2sp.org/tlog-proof@v1): the inclusion proof and the signed checkpoint it leads to.
public struct TransparencyProof: Hashable, Sendable {
  /// The entry's index in the log, from 0.
  public let index: Int
  /// Data of the application that the reader may need to find the entry; nothing vouches for it.
  public let extra: [UInt8]?
  /// The inclusion proof's hashes.
  public let hashes: [TreeHash]
  /// The checkpoint, byte for byte.
  public let checkpoint: SignedCheckpoint

  private static let firstLine = "c2sp.org/tlog-proof@v1"
  /// A tree of 2^63 entries has no longer proof.
  private static let maximumHashCount = 63

  /// Puts a proof together; throws ``TransparencyLogError/Code/outOfRange`` where the inclusion
  /// proof is for a tree of another size than the checkpoint's, and
  /// ``TransparencyLogError/Code/malformed`` where `extra` is empty.
  public init(
    _ inclusion: InclusionProof, checkpoint: SignedCheckpoint, extra: [UInt8]? = nil
  ) throws(TransparencyLogError) {
    guard inclusion.size == checkpoint.checkpoint.size else {
      throw TransparencyLogError(
        .outOfRange,
        "the proof is for \(inclusion.size) entries, the checkpoint for"
          + " \(checkpoint.checkpoint.size)")
    }
    guard extra != [] else {
      throw TransparencyLogError(.malformed, "extra data is absent or not empty")
    }
    index = inclusion.index
    self.extra = extra
    hashes = inclusion.hashes
    self.checkpoint = checkpoint
  }

  /// Reads a file; throws ``TransparencyLogError/Code/malformed`` or
  /// ``TransparencyLogError/Code/limitExceeded`` with the line.
  public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
    guard bytes.count <= SignedNote.maximumByteCount else {
      throw TransparencyLogError(
        .limitExceeded, "a proof has at most \(SignedNote.maximumByteCount) bytes")
    }
    var scanner = LineScanner(bytes[...])
    let first = try scanner.next("the first line")
    guard first.elementsEqual(Self.firstLine.utf8) else {
      throw scanner.failure("a proof's first line is '\(Self.firstLine)'")
    }
    var extra: [UInt8]?
    if scanner.remainder.starts(with: "extra ".utf8) {
      let base64 = try scanner.next(after: "extra ", "the extra data")
      guard let data = Base64.decode(base64), !data.isEmpty else {
        throw scanner.failure("the extra data is not in standard base64, or is empty")
      }
      extra = data
    }
    let digits = try scanner.next(after: "index ", "the index")
    let index = try scanner.number(digits, "the index")
    let hashes = try scanner.hashesUntilEmptyLine(atMost: Self.maximumHashCount, "the proof")
    let checkpoint = try scanner.checkpoint()
    try self.init(
      InclusionProof(index: index, size: checkpoint.checkpoint.size, hashes: hashes),
      checkpoint: checkpoint, extra: extra)
  }

  /// The file.
  public var bytes: [UInt8] {
    var text = Self.firstLine + "\n"
    if let extra {
      text += "extra \(String(decoding: Base64.encode(extra), as: UTF8.self))\n"
    }
    text += "index \(index)\n"
    for hash in hashes { text += "\(hash)\n" }
    return Array(text.utf8) + [UInt8(ascii: "\n")] + checkpoint.bytes
  }

  /// The inclusion proof in it.
  public var inclusion: InclusionProof {
    InclusionProof(index: index, size: checkpoint.checkpoint.size, hashes: hashes)
  }

  /// Checks the checkpoint against what the reader trusts, and that the entry with this hash is
  /// the one at ``index``; returns the witnesses' cosignatures.
  @discardableResult
  public func verify(
    _ record: RecordHash, _ policy: TrustPolicy
  ) throws(TransparencyLogError) -> [VerifiedSignature] {
    let cosignatures = try checkpoint.verify(policy)
    try inclusion.verify(record, root: checkpoint.checkpoint.root)
    return cosignatures
  }
}

extension LineScanner {
  /// Reads all that is left as a signed checkpoint, with errors at the lines of the whole text.
  func checkpoint() throws(TransparencyLogError) -> SignedCheckpoint {
    do throws(TransparencyLogError) {
      return try SignedCheckpoint(parsing: Array(remainder))
    } catch {
      var shifted = error
      switch error.place {
      case .line(let number): shifted.place = .line(number + lineNumber)
      case .byte(let offset): shifted.place = .byte(offset + remainder.startIndex)
      default: break
      }
      throw shifted
    }
  }
}
