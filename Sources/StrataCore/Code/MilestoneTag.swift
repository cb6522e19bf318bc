/// The name of a conversation's milestone in Git: `conversation-001-phase-2` (row A2).
public struct MilestoneTag: Hashable, Sendable {
  /// Which conversation.
  public let conversation: ConversationNumber
  /// Which phase, from 1.
  public let phase: Int

  /// The largest phase: 999.
  public static let maximumPhase = 999
  /// What the name begins with.
  public static let prefix = "conversation-"

  /// Makes a tag, or nil where the phase is not 1 to ``maximumPhase``.
  public init?(_ conversation: ConversationNumber, phase: Int) {
    guard (1...Self.maximumPhase).contains(phase) else { return nil }
    self.conversation = conversation
    self.phase = phase
  }

  /// Parses the name of a tag, or nil where it does not name a milestone.
  public init?(parsing name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let number = ConversationNumber(parts[1]), let phase = Int(parts[3]),
      let tag = MilestoneTag(number, phase: phase), tag.description == name
    else { return nil }
    self = tag
  }
}

extension MilestoneTag: CustomStringConvertible, Comparable {
  /// `conversation-001-phase-2`.
  public var description: String { "\(Self.prefix)\(conversation)-phase-\(phase)" }

  /// By conversation, then by phase.
  public static func < (left: MilestoneTag, right: MilestoneTag) -> Bool {
    (left.conversation, left.phase) < (right.conversation, right.phase)
  }
}
