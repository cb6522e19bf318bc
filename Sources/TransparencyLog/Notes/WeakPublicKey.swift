/// Ed25519 public keys that must not be trusted although verification would work with them.
enum WeakPublicKey {
  /// The y coordinates of the eight points of small order, little endian. Under such a key one
  /// signature fits many messages, so anybody can make it.
  private static let smallOrder: [[UInt8]] = [
    [UInt8](repeating: 0x00, count: 32),
    [0x01] + [UInt8](repeating: 0x00, count: 31),
    [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    [
      0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98,
      0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53,
      0xFC, 0x05,
    ],
    [
      0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67,
      0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC,
      0x03, 0x7A,
    ],
  ]

  /// What is wrong with a key, or nil.
  static func problem(of publicKey: [UInt8]) -> String? {
    guard publicKey.count == 32 else {
      return "an Ed25519 public key has 32 bytes and not \(publicKey.count)"
    }
    var y = publicKey
    y[31] &= 0x7F
    if smallOrder.contains(y) { return "anybody can sign under this key: it has small order" }
    // y is a number modulo 2^255 − 19; one beyond it is a second spelling of another key.
    if y[0] >= 0xED, y[31] == 0x7F, y[1...30].allSatisfy({ $0 == 0xFF }) {
      return "this is not the canonical spelling of an Ed25519 public key"
    }
    return nil
  }
}
