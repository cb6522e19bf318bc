import StrataCore
import Testing

@testable import strata

@Suite("Text on a terminal")
struct TextTests {
  @Test(arguments: [
    ("\u{1B}[31mred\u{1B}[0m", #"\u{1B}[31mred\u{1B}[0m"#),
    ("\u{9B}2J", #"\u{9B}2J"#), ("bell\u{7}", #"bell\u{7}"#), ("a\u{0}b", #"a\u{0}b"#),
    ("txt.\u{202E}exe", #"txt.\u{202E}exe"#), ("a\u{2028}b", #"a\u{2028}b"#),
    ("a\nb\tc", "a b c"), ("grüße 👩‍💻 日本", "grüße 👩‍💻 日本"),
  ])
  func `what could steer a terminal is shown and not sent`(text: String, shown: String) {
    #expect(TerminalText.line(text) == shown)
  }

  @Test func `a block keeps its line breaks only`() {
    #expect(TerminalText.block("a\r\nb\tc\rd") == "a\nb    c\\u{D}d")
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("👩‍💻", 2), ("🇩🇪", 2), ("❤️", 2),
    ("ｱ", 1), ("Ａ", 2), ("한글", 4), ("", 0),
  ])
  func `the width is what a terminal shows`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func `text is cut at the width, not through a wide character`() {
    #expect(DisplayWidth.fitting("日本語", in: 5) == "日本…")
    #expect(DisplayWidth.fitting("日本語", in: 4) == "日…")
    #expect(DisplayWidth.fitting("abc", in: 3) == "abc")
    #expect(DisplayWidth.fitting("abc", in: nil) == "abc")
  }

  @Test func `text is wrapped at spaces, long words at the width`() {
    #expect(DisplayWidth.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(DisplayWidth.wrapped("abcdefgh", to: 5) == ["abcde", "fgh"])
    #expect(DisplayWidth.wrapped("a\n\nb", to: 5) == ["a", "", "b"])
    #expect(DisplayWidth.wrapped("日本語", to: 4) == ["日本", "語"])
  }

  @Test func `columns of a table stand under each other whatever they hold`() {
    var table = Table()
    table.add(("日本", .version), ("x", nil))
    table.add(("a", nil), ("y z", nil))
    #expect(
      table.lines(indent: 1, width: nil, style: Style(isColoured: false)) == [
        " 日本  x", " a     y z",
      ])
  }

  @Test(arguments: [
    ("acme/v1.0.0", "acme/v1.0.0"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("", "''"),
    ("$(rm)", "'$(rm)'"), ("日本", "'日本'"),
  ])
  func `what is shown to be typed can be typed`(word: String, shown: String) {
    #expect(ShellWord.quoted(word) == shown)
  }

  @Test(
    arguments: [
      (0, "0 s"), (59, "59 s"), (60, "1 min"), (3660, "1 h 1 min"), (90_000, "1 d 1 h"),
      (86_400, "1 d"),
    ] as [(Int64, String)])
  func `durations have two units`(seconds: Int64, text: String) {
    #expect(TimeText.duration(microseconds: seconds * 1_000_000) == text)
  }

  @Test func `JSON hides no control character`() throws {
    let line = try JSONOutput.line(["a": "\u{1B}\u{9B}\u{202E}\u{E0041}é"])
    #expect(line == #"{"a":"\u001b\u009b\u202e\udb40\udc41é"}"#)
  }
}
