/// The keys of a log from its first on: who trusts the first can verify every checkpoint.
public struct KeyHistory: Hashable, Sendable {
  /// The key that the reader trusts to begin with.
  public let firstKey: VerifierKey
  /// The rotations, oldest first.
  public private(set) var rotations: [KeyRotation]

  /// A log with one key so far.
  public init(firstKey: VerifierKey) {
    self.firstKey = firstKey
    rotations = []
  }

  /// The key that signs now.
  public var currentKey: VerifierKey { rotations.last?.newKey ?? firstKey }

  /// Follows one more rotation; throws ``TransparencyLogError/Code/untrusted`` unless the current
  /// key hands over, and at a size not before the last rotation's.
  public mutating func append(_ rotation: KeyRotation) throws(TransparencyLogError) {
    guard rotation.oldKey == currentKey else {
      throw TransparencyLogError(
        .untrusted, "the key that hands over is not the current one",
        at: .key(rotation.oldKey.description))
    }
    guard rotation.checkpoint.size >= (rotations.last?.checkpoint.size ?? 0) else {
      throw TransparencyLogError(
        .untrusted, "the rotation lies before the one it follows",
        at: .size(rotation.checkpoint.size.count))
    }
    guard rotation.newKey != firstKey, !rotations.contains(where: { $0.newKey == rotation.newKey })
    else {
      throw TransparencyLogError(
        .untrusted, "the key that takes over was given up before",
        at: .key(rotation.newKey.description))
    }
    rotations.append(rotation)
  }

  /// The keys by which a checkpoint of this size may be signed: one, or at the size of a rotation
  /// the one before and the one after it.
  public func keys(signing size: TreeSize) -> [VerifierKey] {
    let starts: [TreeSize] = [0] + rotations.map(\.checkpoint.size)
    let keys = [firstKey] + rotations.map(\.newKey)
    return keys.indices.filter { index in
      starts[index] <= size && (index + 1 == keys.count || size <= starts[index + 1])
    }.map { keys[$0] }
  }
}

// MARK: - The file

extension KeyHistory {
  private static let firstLine = "key-history/v1"
  /// A longer file is refused: it would hold tens of thousands of rotations.
  public static let maximumByteCount = 16 << 20

  /// The first key and the rotations as one text, by which whoever holds an old key gets to the
  /// present one:
  ///
  /// ```
  /// key-history/v1
  /// first example.com/log+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx
  /// rotation
  /// > key-rotation/v1
  /// > …
  /// ```
  public var bytes: [UInt8] {
    Array("\(Self.firstLine)\nfirst \(firstKey)\n".utf8)
      + rotations.flatMap { Array("rotation\n".utf8) + QuotedNote.bytes(of: $0.bytes) }
  }

  /// Reads the text and follows the rotations; throws as ``append(_:)`` and
  /// ``KeyRotation/init(parsing:)``. Whether the first key is to be trusted is the reader's to say.
  public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw TransparencyLogError(
        .limitExceeded, "a key history has at most \(Self.maximumByteCount) bytes")
    }
    var scanner = LineScanner(bytes[...])
    let first = try scanner.next("the first line")
    guard first.elementsEqual(Self.firstLine.utf8) else {
      throw scanner.failure("a key history's first line is '\(Self.firstLine)'")
    }
    let key = try scanner.next(after: "first ", "the first key")
    self.init(firstKey: try VerifierKey(String(decoding: key, as: UTF8.self)))
    while !scanner.isAtEnd {
      guard try scanner.skip("rotation") else {
        throw scanner.failure("what follows is no rotation")
      }
      try append(try KeyRotation(parsing: try scanner.quotedNote("the rotation")))
    }
  }

  /// The history from a key on that a reader trusts: the rotations before it are left out. A key that
  /// is in no rotation is a history of its own.
  public init(
    from key: VerifierKey, following rotations: [KeyRotation]
  ) throws(TransparencyLogError) {
    self.init(firstKey: key)
    // Those before the key must follow on one another too: nothing loose stands beside the proof.
    if let first = rotations.first?.oldKey {
      var whole = KeyHistory(firstKey: first)
      for rotation in rotations { try whole.append(rotation) }
    }
    for rotation in rotations.drop(while: { $0.oldKey != key }) { try append(rotation) }
  }
}
