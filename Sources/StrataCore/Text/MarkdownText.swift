/// Text from outside, made harmless: on one line, without markup, without control characters that
/// a terminal would obey or that turn the direction of writing.
package func markdown(_ text: String) -> String {
  if isHarmless(text) { return text }
  var result = String.UnicodeScalarView()
  let scalars = Array(text.unicodeScalars)
  var isLeadingNumber = true
  for (index, scalar) in scalars.enumerated() {
    switch scalar {
    case "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
      if result.last != " " { result.append(" ") }
    case "\\", "`", "*", "[", "]", "<", "|", "~", "$":
      result.append("\\")
      result.append(scalar)
    case "_" where !isWithinWord(index, scalars), "&" where beginsReference(index, scalars):
      result.append("\\")
      result.append(scalar)
    case "#", ">", "-", "+", "=":
      if result.isEmpty { result.append("\\") }
      result.append(scalar)
    case ".", ")":
      // "1." at the start of a line would begin a list.
      if isLeadingNumber, !result.isEmpty { result.append("\\") }
      result.append(scalar)
    default: result.append(isHarmful(scalar) ? "\u{FFFD}" : scalar)
    }
    isLeadingNumber = isLeadingNumber && ("0"..."9").contains(scalar)
  }
  return String(result)
}

/// Most text is a letter and then letters, digits and signs that mean nothing in Markdown.
private func isHarmless(_ text: String) -> Bool {
  guard let first = text.utf8.first, isLetter(first) else { return false }
  return text.utf8.allSatisfy { byte in
    isLetter(byte) || (0x30...0x39).contains(byte)
      || " ,;:.'\"/?!%@()+-=".utf8.contains(byte)
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
}

/// `&amp;` and `&#38;` stand for another character; any other ampersand stands for itself.
private func beginsReference(_ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
  index + 1 < scalars.count && (scalars[index + 1] == "#" || isWordCharacter(scalars[index + 1]))
}

/// An underscore between letters or digits is no emphasis, and reads better without a backslash.
private func isWithinWord(_ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
  guard index > 0, index + 1 < scalars.count else { return false }
  return isWordCharacter(scalars[index - 1]) && isWordCharacter(scalars[index + 1])
}

private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII
    ? ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    : scalar.properties.isAlphabetic
}

private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F: false
  case 0x00..<0x20, 0x7F..<0xA0: true
  case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
