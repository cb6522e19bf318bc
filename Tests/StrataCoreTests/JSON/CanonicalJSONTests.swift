import Foundation
import StrataCore
import StrataTesting
import Testing

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalJSONTests {
  private func text(_ value: JSONValue) throws -> String {
    String(decoding: try CanonicalJSON.bytes(value), as: UTF8.self)
  }

  @Test func `names are sorted by UTF-16 code units, without white space`() throws {
    let value: JSONValue = [
      "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet",
      "1": "One", "\u{1F600}": "Emoji", "\u{80}": "Control", "\u{F6}": "Latin o",
    ]
    let order = ["Carriage Return", "One", "Control", "Latin o", "Euro Sign", "Emoji", "Hebrew"]
    let written = try text(value)
    let positions = try order.map { try #require(written.range(of: $0)).lowerBound }
    #expect(positions == positions.sorted())
    #expect(!written.contains(": "))
  }

  @Test func `strings take only the escapes that must be`() throws {
    #expect(
      try text("\u{20}\"\\/\u{08}\t\n\u{0C}\r\u{0F}\u{1F}\u{7F}é€😀")
        == #"" \"\\/\b\t\n\f\r\u000f\u001f"# + "\u{7F}é€😀\"")
  }

  // From RFC 8785, appendix B.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
      (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
      (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0xC340_0000_0000_0000, "-9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
      (0x44B5_2D02_C7E1_4AF6, "1e+23"), (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
      (0x444B_1AE4_D6E2_EF50, "1e+21"), (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
      (0x3EB0_C6F7_A0B5_ED8D, "0.000001"), (0x41B3_DE43_5555_5553, "333333333.3333332"),
      (0x41B3_DE43_5555_5555, "333333333.3333333"),
      (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
      (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ] as [(UInt64, String)])
  func `numbers are written as ECMAScript writes them`(bits: UInt64, written: String) throws {
    #expect(try text(.number(Double(bitPattern: bits))) == written)
  }

  @Test func `what other readers would round is refused`() {
    for value in [JSONValue.number(.nan), .number(.infinity), .integer((1 << 53) + 1)] {
      #expect(throws: StrataError.self) { try CanonicalJSON.bytes(value) }
    }
  }

  @Test func `the form is a fixed point, whatever the value`() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<3000 {
      let value = Self.random(depth: 4, using: &generator)
      let bytes = try CanonicalJSON.bytes(value)
      let read = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
      #expect(try CanonicalJSON.bytes(read) == bytes)
    }
  }

  private static func random(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    func string(_ generator: inout SeededGenerator) -> String {
      let scalars = (0..<Int.random(in: 0..<8, using: &generator)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0x1_1000, using: &generator))
      }
      return String(String.UnicodeScalarView(scalars))
    }
    switch Int.random(in: 0..<(depth == 0 ? 5 : 7), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(Int64.random(in: -(1 << 53) + 1..<(1 << 53), using: &generator))
    case 3:
      let value = Double(bitPattern: generator.next())
      return .number(value.isFinite ? value : 0.1)
    case 4: return .string(string(&generator))
    case 5:
      return .array(
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
          random(depth: depth - 1, using: &generator)
        })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<Int.random(in: 0..<5, using: &generator) {
        members[string(&generator)] = random(depth: depth - 1, using: &generator)
      }
      return .object(members)
    }
  }
}
