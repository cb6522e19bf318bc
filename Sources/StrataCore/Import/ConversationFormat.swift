/// The shapes of conversations that Strata imports.
public enum ConversationFormat: String, Sendable, Codable, CaseIterable {
  /// Arrays of messages with `role` and `content`, as chat APIs and fine-tuning files have them.
  case openAI = "openai"
  /// The data export of ChatGPT: conversations whose messages form a tree.
  case chatGPT = "chatgpt"
  /// Transcripts of Claude Code: JSON lines, one event a line.
  case claudeCode = "claude-code"
  /// Strata's own JSON: a session directory, or a conversation with `customer_id` and `turns`.
  case strata
}

/// What one JSON value of a file is, by its members.
package enum RecordShape: Hashable, Sendable {
  /// A whole conversation.
  case conversation(ConversationFormat)
  /// One event of a transcript; the file's events together are the conversation.
  case event
  /// One message; the array it stands in is the conversation.
  case message

  /// Looks at a value; nil where it is nothing that can be imported.
  package init?(of value: JSONValue) {
    switch value {
    case .array(let elements):
      guard let first = elements.first, first.member("role")?.asText != nil else { return nil }
      self = .conversation(.openAI)
    case .object(let members):
      if members["mapping"]?.asMembers != nil {
        self = .conversation(.chatGPT)
      } else if members["messages"]?.asElements != nil {
        self = .conversation(.openAI)
      } else if (members["turns"] ?? members["conversation"])?.asElements != nil {
        self = .conversation(.strata)
      } else if members["role"]?.asText != nil {
        self = .message
      } else if members["type"]?.asText != nil,
        Self.marksEvents.contains(where: members.keys.contains)
      {
        self = .event
      } else {
        return nil
      }
    default:
      return nil
    }
  }

  /// One of these stands beside `type` in every event of a transcript.
  private static let marksEvents = [
    "uuid", "sessionId", "leafUuid", "messageId", "parentUuid", "snapshot",
  ]
}
