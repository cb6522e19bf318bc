/// A development conversation as its branches and its folder show it (row A2).
public struct Conversation: Hashable, Sendable {
  /// Its number.
  public var number: ConversationNumber
  /// Its names, by topic; more than one is a finding.
  public var names: [ConversationName]
  /// Whether work goes on in it.
  public var isActive: Bool
  /// Why it counts as active or not.
  public var reason: String
}

extension CodeConventions {
  /// When a conversation counts as active, for people.
  public static let activeMeaning =
    "A conversation is active while a branch of it has commits that neither main nor develop has, "
    + "or while it has a folder and no branch that was merged."

  /// The conversations of a repository, by number.
  static func conversations(in outline: RepositoryOutline) -> [Conversation] {
    let branches = outline.branches.compactMap { branch in
      (try? ConversationName(branch: branch.name)).map { (name: $0, branch: branch) }
    }
    let folders = outline.conversationFolders.compactMap { try? ConversationName(parsing: $0) }
    let names = Dictionary(grouping: branches.map(\.name) + folders, by: \.number)
    return names.sorted { $0.key < $1.key }.map { number, names in
      let own = branches.filter { $0.name.number == number }.map(\.branch)
      let open = Set(own.filter { !$0.isIntegrated }.map(\.shownName)).sorted()
      let reason: String
      if !open.isEmpty {
        reason = "\(open.joined(separator: ", ")) has commits that neither main nor develop has"
      } else if own.isEmpty {
        reason = "it has a folder and no branch"
      } else {
        reason = "main or develop has all commits of its branch"
      }
      return Conversation(
        number: number, names: Set(names).sorted(), isActive: !open.isEmpty || own.isEmpty,
        reason: reason)
    }
  }

  static func conversationFindings(among conversations: [Conversation]) -> [Finding] {
    var findings = conversations.filter { $0.names.count > 1 }.map { conversation in
      Finding(
        "conversation.number", place: "conversation \(conversation.number)",
        "the number stands for several names: "
          + conversation.names.map(\.description).joined(separator: ", "),
        remedy: "give all but one of them, branch and folder, the next free number")
    }
    let active = conversations.filter(\.isActive)
    if active.count > activeLimit {
      findings.append(
        Finding(
          "conversation.limit", place: "conversations",
          "\(active.count) conversations are active at once, and at most \(activeLimit) may be: "
            + active.map(\.number.description).joined(separator: ", "),
          remedy: "merge a conversation's branch into develop, or take its folder away "
            + "where it has no branch"))
    }
    return findings
  }
}
