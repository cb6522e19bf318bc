import Testing

/// A page of HTML as a tree of tags, read strictly: what is not closed, or closed twice, is an error.
struct PageStructure {
  struct Tag {
    var name: String
    var attributes: [String: String]
    var text = ""
    var path: [String]
  }

  struct Malformed: Error { var what: String }

  private(set) var tags: [Tag] = []
  private static let void: Set<String> = ["meta", "br", "hr", "img", "link", "input"]

  init(_ page: String) throws {
    var rest = Substring(page)
    var open: [Int] = []
    while let start = rest.firstIndex(of: "<") {
      let text = rest[..<start]
      for index in open { tags[index].text += text }
      guard let end = rest[start...].firstIndex(of: ">") else { throw Malformed(what: "no end") }
      let inside = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if inside.hasPrefix("!") { continue }
      if inside.hasPrefix("/") {
        guard let last = open.popLast(), tags[last].name == inside.dropFirst() else {
          throw Malformed(what: "</\(inside.dropFirst())> closes nothing")
        }
        continue
      }
      let name = String(inside.prefix { !$0.isWhitespace })
      tags.append(
        Tag(
          name: name, attributes: try Self.attributes(inside.dropFirst(name.count)),
          path: open.map { tags[$0].name }))
      if !Self.void.contains(name) { open.append(tags.count - 1) }
    }
    guard open.isEmpty else { throw Malformed(what: "not closed: \(open.map { tags[$0].name })") }
  }

  private static func attributes(_ text: Substring) throws -> [String: String] {
    var attributes: [String: String] = [:]
    var rest = text.drop(while: \.isWhitespace)
    while !rest.isEmpty {
      guard let equals = rest.firstRange(of: "=\""),
        let end = rest[equals.upperBound...].firstIndex(of: "\"")
      else { throw Malformed(what: "attributes: \(text)") }
      attributes[String(rest[..<equals.lowerBound])] = String(rest[equals.upperBound..<end])
      rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace)
    }
    return attributes
  }

  func all(_ name: String) -> [Tag] { tags.filter { $0.name == name } }

  /// The only one of its name.
  func only(_ name: String) throws -> Tag {
    let found = all(name)
    #expect(found.count == 1, "\(found.count) of <\(name)>")
    return try #require(found.first)
  }
}
