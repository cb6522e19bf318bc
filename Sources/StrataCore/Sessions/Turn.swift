/// One message of a conversation.
public struct Turn: Hashable, Sendable, Codable {
  /// Who speaks.
  public enum Role: String, Sendable, Codable, CaseIterable {
    /// The customer or the person at the keyboard.
    case user
    /// The advisor or agent.
    case assistant
    /// Instructions to the agent.
    case system
    /// The result of a tool that the agent called.
    case tool
  }

  /// Who speaks.
  public var role: Role
  /// The text.
  public var content: String
  /// When it was said, where that is known.
  public var at: Timestamp?
  /// The speaker's name or model, where that is known.
  public var author: String?

  /// Makes a turn.
  public init(_ role: Role, _ content: String, at: Timestamp? = nil, author: String? = nil) {
    self.role = role
    self.content = content
    self.at = at
    self.author = author
  }
}
