/// Text from outside as ``markdown(_:)`` gives it, with web and mail addresses as code: GitHub makes links
/// of bare addresses, escaped or not, except in code.
///
/// - Complexity: O(length).
package func markdownWithoutLinks(_ text: String) -> String {
  guard mayHoldAddress(text.utf8) else { return markdown(text) }
  var result = ""
  var plainStart = text.startIndex
  var wordStart: String.Index?
  var index = text.startIndex
  while true {
    let isEnd = index == text.endIndex
    if !isEnd, isOfAddress(text.utf8[index]) {
      wordStart = wordStart ?? index
    } else if let start = wordStart {
      wordStart = nil
      let word = withoutPunctuation(text[start..<index])
      if isAddress(word) {
        result += markdown(String(text[plainStart..<start])) + "`\(word)`"
        plainStart = word.endIndex
      }
    }
    if isEnd { break }
    index = text.utf8.index(after: index)
  }
  return result + markdown(String(text[plainStart...]))
}

/// Most text has no `@`, no colon within a word and no `www.`.
private func mayHoldAddress(_ bytes: String.UTF8View) -> Bool {
  var last: UInt8 = 0
  for byte in bytes {
    if byte == UInt8(ascii: "@") || last == UInt8(ascii: ":") && isOfAddress(byte)
      || byte == UInt8(ascii: ".") && last | 0x20 == UInt8(ascii: "w")
    {
      return true
    }
    last = byte
  }
  return false
}

/// A sentence's full stop or comma is no part of the address before it.
private func withoutPunctuation(_ word: Substring) -> Substring {
  var word = word
  while let last = word.utf8.last, ".,;:!?".utf8.contains(last) { word = word.dropLast() }
  return word
}

private func isAddress(_ word: Substring) -> Bool {
  guard mayHoldAddress(String(word).utf8) else { return false }
  let word = word.lowercased()
  return ["://", "www.", "@", "mailto:", "xmpp:"].contains { word.contains($0) }
}

/// What can stand in an address, and in code inside a cell of a table.
private func isOfAddress(_ byte: UInt8) -> Bool {
  (0x21..<0x7F).contains(byte) && !"`|<>\\\"".utf8.contains(byte)
}
