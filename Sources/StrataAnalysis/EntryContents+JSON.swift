import Foundation
import StrataCore

// How a trace document gives what its entries committed to:
//
//   "contents":{"output":{"salt":"…","text":"…"},"start":{"erased":12}}
//   "turns":[{"salt":"…","turn":{"content":"…","role":"user"}},{"digest":"sha256:…","erased":12}]
//
// Salts are hexadecimal; bytes are `text` where they are UTF-8, else `base64`.
extension EntryContents {
  /// The members that an entry of a document has beside its record and proof.
  var members: [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    if !contents.isEmpty { members["contents"] = .object(contents.mapValues(\.json)) }
    if !turns.isEmpty { members["turns"] = .array(turns.map(\.json)) }
    return members
  }

  /// Reads the members of an entry of a document.
  init(_ fields: JSONFields) throws(StrataError) {
    self.init()
    if let given = try fields.object("contents") {
      for name in given.members.keys {
        guard let content = try given.object(name) else { throw given.missing(name) }
        contents[name] = try Content(content)
      }
    }
    for turn in try fields.objects("turns") { turns.append(try Spoken(turn)) }
  }
}

extension EntryContents.Content {
  fileprivate var json: JSONValue {
    switch self {
    case .erased(let position): return ["erased": .integer(position)]
    case .given(let salt, let bytes):
      if let text = String(validating: bytes, as: UTF8.self) {
        return ["salt": .string(salt.hexadecimal), "text": .string(text)]
      }
      return [
        "base64": .string(Data(bytes).base64EncodedString()), "salt": .string(salt.hexadecimal),
      ]
    }
  }

  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    if let position = try fields.erasure() {
      self = .erased(by: position)
    } else if let text = try fields.text("text") {
      self = .given(salt: try fields.salt(), bytes: Array(text.utf8))
    } else {
      guard let data = Data(base64Encoded: try fields.requiredText("base64")) else {
        throw StrataError(
          .invalidInput, "the field '\(fields.path)base64' is not base64", place: fields.place)
      }
      self = .given(salt: try fields.salt(), bytes: Array(data))
    }
  }
}

extension EntryContents.Spoken {
  fileprivate var json: JSONValue {
    switch self {
    case .erased(let digest, let position):
      return ["digest": .string(digest.digestText), "erased": .integer(position)]
    case .given(let salt, let turn):
      var members: [String: JSONValue] = [
        "content": .string(turn.content), "role": .string(turn.role.rawValue),
      ]
      members["at"] = turn.at.map { .string($0.description) }
      members["author"] = turn.author.map(JSONValue.string)
      return ["salt": .string(salt.hexadecimal), "turn": .object(members)]
    }
  }

  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    if let position = try fields.erasure() {
      guard let digest = [UInt8](digestText: try fields.requiredText("digest")) else {
        throw StrataError(
          .invalidInput, "the field '\(fields.path)digest' is no digest", place: fields.place)
      }
      self = .erased(digest: digest, by: position)
      return
    }
    guard let turn = try fields.object("turn") else { throw fields.missing("turn") }
    guard let role = try turn.choice("role", Turn.Role.self) else { throw turn.missing("role") }
    self = .given(
      salt: try fields.salt(),
      turn: Turn(
        role, try turn.requiredText("content"),
        at: try turn.parsed("at") { text throws(StrataError) in try Timestamp(parsing: text) },
        author: try turn.text("author")))
  }
}

extension JSONFields {
  fileprivate func salt() throws(StrataError) -> [UInt8] {
    guard let salt = [UInt8](hexadecimal: try requiredText("salt").utf8) else {
      throw StrataError(
        .invalidInput, "the field '\(path)salt' is not hexadecimal", place: place)
    }
    return salt
  }

  fileprivate func erasure() throws(StrataError) -> Int64? {
    switch members["erased"] ?? .null {
    case .null: return nil
    case .integer(let position): return position
    default:
      throw StrataError(
        .invalidInput, "the field '\(path)erased' is no position", place: place)
    }
  }
}
