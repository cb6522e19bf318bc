/// A development conversation: three digits and a name, `001-rebe-shell` (row A2).
///
/// Its folder is `conversations/001-rebe-shell`, its branch `conversation/001-rebe-shell`.
public struct ConversationName: Hashable, Sendable {
  /// Which conversation.
  public let number: ConversationNumber
  /// What it is about: lower-case letters, digits and single hyphens.
  public let topic: String

  /// The folder that holds the conversations.
  public static let folder = "conversations"
  /// What the name of a conversation's branch begins with.
  public static let branchPrefix = "conversation/"

  /// Parses `001-rebe-shell`.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that says which rule is broken.
  public init(parsing text: String) throws(StrataError) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard digits.count == 3, let number = ConversationNumber(String(digits)) else {
      throw Self.refusal(text, "it does not begin with a number from 001 to 999 in three digits")
    }
    guard rest.hasPrefix("-"), rest.count > 1 else {
      throw Self.refusal(text, "no '-' and name follow the number")
    }
    topic = String(rest.dropFirst())
    let isAllowed = topic.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isAllowed else {
      throw Self.refusal(text, "the name has other characters than a-z, 0-9 and '-'")
    }
    guard !topic.hasPrefix("-"), !topic.hasSuffix("-"), !topic.contains("--") else {
      throw Self.refusal(text, "a '-' of the name stands beside another or at an end")
    }
    self.number = number
  }

  /// Parses the name of a branch, `conversation/001-rebe-shell`.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(branch: String) throws(StrataError) {
    guard branch.hasPrefix(Self.branchPrefix) else {
      throw StrataError(
        .invalidInput, "'\(branch)' does not begin with '\(Self.branchPrefix)'",
        remedy: "name it \(Self.branchPrefix)NNN-name")
    }
    try self.init(parsing: String(branch.dropFirst(Self.branchPrefix.count)))
  }

  /// The name of its branch.
  public var branch: String { Self.branchPrefix + description }

  private static func refusal(_ text: String, _ reason: String) -> StrataError {
    StrataError(
      .invalidInput, "'\(text.prefix(80))' does not name a conversation: \(reason)",
      remedy: "write it as 001-rebe-shell")
  }
}

extension ConversationName: CustomStringConvertible, Comparable {
  /// `001-rebe-shell`.
  public var description: String { "\(number)-\(topic)" }

  /// By number, then by topic.
  public static func < (left: ConversationName, right: ConversationName) -> Bool {
    (left.number, left.topic) < (right.number, right.topic)
  }
}

/// The number of a conversation, 1 to 999, written with three digits.
public struct ConversationNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The number.
  public let value: Int

  /// Reads one to three digits, or nil where they are none or 0.
  public init?(_ text: String) {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int(text), value > 0
    else { return nil }
    self.value = value
  }

  /// `001`.
  public var description: String {
    let digits = String(value)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// By value.
  public static func < (left: ConversationNumber, right: ConversationNumber) -> Bool {
    left.value < right.value
  }
}
