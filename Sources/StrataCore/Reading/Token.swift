/// One word, number or sign of a text, by its place in the text's UTF-8.
///
/// A word is known by the FNV-1a hash of its lower-cased bytes, so that reading allocates nothing a
/// token; the words themselves are read back from the text when they are quoted.
struct Token: Hashable, Sendable {
  /// What kind of token it is.
  enum Kind: UInt8, Sendable {
    case word, number, period, question, exclamation, comma, colon, semicolon, dash, arrow, open,
      close, quote, newline, other
  }

  /// What is known of how the token was written.
  struct Form: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    /// No white space before it: the second half of `on-prem`.
    static let glued = Form(rawValue: 1)
    /// Starts with a capital letter.
    static let capitalised = Form(rawValue: 2)
    /// Part of a host name, path, address, key or command.
    static let identifier = Form(rawValue: 4)
    /// In a log line, a listing or a command.
    static let code = Form(rawValue: 8)
    /// Between quotation marks.
    static let quoted = Form(rawValue: 16)
  }

  /// The hash of the lower-cased bytes.
  var key: UInt64
  /// The first byte in the text.
  var start: Int32
  /// The byte after the last.
  var end: Int32
  /// What kind of token it is.
  var kind: Kind
  /// How it was written.
  var form: Form

  /// Whether it is a word or a number.
  var isWord: Bool { kind == .word || kind == .number }

  /// The key of a word.
  static func key(_ word: String) -> UInt64 {
    var hash = offset
    for byte in word.utf8 { hash = step(hash, byte) }
    return hash
  }

  static let offset: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds one byte to a hash, ASCII letters lower-cased.
  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    let lowered = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    return (hash ^ UInt64(lowered)) &* 0x0000_0100_0000_01B3
  }
}
