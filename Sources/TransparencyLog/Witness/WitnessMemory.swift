/// What a witness cosigned last of each log, as one text:
///
/// ```
/// witness-memory/v1
/// example.com/log 15 rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=
/// ```
public struct WitnessMemory: Hashable, Sendable {
  private static let firstLine = "witness-memory/v1"
  /// A longer text is refused.
  public static let maximumByteCount = 16 << 20

  /// The checkpoint of each log that was cosigned last.
  public private(set) var states: [KeyName: WitnessState] = [:]

  /// A witness that has cosigned nothing.
  public init() {}

  /// Reads the text; throws ``TransparencyLogError/Code/malformed`` with the line unless it is exactly
  /// as ``bytes`` writes it.
  public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw TransparencyLogError(
        .limitExceeded, "a witness's memory has at most \(Self.maximumByteCount) bytes")
    }
    var scanner = LineScanner(bytes[...])
    let first = try scanner.next("the first line")
    guard first.elementsEqual(Self.firstLine.utf8) else {
      throw scanner.failure("the first line of a witness's memory is '\(Self.firstLine)'")
    }
    while !scanner.isAtEnd {
      let parts = try scanner.next("the log").split(
        separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard parts.count == 3 else {
        throw scanner.failure("a log has a name, a size and a root")
      }
      let name = try KeyName(utf8: parts[0])
      let size = try TreeSize(try scanner.number(parts[1], "the size"))
      states[name] = WitnessState(size: size, root: try scanner.hash(parts[2], "the root"))
    }
    guard self.bytes == bytes else {
      throw scanner.failure("the logs are not in order, or one is there twice")
    }
  }

  /// The text, the logs in the order of their names' bytes.
  public var bytes: [UInt8] {
    let lines = states.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
      .map { "\($0.key) \($0.value.size) \($0.value.root)\n" }
    return Array((["\(Self.firstLine)\n"] + lines).joined().utf8)
  }

  /// What was cosigned last of a log; nil where nothing was.
  public subscript(log: KeyName) -> WitnessState? {
    get { states[log] }
    set { states[log] = newValue }
  }
}
