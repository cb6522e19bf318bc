import StrataCore
import StrataTesting
import Testing

@Suite("JSON splitter")
struct JSONSplitterTests {
  /// What a splitter gives out for a text that comes in chunks of the given sizes.
  private func split(
    _ bytes: [UInt8], _ mode: JSONSplitter.Mode, chunks: () -> Int, limit: Int = 1 << 20
  ) -> [JSONSplitter.Piece] {
    var splitter = JSONSplitter(mode, maximumBytes: limit)
    var pieces: [JSONSplitter.Piece] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + max(1, chunks()))
      Array(bytes[start..<end]).withUnsafeBufferPointer {
        splitter.consume($0) { pieces.append($0) }
      }
      start = end
    }
    splitter.finish { pieces.append($0) }
    return pieces
  }

  private func split(
    _ text: String, _ mode: JSONSplitter.Mode = .array, limit: Int = 1 << 20
  ) -> [JSONSplitter.Piece] {
    split(Array(text.utf8), mode, chunks: { 4096 }, limit: limit)
  }

  private func texts(_ pieces: [JSONSplitter.Piece]) -> [String] {
    pieces.map { piece in
      switch piece.content {
      case .success(let bytes): String(decoding: bytes, as: UTF8.self)
      case .failure(let fault): "\(piece.line):\(piece.column) \(fault.message)"
      }
    }
  }

  @Test("gives out the elements of an array as they are written")
  func elements() {
    let text = " [ {\"a\": [1, \"]}\\\"\"]} ,\n\"x,]\\\\\", 12,true ,[[]]\n]\n"
    let pieces = split(text)
    #expect(
      texts(pieces) == ["{\"a\": [1, \"]}\\\"\"]}", "\"x,]\\\\\"", "12", "true", "[[]]"])
    #expect(pieces.map(\.line) == [1, 2, 2, 2, 2])
    #expect(pieces.map(\.ordinal) == [1, 2, 3, 4, 5])
    #expect(pieces.map(\.column) == [4, 1, 10, 13, 19])
    for piece in pieces {
      let bytes = Array(text.utf8)[piece.offset..<piece.offset + piece.length]
      #expect(piece.content == .success(Array(bytes)))
    }
  }

  @Test(
    "names what is wrong between elements and goes on",
    arguments: [
      ("[{},]", ["{}", "1:5 a comma stands before the closing ]"]),
      ("[{}\n{}]", ["{}", "2:1 no comma stands between two records", "{}"]),
      ("[{},,{}]", ["{}", "1:5 ',' stands where a record should begin", "{}"]),
      ("[{}] x y", ["{}", "1:6 text stands after the closing ]"]),
      ("[{}, {\"a\": ", ["{}", "1:6 the file ends inside this record"]),
      ("[{},\n{}\n", ["{}", "{}", "3:1 the file ends before the closing ]"]),
      (
        "[\n{\"a\": \"x},\n{\"b\": 1}}\n,{\"c\": 2}]", ["{\"a\": \"x},\n{\"b\": 1}}", "{\"c\": 2}"]
      ),
      ("[]", []), ("[", ["1:2 the file ends before the closing ]"]),
      ("{}", ["1:1 expected '['"]),
    ])
  func faults(text: String, expected: [String]) {
    #expect(texts(split(text)) == expected)
  }

  @Test("gives out lines, whatever ends them, and passes over blank ones")
  func lines() {
    let pieces = split("{\"a\":1}\r\n\r\n  \n{\"b\":2}\n\n{\"c\"", .lines)
    #expect(texts(pieces) == ["{\"a\":1}\r", "{\"b\":2}", "{\"c\""])
    #expect(pieces.map(\.line) == [1, 4, 6])
    #expect(pieces.map(\.ordinal) == [1, 2, 3])
  }

  @Test("passes over a record that is too long, and keeps none of it")
  func tooLong() {
    let long = "\"" + String(repeating: "x", count: 100) + "\""
    let expected = "the record has 102 bytes; at most 50 are read"
    #expect(texts(split("[1,\(long),2]", limit: 50)) == ["1", "1:4 \(expected)", "2"])
    #expect(texts(split("1\n\(long)\n2", .lines, limit: 50)) == ["1", "2:1 \(expected)", "2"])
    #expect(texts(split(long, .document, limit: 50)) == ["1:1 \(expected)"])
  }

  @Test("gives out the same for chunks of any size")
  func chunkSizes() {
    var generator = SeededGenerator.printingSeed("splitter chunks")
    for round in 0..<300 {
      let values = (0..<Int.random(in: 0..<6, using: &generator)).map { _ in
        RandomJSON.value(depth: 3, using: &generator)
      }
      let array = RandomJSON.write(.array(values), using: &generator)
      let lines = values.map(\.shown).joined(separator: "\n")
      var damaged = Array(array.utf8)
      if round.isMultiple(of: 2) {
        let place = Int.random(in: 0..<damaged.count, using: &generator)
        damaged[place] = UInt8.random(in: 0...255, using: &generator)
      }
      for (bytes, mode) in [
        (Array(array.utf8), JSONSplitter.Mode.array), (damaged, .array),
        (Array(lines.utf8), .lines), (damaged, .lines), (damaged, .document),
      ] {
        let whole = split(bytes, mode, chunks: { .max / 2 }, limit: 60)
        for size in [1, 2, 3, 7] {
          #expect(
            split(bytes, mode, chunks: { size }, limit: 60) == whole,
            "STRATA_SEED=\(generator.seed), \(size): \(String(decoding: bytes, as: UTF8.self))")
        }
        let mixed = split(
          bytes, mode, chunks: { Int.random(in: 1...9, using: &generator) }, limit: 60)
        #expect(mixed == whole, "STRATA_SEED=\(generator.seed)")
      }
      let read = split(Array(array.utf8), .array, chunks: { 5 }).map { piece in
        try? JSONParser.parse(piece.content.get())
      }
      #expect(read == values, "STRATA_SEED=\(generator.seed): \(array)")
    }
  }
}
