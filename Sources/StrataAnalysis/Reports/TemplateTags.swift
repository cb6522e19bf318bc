import StrataCore

/// The tags of a Mustache template as far as they must be known before it is read: what it names, and
/// how deep it goes.
struct TemplateTags {
  /// One tag.
  struct Tag: Hashable {
    enum Kind: Hashable { case variable, section, inverted, end }
    var kind: Kind
    var name: String
    var line: Int
  }

  /// How deep sections may stand in one another; the reader and the writer recurse.
  static let maximumDepth = 16

  let tags: [Tag]

  /// Finds the tags.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for a kind of tag that reports do not have, or
  ///   sections deeper than ``maximumDepth``.
  init(of text: String, place: String) throws(StrataError) {
    var tags: [Tag] = []
    var line = 1
    var depth = 0
    var rest = Substring(text)
    while let start = rest.firstRange(of: "{{") {
      line += Self.lines(in: rest[..<start.lowerBound])
      rest = rest[start.upperBound...]
      guard let sigil = rest.first else { break }
      // An end that is missing is told by the parser, with its line.
      let closing = sigil == "{" ? "}}}" : "}}"
      guard let end = rest.firstRange(of: closing) else { break }
      let inside = rest[..<end.lowerBound]
      rest = rest[end.upperBound...]
      defer { line += Self.lines(in: inside) }
      if sigil == "!" { continue }
      if let refused = Self.refused[sigil] {
        throw StrataError(
          .invalidInput, "line \(line): \(refused), which a report's template cannot have",
          place: place, remedy: "take the tag out; docs/reports.md says what a template may have")
      }
      let kind: Tag.Kind = Self.kinds[sigil] ?? .variable
      let hasSigil = Self.kinds[sigil] != nil || sigil == "{" || sigil == "&"
      let name = (hasSigil ? inside.dropFirst() : inside).filter { !$0.isWhitespace }
      tags.append(Tag(kind: kind, name: String(name), line: line))
      depth += kind == .end ? -1 : kind == .variable ? 0 : 1
      guard depth <= Self.maximumDepth else {
        throw StrataError(
          .invalidInput,
          "line \(line): sections stand deeper than \(Self.maximumDepth) in one another",
          place: place, remedy: "close sections before others begin")
      }
    }
    self.tags = tags
  }

  private static let kinds: [Character: Tag.Kind] = ["#": .section, "^": .inverted, "/": .end]
  private static let refused: [Character: String] = [
    ">": "a partial", "<": "a parent", "$": "a block", "=": "other delimiters", "%": "a setting",
  ]
  /// What swift-mustache offers inside a list.
  private static let positions: Set<String> = ["first()", "last()", "index()", "even()", "odd()"]

  private static func lines(in text: Substring) -> Int { text.count { $0.isNewline } }

  /// The section that is still open at the end, the outermost one.
  var unclosed: Tag? {
    var open: [Tag] = []
    for tag in tags where tag.kind != .variable {
      if tag.kind == .end { _ = open.popLast() } else { open.append(tag) }
    }
    return open.first
  }

  /// The names that stand for nothing where they stand, and those that stand for more than a tag shows.
  func misnamed(in shape: TemplateShape) -> [Tag] {
    var scopes = [shape]
    var unknown: [Tag] = []
    for tag in tags {
      if tag.kind == .end {
        if scopes.count > 1 { scopes.removeLast() }
        continue
      }
      let found = Self.shape(of: tag.name, in: scopes)
      switch found {
      case nil: unknown.append(tag)
      case .list?, .record?: if tag.kind == .variable { unknown.append(tag) }
      case .text?, .flag?: break
      }
      switch tag.kind {
      case .variable, .end: break
      case .inverted: scopes.append(scopes[scopes.count - 1])
      case .section:
        switch found {
        case .list(let element)?: scopes.append(element)
        case .record?, .text?: scopes.append(found ?? .text)
        case .flag?, nil: scopes.append(scopes[scopes.count - 1])
        }
      }
    }
    return unknown
  }

  private static func shape(of name: String, in scopes: [TemplateShape]) -> TemplateShape? {
    if name == "." { return scopes.last }
    if positions.contains(name) { return .flag }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first else { return nil }
    var found: TemplateShape?
    for scope in scopes.reversed() {
      if case .record(let members) = scope, let member = members[first] {
        found = member
        break
      }
    }
    for part in parts.dropFirst() {
      guard case .record(let members)? = found else { return nil }
      found = members[part]
    }
    return found
  }
}
