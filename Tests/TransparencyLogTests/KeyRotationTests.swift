import Testing
import TransparencyLog

@Suite("Key rotation")
struct KeyRotationTests {
  private let origin = "example.com/log"

  private func key(_ seed: UInt8) throws -> SignerKey { try Vectors.signer(origin, seed: seed) }

  private func checkpoint(_ size: TreeSize) throws -> Checkpoint {
    let root = size > 0 ? SampleLog.record(size.count).node : .empty
    return Checkpoint(origin: try KeyName(origin), size: size, root: root)
  }

  private func rotation(
    _ old: UInt8, _ new: UInt8, at size: TreeSize
  ) throws -> KeyRotation {
    try KeyRotation(from: key(old), to: key(new), at: checkpoint(size), time: 1_700_000_000)
  }

  private func sentence(_ act: () throws -> Void) -> String? {
    #expect(throws: TransparencyLogError.self, performing: act)?.message
  }

  @Test func `a rotation is written, read and followed`() throws {
    let first = try rotation(1, 2, at: 10)
    #expect(try KeyRotation(parsing: first.bytes) == first)
    #expect(
      first.note.text == """
        key-rotation/v1
        example.com/log
        from \(try key(1).verifier)
        to \(try key(2).verifier)
        size 10
        root \(SampleLog.record(10))
        time 1700000000

        """)
    var history = KeyHistory(firstKey: try key(1).verifier)
    try history.append(first)
    try history.append(rotation(2, 3, at: 20))
    #expect(history.currentKey == (try key(3).verifier))
    let signing = { (size: TreeSize) in history.keys(signing: size) }
    let keys = try (1...3).map { try key($0).verifier }
    #expect(signing(0) == [keys[0]])
    #expect(signing(9) == [keys[0]])
    #expect(signing(10) == [keys[0], keys[1]])
    #expect(signing(11) == [keys[1]])
    #expect(signing(20) == [keys[1], keys[2]])
    #expect(signing(21) == [keys[2]])
  }

  @Test func `a rotation is no checkpoint, a checkpoint no rotation`() throws {
    #expect(throws: TransparencyLogError.self) {
      try SignedCheckpoint(parsing: rotation(1, 2, at: 10).bytes)
    }
    let signed = try SignedCheckpoint(signing: checkpoint(5), with: [key(1)])
    #expect(
      sentence { _ = try KeyRotation(parsing: signed.bytes) }
        == "a key rotation's first line is 'key-rotation/v1'")
  }

  @Test func `no mutation of a rotation passes`() throws {
    for (offset, bytes) in singleByteMutations(of: try rotation(1, 2, at: 10).bytes) {
      if (try? KeyRotation(parsing: bytes)) != nil { Issue.record("byte \(offset) changed") }
    }
  }

  @Test func `both keys sign, and both are the log's`() throws {
    let whole = try rotation(1, 2, at: 10)
    for missing in 0..<2 {
      var signatures = whole.note.signatures
      signatures.remove(at: missing)
      let half = try SignedNote(text: whole.note.textBytes, signatures: signatures)
      #expect(
        sentence { _ = try KeyRotation(parsing: half.bytes) }
          == "a key rotation is signed by both keys")
    }
    #expect(sentence { _ = try rotation(1, 1, at: 0) } == "both keys are the same")
    let stranger = try Vectors.signer("stranger", seed: 4)
    #expect(
      sentence {
        _ = try KeyRotation(from: key(1), to: stranger, at: checkpoint(1), time: 1)
      } == "this is not an Ed25519 key (type 1) of the log 'example.com/log'")
    #expect(
      sentence { _ = try KeyRotation(from: key(1), to: key(2), at: checkpoint(1), time: -1) }
        == "the time is before 1970")
  }

  @Test func `a rotation that does not follow is refused`() throws {
    var history = KeyHistory(firstKey: try key(1).verifier)
    try history.append(rotation(1, 2, at: 10))
    #expect(
      sentence { try history.append(rotation(1, 3, at: 11)) }
        == "the key that hands over is not the current one")
    #expect(
      sentence { try history.append(rotation(2, 3, at: 9)) }
        == "the rotation lies before the one it follows")
    #expect(
      sentence { try history.append(rotation(2, 1, at: 11)) }
        == "the key that takes over was given up before")
    #expect(history.rotations.count == 1)
  }

  @Test func `a history is written, read and followed from any of its keys`() throws {
    var history = KeyHistory(firstKey: try key(1).verifier)
    #expect(try KeyHistory(parsing: history.bytes) == history)
    try history.append(rotation(1, 2, at: 10))
    try history.append(rotation(2, 3, at: 20))
    let bytes = history.bytes
    #expect(try KeyHistory(parsing: bytes) == history)
    for seed in UInt8(1)...3 {
      let followed = try KeyHistory(from: key(seed).verifier, following: history.rotations)
      #expect(followed.currentKey == history.currentKey)
      #expect(followed.rotations.count == 3 - Int(seed))
    }
    #expect(
      try KeyHistory(from: key(9).verifier, following: history.rotations).rotations.isEmpty)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      guard let other = try? KeyHistory(parsing: changed) else { continue }
      Issue.record("byte \(index) may be changed: \(other)")
    }
    for count in 0..<bytes.count where (try? KeyHistory(parsing: Array(bytes[..<count]))) != nil {
      let text = String(decoding: bytes[..<count], as: UTF8.self)
      // A history may end after any of its rotations: it is a beginning of this one.
      #expect(bytes[count...].starts(with: Array("rotation\n".utf8)), "\(text)")
    }
  }

  @Test func `a policy follows the rotations as far as a size asks`() throws {
    let policy = try TrustPolicy(logKeys: [key(1).verifier])
    let rotations = [try rotation(1, 2, at: 10), try rotation(2, 3, at: 20)]
    #expect(try policy.following([], signing: 30) == policy)
    #expect(try policy.following(rotations, signing: 30).logKeys == [key(3).verifier])
    #expect(try policy.following(rotations, signing: 15).logKeys == [key(2).verifier])
    #expect(throws: TransparencyLogError.self) {
      try policy.following(rotations.reversed(), signing: 30)
    }
    let stranger = try Vectors.signer("example.com/other", seed: 5)
    #expect(throws: TransparencyLogError.self) {
      try TrustPolicy(logKeys: [stranger.verifier]).following(rotations, signing: 30)
    }
  }
}
