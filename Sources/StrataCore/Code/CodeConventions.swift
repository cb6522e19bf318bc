/// How branches, tags and folders of the platform's code are named (row A2).
///
/// `main` is stable, `develop` integrates, each conversation has a branch `conversation/NNN-name` and
/// a folder `conversations/NNN-name`; releases are `v1.0.0`, milestones `conversation-NNN-phase-N`.
public enum CodeConventions {
  /// How many conversations may be active at once: as many as a person keeps in view.
  public static let activeLimit = 7
  /// The branches that every repository has.
  public static let trunks = ["main", "develop"]
  /// The folders at the top, and what they hold.
  public static let folders = [
    (name: "conversations", holds: "one folder NNN-name a conversation"),
    (name: "components", holds: "shared libraries"),
    (name: "assemblies", holds: "built artifacts"),
    (name: "deployments", holds: "deployment configurations"),
    (name: "shared", holds: "common scripts and configurations"),
    (name: "meta", holds: "documentation about the whole"),
  ]

  /// What was looked at and what is wrong with it.
  public struct Report: Sendable {
    /// The conversations that branches and folders speak of, by number.
    public var conversations: [Conversation]
    /// What breaks a convention: branches, tags, layout, conversations, each by place.
    public var findings: [Finding]
  }

  /// Holds a repository against the conventions.
  public static func report(on outline: RepositoryOutline) -> Report {
    let conversations = conversations(in: outline)
    return Report(
      conversations: conversations,
      findings: branchFindings(in: outline) + tagFindings(in: outline)
        + layoutFindings(in: outline) + conversationFindings(among: conversations))
  }
}

// MARK: - Branches and tags

extension CodeConventions {
  private static func branchFindings(in outline: RepositoryOutline) -> [Finding] {
    let grouped = Dictionary(grouping: outline.branches, by: \.name)
    var findings: [Finding] = []
    for (name, branches) in grouped.sorted(by: { $0.key < $1.key })
    where !trunks.contains(name) {
      let reason: String
      do throws(StrataError) {
        _ = try ConversationName(branch: name)
        continue
      } catch {
        reason =
          name.hasPrefix(ConversationName.branchPrefix)
          ? error.message : "a branch is main, develop or conversation/NNN-name"
      }
      let places = branches.map(\.shownName).sorted()
      findings.append(
        Finding(
          "branch.name", place: "branch \(places.joined(separator: ", "))",
          "'\(name)' is no name for a branch: \(reason)", remedy: remedy(for: branches, named: name)
        ))
    }
    guard outline.folders != nil else { return findings }
    for trunk in trunks where grouped[trunk] == nil {
      if trunk == "main", formerMains.contains(where: { grouped[$0] != nil }) { continue }
      findings.append(
        Finding(
          "branch.missing", place: "branch \(trunk)", "there is no branch '\(trunk)'",
          remedy: trunk == "main"
            ? "make it from a commit that is fit for production: git branch main COMMIT"
            : "make it from main: git branch develop main"))
    }
    return findings
  }

  private static let formerMains = ["master", "trunk"]

  private static func remedy(for branches: [RepositoryOutline.Branch], named name: String)
    -> String
  {
    let new = formerMains.contains(name) ? "main" : "conversation/NNN-name"
    var steps: [String] = []
    if branches.contains(where: { $0.remote == nil }) {
      steps.append("git branch -m \(ShellWord.quoted(name)) \(new)")
    }
    for remote in branches.compactMap(\.remote).sorted() {
      let moved = ShellWord.quoted("\(remote)/\(name):refs/heads/\(new)")
      let place = ShellWord.quoted(remote)
      steps.append(
        "git push \(place) \(moved) && git push \(place) --delete \(ShellWord.quoted(name))")
    }
    return "rename it: " + steps.joined(separator: "; ")
  }

  private static func tagFindings(in outline: RepositoryOutline) -> [Finding] {
    var findings: [Finding] = []
    var milestones: [MilestoneTag: String?] = [:]
    for tag in outline.tags.sorted(by: { $0.name < $1.name }) {
      if let milestone = MilestoneTag(parsing: tag.name) {
        milestones[milestone] = tag.skipReason
        continue
      }
      do throws(StrataError) {
        _ = try ReleaseTag(parsing: tag.name)
      } catch {
        let isMilestone = tag.name.hasPrefix(MilestoneTag.prefix)
        findings.append(
          Finding(
            "tag.name", place: "tag \(tag.name)",
            isMilestone
              ? "'\(tag.name)' is no name for a milestone: it is conversation-NNN-phase-N, "
                + "with three digits for the conversation and none in front of the phase"
              : "'\(tag.name)' is neither a release nor a milestone: \(error.message)",
            remedy: "tag the commit anew as "
              + (isMilestone ? "conversation-NNN-phase-N" : "v1.2.0 or conversation-NNN-phase-N")
              + ", then: git tag -d \(ShellWord.quoted(tag.name))"))
      }
    }
    return findings + gaps(in: milestones)
  }

  private static func gaps(in milestones: [MilestoneTag: String?]) -> [Finding] {
    milestones.sorted { $0.key < $1.key }.compactMap { tag, reason in
      guard tag.phase > 1, reason == nil,
        let before = MilestoneTag(tag.conversation, phase: tag.phase - 1),
        milestones[before] == nil
      else { return nil }
      return Finding(
        "milestone.gap", .warning, place: "tag \(tag)",
        "phase \(tag.phase) of conversation \(tag.conversation) is tagged, phase "
          + "\(before.phase) is not, and the tag does not say why",
        remedy: "tag the earlier phase: git tag -a \(before) COMMIT")
    }
  }
}

// MARK: - Layout

extension CodeConventions {
  private static func layoutFindings(in outline: RepositoryOutline) -> [Finding] {
    guard let present = outline.folders else { return [] }
    let known = folders.map(\.name)
    var findings = folders.filter { !present.contains($0.name) }.map { folder in
      Finding(
        "layout.missing", .warning, place: "\(folder.name)/",
        "the folder for \(folder.holds) is missing",
        remedy: "make it: mkdir \(folder.name), and commit what it holds")
    }
    // Tools keep their settings in folders whose names begin with a dot.
    for name in present.sorted() where !known.contains(name) && !name.hasPrefix(".") {
      findings.append(
        Finding(
          "layout.unknown", .warning, place: "\(name)/",
          "the layout has no folder '\(name)'",
          remedy: "move what it holds into one of \(known.joined(separator: ", "))"))
    }
    for name in outline.conversationFolders.sorted() {
      do throws(StrataError) {
        _ = try ConversationName(parsing: name)
      } catch {
        findings.append(
          Finding(
            "conversation.folder", place: "\(ConversationName.folder)/\(name)/", error.message,
            remedy: "rename it: git mv "
              + ShellWord.quoted("\(ConversationName.folder)/\(name)")
              + " \(ConversationName.folder)/NNN-name"))
      }
    }
    return findings
  }
}
