import Glibc
import StrataCore
import StrataStore

/// Reads a column's value from PostgreSQL's binary form; nil where the type is not known here, or
/// the form is not that of the type.
enum PostgresValue {
  static func value(_ bytes: UnsafeRawBufferPointer, type: UInt32) -> SQLValue? {
    switch PostgresType(rawValue: type) {
    case .bool: bytes.first.map { .integer($0 == 0 ? 0 : 1) }
    case .int2: integer(Int16.self, bytes).map { .integer(Int64($0)) }
    case .int4: integer(Int32.self, bytes).map { .integer(Int64($0)) }
    case .int8: integer(Int64.self, bytes).map(SQLValue.integer)
    case .float4: integer(UInt32.self, bytes).map { .text(String(Float(bitPattern: $0))) }
    case .float8: integer(UInt64.self, bytes).map { .text(String(Double(bitPattern: $0))) }
    case .numeric: numeric(bytes)
    case .bytes: .bytes(Array(bytes))
    case .text, .name, .json, .character, .varying, .unknown:
      .text(String(decoding: bytes, as: UTF8.self))
    // A byte with the version of the form stands before the text.
    case .jsonb:
      bytes.first == 1
        ? .text(
          String(decoding: UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), as: UTF8.self))
        : nil
    case .uuid: uuid(bytes)
    case .inet, .cidr: address(bytes)
    case .moment: moment(bytes)
    case .void: .null
    case nil: nil
    }
  }

  private static func integer<Number: FixedWidthInteger>(
    _ type: Number.Type, _ bytes: UnsafeRawBufferPointer, at offset: Int = 0
  ) -> Number? {
    guard bytes.count >= offset + Number.bitWidth / 8 else { return nil }
    return Number(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  private static func moment(_ bytes: UnsafeRawBufferPointer) -> SQLValue? {
    // The largest and the smallest number stand for infinity, which no entry has.
    guard let number = integer(Int64.self, bytes), number != .max, number != .min else {
      return nil
    }
    let (sum, overflows) = number.addingReportingOverflow(PostgresArguments.epochOffset)
    return overflows ? nil : .time(Timestamp(microseconds: sum))
  }

  private static func uuid(_ bytes: UnsafeRawBufferPointer) -> SQLValue? {
    guard bytes.count == 16 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return .text(String(decoding: text, as: UTF8.self))
  }

  /// Family (2 or 3), length of the network's prefix, whether it is a network, length, address.
  private static func address(_ bytes: UnsafeRawBufferPointer) -> SQLValue? {
    guard bytes.count >= 4, bytes.count == 4 + Int(bytes[3]), [2, 3].contains(bytes[0]) else {
      return nil
    }
    let family = bytes[0] == 2 ? AF_INET : AF_INET6
    let isNetwork = bytes[2] != 0 || Int(bytes[1]) != 8 * Int(bytes[3])
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let address = Array(bytes.dropFirst(4))
    guard inet_ntop(family, address, &text, socklen_t(text.count)) != nil else { return nil }
    let shown = String(
      decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return .text(isNetwork ? "\(shown)/\(bytes[1])" : shown)
  }

  /// Digits to the base of 10,000; how many of them stand before the point; the sign. An integer
  /// where it is one that fits, otherwise a text, as SQLite's driver has it.
  private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue? {
    guard let count = integer(Int16.self, bytes), let weight = integer(Int16.self, bytes, at: 2),
      let sign = integer(UInt16.self, bytes, at: 4), sign == 0 || sign == 0x4000
    else { return nil }
    var whole = ""
    var fraction = ""
    for place in 0..<max(Int(count), Int(weight) + 1) {
      let digit = place < count ? integer(Int16.self, bytes, at: 8 + 2 * place) : 0
      guard let digit else { return nil }
      let text = String(Int(digit) + 10_000).dropFirst()
      if place <= weight { whole += text } else { fraction += text }
    }
    let zeros = String(repeating: "0000", count: max(0, -Int(weight) - 1))
    fraction = String((zeros + fraction).reversed().drop { $0 == "0" }.reversed())
    whole = String(whole.drop { $0 == "0" })
    let minus = sign == 0 ? "" : "-"
    if fraction.isEmpty, let number = Int64(minus + (whole.isEmpty ? "0" : whole)) {
      return .integer(number)
    }
    return .text(
      "\(minus)\(whole.isEmpty ? "0" : whole)" + (fraction.isEmpty ? "" : ".\(fraction)"))
  }
}
