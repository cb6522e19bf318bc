import ArgumentParser
import StrataCore

/// How turns on standard input are written.
enum TurnFormat: String, CaseIterable, ExpressibleByArgument {
  /// By looking: JSON lines where the first line is an object with `content`, else text.
  case auto
  /// One JSON object a line: `content`, and perhaps `role`, `at`, `author`.
  case jsonl
  /// All of it is one turn.
  case text
}

/// Turns from standard input or a file.
struct TurnInput {
  /// What a turn gets that does not say it itself.
  var role: Turn.Role
  var author: String?
  var at: Timestamp?

  /// The turns of an input, all or none.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that names the line.
  func turns(_ input: BoundedInput, format: TurnFormat) throws(StrataError) -> [Turn] {
    let lines = input.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    switch format {
    case .text: return [try textTurn(input)]
    case .auto where !looksLikeTurns(lines): return [try textTurn(input)]
    case .auto, .jsonl: break
    }
    var turns: [Turn] = []
    for (index, line) in lines.enumerated() where !isBlank(line) {
      let value = try JSONReader.value(
        of: Array(line), place: input.place, firstLine: index + 1)
      turns.append(try turn(JSONFields(value, place: "\(input.place):\(index + 1)")))
    }
    return turns
  }

  /// One turn as an object has it.
  func turn(_ fields: JSONFields) throws(StrataError) -> Turn {
    Turn(
      try fields.choice("role", Turn.Role.self) ?? role, try fields.requiredText("content"),
      at: try fields.parsed("at") { text throws(StrataError) in try Timestamp(parsing: text) }
        ?? at,
      author: try fields.text("author") ?? author)
  }

  private func textTurn(_ input: BoundedInput) throws(StrataError) -> Turn {
    let text = try input.text()
    let body = text.hasSuffix("\n") ? String(text.dropLast()) : text
    return Turn(role, body, at: at, author: author)
  }

  private func looksLikeTurns(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard let first = lines.first(where: { !isBlank($0) }),
      case .object(let members)? = try? JSONReader.value(of: Array(first), place: "")
    else { return false }
    return members["content"] != nil
  }

  private func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}
