/// A log's statement that from a size on another key signs, signed by the key that hands over and
/// by the one that takes over.
///
/// ```
/// key-rotation/v1
/// example.com/log
/// from example.com/log+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx
/// to example.com/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
/// size 15
/// root rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=
/// time 1700000000
/// ```
///
/// The second line is never a size, so no reader can take the statement for a checkpoint. It names
/// the log as it was when it happened: an old key that leaks later cannot sign the log's future,
/// nor hand over a second time without showing a fork.
public struct KeyRotation: Hashable, Sendable {
  /// The key that hands over.
  public let oldKey: VerifierKey
  /// The key that takes over.
  public let newKey: VerifierKey
  /// The log at that time: the last size that the old key signs.
  public let checkpoint: Checkpoint
  /// When, in seconds of Unix time.
  public let time: Int
  /// The statement with both signatures.
  public let note: SignedNote

  private static let firstLine = "key-rotation/v1"

  /// Makes and signs the statement; throws ``TransparencyLogError/Code/unusableKey`` unless both
  /// keys are different Ed25519 keys (type 1) named like the log, and
  /// ``TransparencyLogError/Code/outOfRange`` for a time before 1970.
  public init(
    from old: SignerKey, to new: SignerKey, at checkpoint: Checkpoint, time: Int
  ) throws(TransparencyLogError) {
    guard time >= 0 else {
      throw TransparencyLogError(.outOfRange, "the time is before 1970")
    }
    let text = """
      \(Self.firstLine)
      \(checkpoint.origin)
      from \(old.verifier)
      to \(new.verifier)
      size \(checkpoint.size)
      root \(checkpoint.root)
      time \(time)

      """
    try self.init(try SignedNote(signing: text, with: [old, new]))
  }

  /// Reads a statement and checks both signatures; whether the old key may be trusted at all is
  /// for ``KeyHistory`` to say.
  public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
    try self.init(try SignedNote(parsing: bytes))
  }

  /// The statement as it is kept and published.
  public var bytes: [UInt8] { note.bytes }

  private init(_ note: SignedNote) throws(TransparencyLogError) {
    var scanner = LineScanner(note.textBytes[...])
    let first = try scanner.next("the first line")
    guard first.elementsEqual(Self.firstLine.utf8) else {
      throw scanner.failure("a key rotation's first line is '\(Self.firstLine)'")
    }
    let name = try scanner.next("the origin")
    let origin = try KeyName(utf8: name)
    oldKey = try Self.key(try scanner.next(after: "from ", "the old key"), of: origin)
    newKey = try Self.key(try scanner.next(after: "to ", "the new key"), of: origin)
    guard oldKey.publicKey != newKey.publicKey else {
      throw TransparencyLogError(.unusableKey, "both keys are the same", at: .line(4))
    }
    let digits = try scanner.next(after: "size ", "the size")
    let size = try TreeSize(try scanner.number(digits, "the size"))
    let base64 = try scanner.next(after: "root ", "the root")
    let root = try scanner.hash(base64, "the root")
    let seconds = try scanner.next(after: "time ", "the time")
    time = try scanner.number(seconds, "the time")
    guard scanner.isAtEnd else { throw scanner.failure("nothing follows the time") }
    guard size > 0 || root == .empty else {
      throw TransparencyLogError(
        .malformed, "a log without entries has another root", at: .line(6))
    }
    checkpoint = Checkpoint(origin: origin, size: size, root: root)
    self.note = note
    guard try note.verify([oldKey, newKey]).count == 2 else {
      throw TransparencyLogError(.untrusted, "a key rotation is signed by both keys")
    }
  }

  private static func key(
    _ text: ArraySlice<UInt8>, of origin: KeyName
  ) throws(TransparencyLogError) -> VerifierKey {
    let key = try VerifierKey(String(decoding: text, as: UTF8.self))
    guard key.algorithm == .ed25519, key.name == origin else {
      throw TransparencyLogError(
        .unusableKey, "this is not an Ed25519 key (type 1) of the log '\(origin)'",
        at: .key(key.description))
    }
    return key
  }
}
