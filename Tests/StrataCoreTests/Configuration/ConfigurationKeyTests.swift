import StrataCore
import Testing

@Suite("Configuration keys, scopes and values (B1)")
struct ConfigurationKeyTests {
  @Test func `a leading slash is dropped, because Consul refuses it`() throws {
    #expect(
      try ConfigurationKey("/rebe-shell/config/version").path == "rebe-shell/config/version")
    #expect(try ConfigurationKey("/a") == ConfigurationKey("a"))
    #expect(try ConfigurationKey("größe/a b/c").segments == ["größe", "a b", "c"])
    let longest = String(repeating: "x", count: 512)
    #expect(try ConfigurationKey("/" + longest).path == longest)
  }

  @Test(arguments: [
    ("", "it is empty"),
    ("/", "it is empty"),
    ("//a", "segment 1 is empty"),
    ("a//b", "segment 2 is empty"),
    ("a/b/", "segment 3 is empty"),
    ("a/../b", "segment 2 is '..'"),
    ("a/.", "segment 2 is '.'"),
    ("a/%2e%2E/b", "segment 2 has an encoded '.' or '/'"),
    ("a%2Fb", "segment 1 has an encoded '.' or '/'"),
    (" a", "segment 1 starts or ends with white space"),
    ("a/b ", "segment 2 starts or ends with white space"),
    ("a\nb", "the character U+000A at position 2 is not allowed"),
    ("a\0b", "the character U+0000 at position 2 is not allowed"),
    ("a\u{202E}b", "the character U+202E at position 2 is not allowed"),
    ("cafe\u{301}", "it is not in Unicode normal form C"),
    (String(repeating: "ä", count: 257), "it has 514 bytes, and 512 are the most"),
  ])
  func `a key that Consul or a reader would stumble over is refused`(key: String, reason: String) {
    let error = #expect(throws: StrataError.self) { try ConfigurationKey(key) }
    #expect(error?.message.hasSuffix(reason) == true, "\(error?.message ?? "")")
    #expect(error?.code == .invalidInput && error?.remedy != nil)
  }

  @Test func `a slash at the end means what lies under a key`() throws {
    let key = try ConfigurationKey("a/b")
    #expect(try ConfigurationScope("/a/b") == .key(key))
    #expect(try ConfigurationScope("a/b/") == .under(key))
    #expect(try ConfigurationScope("/") == .everything)
    #expect(try ConfigurationScope("") == .everything)
    #expect(throws: StrataError.self) { try ConfigurationScope("a//") }
    let under = ConfigurationScope.under(key)
    for (path, isMeant) in [("a/b/c", true), ("a/b", false), ("a/bc", false), ("a/b-d/c", false)] {
      #expect(under.contains(try ConfigurationKey(path)) == isMeant, "\(path)")
    }
    for text in ["/", "a/b", "a/b/"] {
      #expect(try ConfigurationScope(text).description == text)
    }
  }

  @Test func `a value has at most 512 KiB`() throws {
    let longest = [UInt8](repeating: 7, count: 524_288)
    #expect(try ConfigurationValue(longest).bytes.count == 524_288)
    let error = #expect(throws: StrataError.self) { try ConfigurationValue(longest + [7]) }
    #expect(error?.message == "the value has 524289 bytes, and 524288 are the most")
    #expect(try ConfigurationValue([0xFF]).text == nil)
    #expect(try ConfigurationValue("é").text == "é")
  }

  @Test func `a flag is true, false, or an error that says what is there`() throws {
    let key = try ConfigurationKey("rebe-shell/config/feature-flags")
    let value = try ConfigurationValue(
      #"{"wasm-preview": true, "claude-integration": false, "rate": 3}"#)
    #expect(try value.flag("wasm-preview", of: key))
    #expect(try !value.flag("claude-integration", of: key))
    func error(_ text: String, _ flag: String) -> StrataError? {
      #expect(throws: StrataError.self) {
        try ConfigurationValue(text).flag(flag, of: key)
      }
    }
    let text = value.text ?? ""
    #expect(error(text, "gone")?.code == .notFound)
    #expect(error(text, "gone")?.remedy == "it has: claude-integration, rate, wasm-preview")
    #expect(error(text, "rate")?.message.hasSuffix("is neither true nor false") == true)
    #expect(error("[true]", "a")?.message.contains("is no JSON object") == true)
    let broken = error("{\"a\": tru}", "a")
    #expect(broken?.code == .invalidInput)
    #expect((broken?.cause as? StrataError)?.place?.hasPrefix("\(key):1:") == true)
  }
}
