/// The text of a message whose content is a string or a list of parts.
///
/// What is not text leaves a mark in its place (`[image]`), so that a reader sees that it was there.
enum MessageContent {
  /// The text; empty where there is none.
  static func text(_ content: JSONValue?) -> String {
    switch content {
    case .string(let text): text
    case .array(let parts): joined(parts.map(part))
    case .object: part(content ?? .null)
    default: ""
    }
  }

  /// Paragraphs of what is not empty.
  static func joined(_ texts: [String]) -> String {
    texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// A tool call as one line.
  static func toolCall(_ name: String?, _ arguments: JSONValue?) -> String {
    let shown =
      switch arguments {
      case nil, .null: ""
      case .string(let text): " " + text
      case .some(let value): " " + value.shown
      }
    return "[tool \(name ?? "call")]\(shown)"
  }

  private static func part(_ part: JSONValue) -> String {
    if let text = part.asText { return text }
    let type = part.words("type") ?? part.words("content_type") ?? ""
    switch type {
    case "text", "input_text", "output_text", "audio_transcription":
      return part.member("text")?.asText ?? ""
    case "refusal": return part.member("refusal")?.asText ?? ""
    case "thinking", "redacted_thinking", "reasoning": return ""
    case "tool_use", "server_tool_use": return toolCall(part.words("name"), part.member("input"))
    case "tool_result", "web_search_tool_result": return text(part.member("content"))
    case "": return part.member("text")?.asText ?? ""
    default: return "[\(mark(type))]"
    }
  }

  private static func mark(_ type: String) -> String {
    for kind in ["image", "audio", "video", "file", "document"] where type.contains(kind) {
      return kind
    }
    return type
  }
}
