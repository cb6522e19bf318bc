/// Reads message arrays: `[{"role", "content"}]`, with the extras that chat APIs and their users add.
package enum MessageReader {
  /// Reads a conversation: an array of messages, or an object with `messages` and what is around it.
  ///
  /// - Throws: ``RecordFault`` that names the message and what is wrong with it.
  package static func conversation(_ value: JSONValue) throws(RecordFault) -> ImportedConversation {
    var result = ImportedConversation(.openAI)
    if value.asElements != nil {
      result.turns = try turns(value)
    } else {
      result.turns = try turns(value.member("messages") ?? .null)
      try SurroundingFields.read(value, into: &result)
    }
    return result
  }

  /// The turns of an array of messages; messages without any text are left out.
  static func turns(_ value: JSONValue) throws(RecordFault) -> [Turn] {
    guard let messages = value.asElements else {
      throw RecordFault("the messages are not an array")
    }
    var turns: [Turn] = []
    turns.reserveCapacity(messages.count)
    for (index, message) in messages.enumerated() {
      guard message.asMembers != nil else {
        throw RecordFault("message \(index + 1) is not an object")
      }
      let role = try role(message.member("role"), of: index)
      let text = text(of: message)
      guard !text.isEmpty else { continue }
      turns.append(Turn(role, text, at: time(of: message), author: author(of: message)))
    }
    return turns
  }

  private static func role(_ value: JSONValue?, of index: Int) throws(RecordFault) -> Turn.Role {
    guard let name = value?.asText else {
      throw RecordFault(
        "message \(index + 1) has no role", remedy: "give it one of user, assistant, system, tool")
    }
    switch name {
    case "user", "human": return .user
    case "assistant", "model", "ai": return .assistant
    case "system", "developer": return .system
    case "tool", "function": return .tool
    default:
      throw RecordFault(
        "message \(index + 1) has the unknown role \(String(name.prefix(40)).debugDescription)",
        remedy: "use one of user, assistant, system, tool")
    }
  }

  private static func text(of message: JSONValue) -> String {
    var texts = [MessageContent.text(message.member("content"))]
    texts.append(message.words("refusal") ?? "")
    for call in message.member("tool_calls")?.asElements ?? [] {
      let function = call.member("function") ?? call
      texts.append(MessageContent.toolCall(function.words("name"), function.member("arguments")))
    }
    if let call = message.member("function_call"), call != .null {
      texts.append(MessageContent.toolCall(call.words("name"), call.member("arguments")))
    }
    return MessageContent.joined(texts)
  }

  private static func author(of message: JSONValue) -> String? {
    message.words("author") ?? message.words("name") ?? message.words("model")
  }

  private static let timeNames = [
    "at", "timestamp", "created_at", "create_time", "created", "time", "date",
  ]

  private static func time(of message: JSONValue) -> Timestamp? {
    for name in timeNames {
      if let time = ImportedTime.read(message.member(name)) { return time }
    }
    return nil
  }
}
