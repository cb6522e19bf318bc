import Testing

@testable import StrataCore

@Suite("Redaction")
struct RedactionTests {
  /// Made up; put together here, so that no scanner takes this file for a leak.
  static let aws = "AKIA" + "ABCDEFGHIJKLMNOP"
  static let key =
    "-----BEGIN OPENSSH PRIVATE" + " KEY-----\nb3BlbnNzaC1rZXktdjE\nAAAA\n-----END OPENSSH PRIVATE"
    + " KEY-----"

  private static func kept(
    _ text: String, limit: Int = 1 << 20, rules: RedactionRules = .standard, pieces: Int = 1 << 20
  ) throws -> OutputKeeper.Kept {
    var keeper = OutputKeeper(limit: limit, rules: rules)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      keeper.add(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
    }
    return try keeper.finish()
  }

  @Test(arguments: [
    ("id \(aws) ok", "id [redacted: aws_key] ok"),
    (
      "git clone https://ada:s3cret@git.example.org/x",
      "git clone https://ada:[redacted: url_password]@git.example.org/x"
    ),
    (
      "Authorization: Basic YWRhOnMzY3JldA==\nHost: a",
      "Authorization: [redacted: authorization]\nHost: a"
    ),
    ("DB_PASSWORD='two words' make", "DB_PASSWORD='[redacted: secret]' make"),
    ("{\"token\": \"abc-def\", \"n\": 1}", "{\"token\": \"[redacted: secret]\", \"n\": 1}"),
    ("mysql --password hunter2 -u ada", "mysql --password [redacted: option] -u ada"),
    ("x gh" + "p_abcdefghijklmnopqrstuvwxyz012345 y", "x [redacted: token] y"),
    ("before\n\(key)\nafter", "before\n[redacted: private_key]\nafter"),
    ("nothing to hide: 12 pods, 3 nodes", "nothing to hide: 12 pods, 3 nodes"),
  ])
  func `takes out what looks like a secret`(text: String, expected: String) throws {
    let kept = try Self.kept(text)
    #expect(String(decoding: kept.bytes, as: UTF8.self) == expected)
    #expect(kept.redactionCount == (text == expected ? 0 : 1))
    #expect(kept.totalByteCount == Int64(text.utf8.count))
  }

  @Test(arguments: [1, 2, 3, 7, 16, 100, 4096])
  func `does not care where chunks were cut`(pieces: Int) throws {
    let text =
      String(repeating: "line of no interest\n", count: 40) + "a \(Self.aws) b\n\(Self.key)\nend"
    #expect(try Self.kept(text, pieces: pieces) == Self.kept(text))
    #expect(
      !String(decoding: try Self.kept(text, pieces: pieces).bytes, as: UTF8.self).contains("b3Blbn")
    )
  }

  /// The borders of what is kept are moved over a secret byte by byte.
  @Test func `no border of what is kept lays a part of a secret open`() throws {
    let secret = "hvs." + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let limit = 200
    for offset in 60...140 {
      for atEnd in [false, true] {
        let near = String(String(repeating: "a ", count: offset).prefix(offset))
        let far = String(repeating: "c ", count: 40_000)
        let text = atEnd ? "\(far) \(secret) \(near)" : "\(near) \(secret) \(far)"
        let kept = try Self.kept(text, limit: limit, pieces: 997)
        let shown = String(decoding: kept.bytes, as: UTF8.self)
        for length in 6...secret.count {
          #expect(
            !shown.contains(secret.prefix(length)) && !shown.contains(secret.suffix(length)),
            "\(offset) \(atEnd)")
        }
        #expect(shown.contains("bytes left out here"))
        #expect(kept.bytes.count < limit + 200)
      }
    }
  }

  @Test func `keeps beginning and end and says how much is missing`() throws {
    let text = String(repeating: "h", count: 50_000) + String(repeating: "t", count: 50_000)
    for pieces in [1, 1000, 99_999, 1 << 20] {
      let kept = try Self.kept(text, limit: 1000, pieces: pieces)
      let shown = String(decoding: kept.bytes, as: UTF8.self)
      #expect(
        shown.hasPrefix(
          String(repeating: "h", count: 500) + "\n[strata: 99000 bytes left out here]\n"))
      #expect(shown.hasSuffix("\n" + String(repeating: "t", count: 500)))
      #expect(kept.omittedByteCount == 99_000 && kept.totalByteCount == 100_000)
    }
    #expect(
      try Self.kept("abc", limit: 0).bytes == Array("\n[strata: 3 bytes left out here]\n".utf8))
    #expect(try Self.kept("", limit: 0).bytes == [])
  }

  /// A pattern that is tried from every character to the end of the line takes hours for these.
  @Test(arguments: ["a", "a.", "a-", "-", "--a", "A1_", "https://", "\"", " ", "\n"])
  func `a long line without a secret takes no time`(piece: String) throws {
    let text = String(repeating: piece, count: 400_000 / piece.utf8.count)
    let kept = try Self.kept(text)
    #expect(kept.redactionCount == 0 && kept.bytes.count == text.utf8.count)
  }

  @Test func `bytes that are no text pass unchanged`() throws {
    var keeper = OutputKeeper(limit: 1 << 16, rules: .standard)
    let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0) }
    keeper.add(bytes)
    #expect(try keeper.finish().bytes == bytes)
  }

  @Test func `rules are read and checked`() throws {
    let own = try RedactionRules(
      json: Array(#"{"patterns": {"ticket": "TICKET-(\\d+)"}}"#.utf8), place: "rules")
    #expect(
      try own.redacting("see TICKET-42 and \(Self.aws)").text
        == "see TICKET-[redacted: ticket] and [redacted: aws_key]")
    let alone = try RedactionRules(
      json: Array(#"{"patterns": {"ü": "(?:ü)+"}, "standard": false}"#.utf8), place: "rules")
    #expect(try alone.redacting("süüß \(Self.aws)").text == "s[redacted: ü]ß \(Self.aws)")
    for text in [
      "[]", #"{"patterns": {"a": "("}}"#, #"{"patterns": {"a": 1}}"#, #"{"pattern": {}}"#,
      #"{"standard": 1}"#,
    ] {
      #expect(throws: StrataError.self, "\(text)") {
        try RedactionRules(json: Array(text.utf8), place: "rules")
      }
    }
  }
}
