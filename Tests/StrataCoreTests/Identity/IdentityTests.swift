import StrataCore
import StrataTesting
import Testing

@Suite("Names and ids (S3)")
struct IdentityTests {
  @Test(arguments: [
    "acme", "Nørrebro Bank", "株式会社", "a", "v1.0.0", "a.b_c-d", String(repeating: "x", count: 128),
  ])
  func `a usable customer name is kept as it is`(name: String) throws {
    #expect(try CustomerID(name).name == name)
  }

  @Test(arguments: [
    ("", "it is empty"),
    (".", "it starts with '.'"),
    ("..", "it starts with '.'"),
    ("../etc", "it starts with '.'"),
    ("a/../../b", "the character U+002F at position 2 is not allowed"),
    ("a\\b", "the character U+005C at position 2 is not allowed"),
    ("-rf", "it starts with '-'"),
    ("a\0b", "the character U+0000 at position 2 is not allowed"),
    ("a\nb", "the character U+000A at position 2 is not allowed"),
    ("a\u{202E}b", "the character U+202E at position 2 is not allowed"),
    ("a\u{200B}b", "the character U+200B at position 2 is not allowed"),
    (" a", "it starts or ends with white space"),
    ("a\u{2003}", "it starts or ends with white space"),
    ("cafe\u{301}", "it is not in Unicode normal form C"),
    (String(repeating: "ä", count: 150), "it has 300 bytes"),
  ])
  func `a name that could harm as a path is refused`(name: String, reason: String) {
    let error = #expect(throws: StrataError.self) { try CustomerID(name) }
    #expect(error?.message.hasSuffix(reason) == true, "\(error?.message ?? "")")
    #expect(error?.remedy != nil)
  }

  @Test func `a session id is read in either case and written in lower case`() throws {
    let text = "550e8400-e29b-41d4-a716-446655440000"
    #expect(try SessionID(parsing: text.uppercased()).description == text)
    for bad in ["", "550e8400", text + "0", text.replacing("-", with: "_"), "../" + text] {
      #expect(throws: StrataError.self) { try SessionID(parsing: bad) }
    }
  }

  @Test func `new ids are version 7, unlike, and sort by creation`() {
    var generator = SeededGenerator.printingSeed()
    var ids: [SessionID] = []
    for millisecond in 0..<1000 {
      let time = Timestamp(microseconds: 1_700_000_000_000_000 + Int64(millisecond) * 1000)
      ids.append(SessionID(at: time, using: &generator))
    }
    #expect(Set(ids).count == ids.count)
    #expect(ids.sorted() == ids)
    for id in ids {
      let text = Array(id.description)
      #expect(text[14] == "7" && "89ab".contains(text[19]))
      #expect(SessionID(id.description) == id)
    }
  }

  @Test func `a session is named by its id or by customer and version`() throws {
    let name = try SessionName(parsing: "acme/v1.2.0")
    #expect(name == .version(try CustomerID("acme"), try SemanticVersion(parsing: "v1.2.0")))
    #expect(name.description == "acme/v1.2.0")
    let id = "550e8400-e29b-41d4-a716-446655440000"
    #expect(try SessionName(parsing: id).description == id)
    for bad in ["acme", "acme/1.2.0", "/v1.0.0", "a/b/v1.0.0", ""] {
      #expect(throws: StrataError.self) { try SessionName(parsing: bad) }
    }
  }

  @Test func `a family is known by the hash of its founder`() throws {
    let id = try SessionID(parsing: "550e8400-e29b-41d4-a716-446655440000")
    let family = FamilyID(foundedBy: id, of: try CustomerID("acme"))
    #expect(FamilyID(family.description) == family)
    #expect(family == FamilyID(foundedBy: id, of: try CustomerID("acme")))
    #expect(family != FamilyID(foundedBy: id, of: try CustomerID("acme2")))
    for bad in ["deployment--family", "deployment-XYZ-family", "deployment-family", ""] {
      #expect(FamilyID(bad) == nil)
    }
  }
}
