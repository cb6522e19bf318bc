/// Reads one conversation of ChatGPT's data export.
///
/// Its messages are a tree: editing a prompt or asking for another answer forks it. The branch that
/// counts is the one from `current_node` up to the root.
package enum ChatExportReader {
  private struct Node {
    var parent: String?
    var message: JSONValue?
  }

  /// Reads a conversation.
  ///
  /// - Throws: ``RecordFault`` where the tree is broken.
  /// - Complexity: O(nodes).
  package static func conversation(_ value: JSONValue) throws(RecordFault) -> ImportedConversation {
    guard let mapping = value.member("mapping")?.asMembers else {
      throw RecordFault("the conversation has no mapping of messages")
    }
    let nodes = mapping.mapValues { node in
      Node(
        parent: node.words("parent"),
        message: node.member("message").flatMap { $0.asMembers == nil ? nil : $0 })
    }
    var result = ImportedConversation(.chatGPT)
    result.id = value.words("conversation_id") ?? value.words("id")
    result.title = value.words("title")
    result.statedStart = ImportedTime.read(value.member("create_time"))
    let leaves = leaves(of: nodes)
    guard let tip = tip(value.words("current_node"), in: nodes, leaves: leaves) else {
      return result
    }
    let path = try path(to: tip, in: nodes)
    result.turns = path.compactMap { nodes[$0]?.message.flatMap(turn) }
    let onPath = Set(path)
    result.otherBranches = leaves.count { !onPath.contains($0) && nodes[$0]?.message != nil }
    return result
  }

  /// The nodes that no other node goes on from.
  private static func leaves(of nodes: [String: Node]) -> [String] {
    let parents = Set(nodes.values.compactMap(\.parent))
    return nodes.keys.filter { !parents.contains($0) }
  }

  /// `current_node`; where it is missing, the leaf with the newest message.
  private static func tip(
    _ current: String?, in nodes: [String: Node], leaves: [String]
  ) -> String? {
    if let current, nodes[current] != nil { return current }
    func age(_ id: String) -> (Double, String) {
      (nodes[id]?.message?.member("create_time")?.asNumber ?? 0, id)
    }
    return leaves.max { age($0) < age($1) }
  }

  private static func path(
    to tip: String, in nodes: [String: Node]
  ) throws(RecordFault) -> [String] {
    var path: [String] = []
    var seen: Set<String> = []
    var next: String? = tip
    while let id = next, let node = nodes[id] {
      guard seen.insert(id).inserted else {
        throw RecordFault(
          "the tree of messages runs in a circle at node \(String(id.prefix(60)).debugDescription)")
      }
      path.append(id)
      next = node.parent
    }
    return path.reversed()
  }

  // MARK: - Messages

  private static func turn(_ message: JSONValue) -> Turn? {
    let metadata = message.member("metadata")
    guard metadata?.member("is_visually_hidden_from_conversation")?.isTrue != true,
      message.member("weight")?.asNumber != 0,
      let role = role(message.member("author")?.words("role"))
    else { return nil }
    let text = text(message.member("content") ?? .null)
    guard !text.allSatisfy(\.isWhitespace) else { return nil }
    let recipient = message.words("recipient") ?? "all"
    let author =
      role == .assistant
      ? metadata?.words("model_slug") : message.member("author")?.words("name")
    return Turn(
      role, recipient == "all" ? text : "[tool \(recipient)] \(text)",
      at: ImportedTime.read(message.member("create_time")), author: author)
  }

  private static func role(_ name: String?) -> Turn.Role? {
    switch name {
    case "user": .user
    case "assistant": .assistant
    case "tool", "function": .tool
    case "system": .system
    default: nil
    }
  }

  /// The text by the kind of content. What the model thought and what the app told it about the
  /// user are no part of the conversation.
  private static func text(_ content: JSONValue) -> String {
    switch content.words("content_type") {
    case "thoughts", "reasoning_recap", "user_editable_context", "model_editable_context":
      ""
    case "code":
      "```\(language(content))\n\(content.member("text")?.asText ?? "")\n```"
    case "tether_browsing_display":
      content.member("result")?.asText ?? ""
    default:
      MessageContent.text(content.member("parts") ?? content.member("text"))
    }
  }

  private static func language(_ content: JSONValue) -> String {
    guard let language = content.words("language"), language != "unknown" else { return "" }
    return language
  }
}
