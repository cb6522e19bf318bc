import TransparencyLog

/// Published notes and keys, and keys of our own for tests (their seeds are no secret).
enum Vectors {
  static let noteKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  static let note = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """

  static let logKey =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
  static let witnessKey = "witness.example/w1+aa4a09d1+BOpKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
  static let checkpoint = """
    example.com/log/testdata
    15
    rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=

    — example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=
    — witness.example/w1 qkoJ0QAAAABlU/EAHkmxxBbd7v2oz/uAXUAu9/y9AXsAl940eAatddYt25zybpfNvh0p0Lrp9zHCaMXvuVzNwlPWfPwt/OYdlisUAA==

    """
  static let proof =
    """
    c2sp.org/tlog-proof@v1
    index 5
    zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=
    nk9gCR+floFqznAPtqjjcnnV64dge2jQB95D5t164Hg=
    zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=
    5jLpqTgjsBDSEX6SgZiRnbTMdTuRd8bQ5tSsAOxe0Ks=


    """ + checkpoint
  static let provenEntry = RecordHash(of: Array("six".utf8))

  static func policy() throws -> TrustPolicy {
    try TrustPolicy(
      logKeys: [VerifierKey(logKey)], witnesses: [VerifierKey(witnessKey)], witnessesNeeded: 1)
  }

  static func signer(
    _ name: String, _ algorithm: KeyAlgorithm = .ed25519, seed: UInt8 = 1
  ) throws -> SignerKey {
    try SignerKey(
      name: KeyName(name), algorithm: algorithm, seed: [UInt8](repeating: seed, count: 32))
  }

  /// A checkpoint of a sample log, signed by `key`.
  static func signed(
    _ size: TreeSize, _ root: TreeHash, by key: SignerKey
  ) throws -> SignedCheckpoint {
    try SignedCheckpoint(
      signing: Checkpoint(origin: key.verifier.name, size: size, root: root), with: [key])
  }
}

extension Array<UInt8> {
  init(_ text: String) { self = Array(text.utf8) }
}

/// Every text that differs from `bytes` in one byte: each bit flipped, and a few bytes that mean
/// something to a parser.
func singleByteMutations(of bytes: [UInt8]) -> some Sequence<(Int, [UInt8])> {
  bytes.indices.lazy.flatMap { offset in
    let flipped = (0..<8).map { bytes[offset] ^ (1 << $0) }
    let telling = Array("\n =+/A0—\u{0}".utf8)
    return Set(flipped + telling).subtracting([bytes[offset]]).lazy.map { replacement in
      var mutated = bytes
      mutated[offset] = replacement
      return (offset, mutated)
    }
  }
}
