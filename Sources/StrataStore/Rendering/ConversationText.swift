import StrataCore

/// The bytes of `conversation.json`: one turn a line, framed so that further turns are written over
/// the closing bytes, which costs the same however long the conversation is.
///
/// Every line ends with the number of its turn, from 1. So the end of a file alone tells whether it
/// holds all turns before those that are to be appended.
enum ConversationText {
  /// What stands after the last turn.
  static let closing = Array("\n  ]\n}\n".utf8)
  private static let opening = "\"turns\": ["

  /// The whole file.
  static func whole(_ session: Session, turns: [Turn]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(turns.reduce(256) { $0 + $1.content.utf8.count + 128 })
    bytes += "{\n  \"session_id\": ".utf8
    CanonicalJSON.append(string: session.id.description, to: &bytes)
    bytes += ",\n  \"customer_id\": ".utf8
    CanonicalJSON.append(string: session.customer.name, to: &bytes)
    bytes += ",\n  \"version\": ".utf8
    CanonicalJSON.append(string: session.version.description, to: &bytes)
    bytes += ",\n  \(opening)".utf8
    append(turns, after: 0, to: &bytes)
    bytes += closing
    return bytes
  }

  /// What is written over the closing bytes of a file with `count` turns.
  static func addition(_ turns: [Turn], after count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    append(turns, after: count, to: &bytes)
    bytes += closing
    return bytes
  }

  /// The last bytes of a file with `count` turns.
  static func ending(after count: Int) -> [UInt8] {
    let last = count == 0 ? opening : numbering(count)
    return Array(last.utf8) + closing
  }

  private static func append(_ turns: [Turn], after count: Int, to bytes: inout [UInt8]) {
    for (index, turn) in turns.enumerated() {
      let number = count + index + 1
      bytes += (number == 1 ? "\n    {\"role\": " : ",\n    {\"role\": ").utf8
      CanonicalJSON.append(string: turn.role.rawValue, to: &bytes)
      bytes += ", \"content\": ".utf8
      CanonicalJSON.append(string: turn.content, to: &bytes)
      if let time = turn.at {
        bytes += ", \"at\": ".utf8
        CanonicalJSON.append(string: time.description, to: &bytes)
      }
      if let author = turn.author {
        bytes += ", \"author\": ".utf8
        CanonicalJSON.append(string: author, to: &bytes)
      }
      bytes += numbering(number).utf8
    }
  }

  private static func numbering(_ number: Int) -> String {
    ", \"turn\": \(number)}"
  }
}

/// What a reader takes from `conversation.json`.
struct ConversationDocument: Decodable {
  struct Line: Decodable {
    var turn: Turn
    var number: Int

    init(from decoder: any Decoder) throws {
      turn = try Turn(from: decoder)
      number = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .number)
    }

    enum CodingKeys: String, CodingKey { case number = "turn" }
  }

  var session: SessionID
  var turns: [Line]

  enum CodingKeys: String, CodingKey {
    case session = "session_id"
    case turns
  }
}
