/// A milestone that is to be tagged: what, where, with which words (row A2).
public struct Milestone: Hashable, Sendable {
  /// The tag.
  public var tag: MilestoneTag
  /// Whose milestone.
  public var conversation: ConversationName
  /// The branch whose head is tagged, with the remote's name where it is only known from there.
  public var branch: String
  /// The commit that is tagged, as a full hash.
  public var commit: String
  /// The message of the tag.
  public var message: String
  /// What the caller should know.
  public var warnings: [String]

  /// The trailer in the tag's message that says why earlier phases were skipped.
  public static let skipTrailer = "Phases-Skipped"
}

extension CodeConventions {
  /// Decides what a new milestone tags.
  ///
  /// - Parameters:
  ///   - text: what was reached; the message has a first line of its own.
  ///   - skipReason: why earlier phases have no milestone.
  /// - Throws: ``StrataError``: `notFound` where the conversation has no branch, `conflict` where the
  ///   milestone exists, a phase is skipped without a reason, or the branch is not clear;
  ///   `usage` where a reason is given and nothing is skipped.
  public static func milestone(
    _ tag: MilestoneTag, in outline: RepositoryOutline, text: String? = nil,
    skipReason: String? = nil
  ) throws(StrataError) -> Milestone {
    let phases = Set(
      outline.tags.compactMap { MilestoneTag(parsing: $0.name) }
        .filter { $0.conversation == tag.conversation }.map(\.phase))
    guard !phases.contains(tag.phase) else {
      throw StrataError(
        .conflict, "the milestone \(tag) exists", remedy: "see it with: git show \(tag)")
    }
    let last = phases.filter { $0 < tag.phase }.max() ?? 0
    try check(Array(last + 1..<tag.phase), before: tag, skipReason: skipReason)
    let (conversation, branch) = try branch(of: tag.conversation, in: outline)
    var message = "Conversation \(conversation), phase \(tag.phase)\n"
    if let text, !text.isEmpty { message += "\n\(text)\n" }
    if let skipReason {
      let line = skipReason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      message += "\n\(Milestone.skipTrailer): \(line)\n"
    }
    return Milestone(
      tag: tag, conversation: conversation, branch: branch.shownName, commit: branch.commit,
      message: message, warnings: warnings(for: tag, after: phases, on: branch, in: outline))
  }

  private static func check(_ missing: [Int], before tag: MilestoneTag, skipReason: String?)
    throws(StrataError)
  {
    guard let first = missing.first, let last = missing.last else {
      guard skipReason == nil else {
        throw StrataError(
          .usage, "a reason to skip phases was given, and none is skipped before \(tag)",
          remedy: "leave the reason out")
      }
      return
    }
    guard skipReason?.contains(where: { !$0.isWhitespace }) != true else { return }
    let phases = first == last ? "phase \(first) has" : "phases \(first) to \(last) have"
    throw StrataError(
      .conflict, "\(phases) no milestone in conversation \(tag.conversation)",
      remedy: "tag phase \(first) first, or say why it is skipped with --skip-reason")
  }

  private static func branch(of number: ConversationNumber, in outline: RepositoryOutline)
    throws(StrataError) -> (ConversationName, RepositoryOutline.Branch)
  {
    let all = outline.branches.compactMap { branch in
      (try? ConversationName(branch: branch.name)).map { (name: $0, branch: branch) }
    }.filter { $0.name.number == number }
    let here = all.filter { $0.branch.remote == nil }
    let candidates = here.isEmpty ? all : here
    guard let first = candidates.first else {
      throw StrataError(
        .notFound, "conversation \(number) has no branch",
        remedy: "start it: git switch -c conversation/\(number)-name develop")
    }
    guard Set(candidates.map(\.name)).count == 1, Set(candidates.map(\.branch.commit)).count == 1
    else {
      let names = candidates.map(\.branch.shownName).sorted().joined(separator: ", ")
      throw StrataError(
        .conflict, "conversation \(number) has several branches: \(names)",
        remedy: "keep one of that number, or check out the one that is meant")
    }
    return first
  }

  private static func warnings(
    for tag: MilestoneTag, after phases: Set<Int>, on branch: RepositoryOutline.Branch,
    in outline: RepositoryOutline
  ) -> [String] {
    var warnings: [String] = []
    if outline.checkedOut == branch.name, branch.remote == nil, outline.isDirty == true {
      warnings.append("the working tree has changes that the milestone does not contain")
    }
    if let later = phases.filter({ $0 > tag.phase }).min() {
      warnings.append("phase \(later) has a milestone already")
    }
    return warnings
  }
}
