import StrataCore
import Testing

@Suite("Shape of a file")
struct FileShapeTests {
  private func shape(_ head: [UInt8], named: Bool = false) -> Result<FileShape, RecordFault> {
    Result { () throws(RecordFault) in try FileShape(head: head, isNamedLines: named) }
  }

  @Test(
    "is seen from the first bytes",
    arguments: [
      ("[{\"role\":\"user\"}]", false, JSONSplitter.Mode.array),
      ("[{\"mapping\":{}},\n{\"mapping\":{}}]\n", false, .array),
      ("[\n  {\"mapping\": {}}\n]", false, .array),
      ("{\"messages\":[]}", false, .lines),
      ("{\"messages\":[]}\n{\"messages\":[]}\n", false, .lines),
      ("{\"a}\\\"{\":[]}\r\n{\"messages\":[]}", false, .lines),
      ("[{\"role\":\"user\"}]\n[{\"role\":\"user\"}]", false, .lines),
      ("{\n  \"messages\": []\n}", false, .document),
      ("{\n  \"messages\": []\n}", true, .lines),
      ("[{\"role\":\"user\"}]", true, .lines),
    ])
  func modes(text: String, named: Bool, mode: JSONSplitter.Mode) throws {
    let shape = try shape(Array(text.utf8), named: named).get()
    #expect(shape.mode == mode)
    #expect(shape.offset == 0)
    let marked = try self.shape([0xEF, 0xBB, 0xBF] + Array(text.utf8), named: named).get()
    #expect(marked.mode == mode)
    #expect(marked.offset == 3)
  }

  @Test("says what else the file is")
  func refusals() {
    let cases: [([UInt8], String)] = [
      ([], "the file is empty"),
      (Array(" \r\n\t".utf8), "the file is empty"),
      ([0xEF, 0xBB, 0xBF], "the file is empty"),
      (Array("user: hello there".utf8), "it is not JSON: it begins with \"user: hello \""),
      ([0x20, 0x89, 0x50, 0x4E], "it is not JSON: it begins with the byte 0x89"),
      ([0x50, 0x4B, 0x03, 0x04, 0], "the file is a ZIP archive"),
      ([0x1F, 0x8B, 8], "the file is compressed with gzip"),
      ([0xFF, 0xFE, 0x5B, 0], "the file is in UTF-16"),
    ]
    for (head, message) in cases {
      guard case .failure(let fault) = shape(head) else {
        Issue.record("\(message): it was accepted")
        continue
      }
      #expect(fault.message == message)
    }
  }
}
