import StrataCore
import StrataStore

/// The values of a statement as libpq takes them: by the type of each parameter, which the server
/// has told.
struct PostgresArguments {
  private var buffer: [UInt8] = []
  private var offsets: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  /// Microseconds from 1970 to 2000, where PostgreSQL's moments begin.
  static let epochOffset: Int64 = 946_684_800_000_000

  /// - Throws: ``StrataError``: `conflict` where a value is not of its parameter's type,
  ///   `invalidInput` where a text cannot be kept.
  init(_ values: [SQLValue], types: [UInt32], at place: String) throws(StrataError) {
    for (index, (value, type)) in zip(values, types).enumerated() {
      try value.requireStorable()
      guard append(value, as: PostgresType(rawValue: type)) else {
        throw StrataError(
          .conflict, "value \(index + 1) of a statement does not fit its column", place: place,
          remedy: "report it: it is a mistake in Strata")
      }
    }
  }

  private mutating func append(_ value: SQLValue, as type: PostgresType?) -> Bool {
    switch (value, type) {
    case (.null, _):
      offsets.append(nil)
      lengths.append(0)
      formats.append(0)
      return true
    case (.bytes(let bytes), .bytes): return append(bytes, isBinary: true)
    case (.bytes, _), (_, .bytes): return false
    case (.time(let time), .moment):
      return append(
        withUnsafeBytes(of: (time.microseconds - Self.epochOffset).bigEndian) { Array($0) },
        isBinary: true)
    case (.time(let time), .int8): return append(String(time.microseconds).utf8, isBinary: false)
    case (.time, _), (.integer, .moment): return false
    case (.integer(let number), _): return append(String(number).utf8, isBinary: false)
    case (.text(let text), _): return append(text.utf8, isBinary: false)
    }
  }

  private mutating func append(_ bytes: some Collection<UInt8>, isBinary: Bool) -> Bool {
    guard let length = Int32(exactly: bytes.count) else { return false }
    offsets.append(buffer.count)
    lengths.append(length)
    formats.append(isBinary ? 1 : 0)
    buffer += bytes
    buffer.append(0)
    return true
  }

  /// Lends the values, their lengths and their formats (0 text, 1 binary).
  func withPointers<Value>(
    _ body: (
      _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
      _ formats: UnsafePointer<Int32>?
    ) -> Value
  ) -> Value {
    buffer.withUnsafeBytes { bytes in
      let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
      return body(pointers, lengths, formats)
    }
  }
}
