import Foundation
import StrataCore
import StrataTesting
import Testing

@Suite("JSON parser")
struct JSONParserTests {
  private func parse(_ text: String) -> Result<JSONValue, RecordFault> {
    Result { () throws(RecordFault) in try JSONParser.parse(Array(text.utf8)) }
  }

  @Test("reads every kind of value")
  func kinds() {
    #expect(
      parse(#" {"a": [null, true, false, -0, 12, 1.5, 1e2, "x\u00e9\ud83d\ude00\/"], "b": {}} "#)
        == .success([
          "a": [.null, true, false, 0, 12, .number(1.5), 100, "xé😀/"], "b": [:],
        ]))
    #expect(parse(#"{"a": 1, "a": 2}"#) == .success(["a": 2]))
    #expect(parse(#""\ud800 \udc00\ud800x""#) == .success("\u{FFFD} \u{FFFD}\u{FFFD}x"))
    #expect(parse("9223372036854775807") == .success(.integer(.max)))
    #expect(parse("1.0") == .success(1))
  }

  @Test(
    "says which byte is to blame",
    arguments: [
      ("", 0, "the JSON ends too early"),
      ("{", 1, "the JSON ends too early"),
      (#"{"a""#, 4, "the JSON ends too early"),
      ("\"abc", 4, "the JSON ends too early"),
      ("tru", 3, "the JSON ends too early"),
      ("-", 1, "the JSON ends too early"),
      ("[1,]", 3, "a comma stands before the closing ]"),
      (#"{"a":1,}"#, 7, "a comma stands before the closing }"),
      ("[1 2]", 3, "expected ',' or ']', found '2'"),
      (#"{"a" 1}"#, 5, "expected ':' after a name, found '1'"),
      (#"{"a":1 "b":2}"#, 7, "expected ',' or '}', found '\"'"),
      ("{a:1}", 1, "expected a name in double quotes, found 'a'"),
      ("['a']", 1, "a single quote begins a value"),
      ("[NaN]", 1, "expected a value, found 'N'"),
      ("[01]", 1, "a number has a leading zero"),
      ("[1.]", 3, "expected a digit"),
      ("[1e999]", 1, "a number is too large"),
      ("1,", 1, "a comma stands after the value"),
      ("{} {}", 3, "'{' stands after the end of the value"),
      ("\"a\nb\"", 2, "a string is not closed before the line ends"),
      ("\"a\u{1}\"", 2, "a string holds the control character the byte 0x01"),
      (#""\x""#, 1, "a backslash stands before 'x'"),
      (#""\u12g4""#, 1, "\\u needs four hexadecimal digits"),
    ])
  func faults(text: String, offset: Int, message: String) {
    guard case .failure(let fault) = parse(text) else {
      Issue.record("\(text) was accepted")
      return
    }
    #expect(fault.message == message)
    #expect(fault.offset == offset)
  }

  @Test("names the byte that is not UTF-8, also behind an escape")
  func notUTF8() {
    for (bytes, offset) in [
      (Array("\"ab".utf8) + [0xC3, 0x28, 0x22], 3), (Array("[\"\\n".utf8) + [0xFF, 0x22, 0x5D], 4),
    ] {
      let result = Result { () throws(RecordFault) in try JSONParser.parse(bytes) }
      guard case .failure(let fault) = result else {
        Issue.record("it was accepted")
        continue
      }
      #expect(fault.offset == offset)
      #expect(fault.message == "the byte 0x\(offset == 3 ? "C3" : "FF") is not UTF-8")
    }
  }

  @Test("refuses what is nested too deep and reads what is not", arguments: [256, 257, 10_000])
  func nesting(depth: Int) {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      let text =
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      switch parse(text) {
      case .success: #expect(depth == 256)
      case .failure(let fault):
        #expect(depth > 256)
        #expect(fault.message == "it is nested deeper than 256 levels")
      }
    }
  }

  @Test("reads back every value, however it is written, and agrees with Foundation")
  func roundTrip() throws {
    var generator = SeededGenerator.printingSeed("JSON round trip")
    for _ in 0..<2000 {
      let value = RandomJSON.value(depth: 4, using: &generator)
      let text = RandomJSON.write(value, using: &generator)
      #expect(parse(text) == .success(value), "STRATA_SEED=\(generator.seed): \(text)")
      let other = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      #expect(other == value, "STRATA_SEED=\(generator.seed): \(text)")
    }
  }

  @Test("never accepts what Foundation refuses among cut-off and damaged texts")
  func damaged() {
    var generator = SeededGenerator.printingSeed("damaged JSON")
    for _ in 0..<3000 {
      let value = RandomJSON.object(depth: 3, using: &generator)
      var bytes = Array(RandomJSON.write(value, using: &generator).utf8)
      if Bool.random(using: &generator) {
        bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
      } else {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      let ours = try? JSONParser.parse(bytes)
      let theirs = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
      // Half a surrogate pair, which Foundation refuses and exports do contain.
      if let ours, !ours.shown.unicodeScalars.contains("\u{FFFD}") {
        #expect(
          theirs != nil, "STRATA_SEED=\(generator.seed): \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }
}
