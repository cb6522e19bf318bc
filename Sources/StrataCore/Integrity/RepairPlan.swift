/// What a repair would do about some findings (rows R1–R4): values, to be shown before anything is
/// changed, and performed in this order.
public struct RepairPlan: Hashable, Sendable {
  /// What is done.
  public enum Action: String, Sendable, Codable, CaseIterable {
    /// Makes a journal that is lost, torn, old or without its log whole, as a recovery of the store does.
    case recover
    /// Makes an object of the database again that its schema names.
    case restoreSchema = "restore_schema"
    /// Replays the entries and puts right every row that they make.
    case rebuildViews = "rebuild_views"
    /// Puts what was said back, from wherever it is proved to be the same.
    case restoreContent = "restore_content"
    /// Moves something to the quarantine.
    case quarantine
    /// Makes a folder of the store, or gives it its mode.
    case restoreFolder = "restore_folder"
    /// Makes a session's directory what the journal says; what differs goes to the quarantine.
    case makeWhole = "make_whole"
    /// Takes a private key from the eyes of others.
    case protectKey = "protect_key"
    /// Takes a lock away that a dead process left.
    case breakLock = "break_lock"
    /// Makes the archive of a topic again; the old one goes to the quarantine.
    case rebuildArchive = "rebuild_archive"
    /// Sets a consumer group back to the end of its topic.
    case setOffset = "set_offset"
    /// Sets a mark to where the journal ends.
    case setMark = "set_mark"
  }

  /// From what something is made good.
  public enum Source: String, Sendable, Codable {
    /// The session directories, as far as the journal itself does not tell.
    case directories
    /// The journal's entries and contents.
    case journal
    /// The session's directory, its quarantined copies and related versions, each proved by a digest.
    case relatives
    /// Strata itself: the schema, the layout of a store.
    case strata
  }

  /// One repair.
  public struct Step: Hashable, Sendable {
    /// What is done.
    public var action: Action
    /// To what: a file, table or session.
    public var place: String
    /// The session whose own bytes it mends.
    public var session: SessionID?
    /// From what; nil where something is only moved aside.
    public var source: Source?
    /// The kind of the patch version that will say so (row V4); nil where no session's content changes.
    public var mend: Trigger?
    /// The findings that it makes good.
    public var findings: [Finding]
  }

  /// The repairs, in the order in which they are performed.
  public private(set) var steps: [Step] = []
  /// What nothing here can mend, each with what to do.
  public private(set) var unmended: [Finding] = []

  /// Plans the repair of some findings: one step for each thing that is wrong, however many findings
  /// tell of it.
  ///
  /// - Complexity: O(n log n).
  public init(_ findings: [Finding]) {
    var groups: [GroupKey: [Finding]] = [:]
    for finding in findings {
      guard let key = finding.subject.map(GroupKey.init) else {
        unmended.append(finding)
        continue
      }
      groups[key, default: []].append(finding)
    }
    steps = groups.map { key, findings in Step(key, findings) }.sorted { one, other in
      (one.action.rank, one.place) < (other.action.rank, other.place)
    }
  }

  /// The step that makes a finding good.
  public func step(for finding: Finding) -> Step? {
    steps.first { $0.findings.contains(finding) }
  }

  /// Whether the store must be recovered before anything else can be looked at; no process may have it
  /// open then.
  public var recovers: Bool { steps.contains { $0.action == .recover } }

  /// Whether there is nothing to do.
  public var isEmpty: Bool { steps.isEmpty }
}

/// What is repaired at once.
private enum GroupKey: Hashable {
  case directory(SessionID)
  case other(FindingSubject)

  init(_ subject: FindingSubject) {
    if case .directory(let session, _) = subject {
      self = .directory(session)
    } else {
      self = .other(subject)
    }
  }
}

extension RepairPlan.Action {
  /// Views are made of entries, directories of views: what others are made of comes first.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension RepairPlan.Step {
  fileprivate init(_ key: GroupKey, _ findings: [Finding]) {
    self.findings = findings
    place = findings.first?.place ?? ""
    switch key {
    case .directory(let session):
      (action, self.session, source) = (.makeWhole, session, .journal)
      mend = damages.mend
    case .other(let subject):
      (action, session, source, mend) = Self.particulars(of: subject)
      if subject == .views {
        let tables = Set(findings.map { String($0.place.prefix { $0 != " " }) }).sorted()
        place = (tables.count == 1 ? "table " : "tables ") + tables.joined(separator: ", ")
      }
    }
  }

  private static func particulars(
    of subject: FindingSubject
  ) -> (RepairPlan.Action, SessionID?, RepairPlan.Source?, Trigger?) {
    switch subject {
    case .journal: (.recover, nil, .directories, nil)
    case .schemaObject: (.restoreSchema, nil, .strata, nil)
    case .views: (.rebuildViews, nil, .journal, nil)
    case .content(let session):
      (.restoreContent, session, .relatives, .conversationReconstruction)
    case .entryContent: (.restoreContent, nil, .relatives, nil)
    case .directory(let session, let damage): (.makeWhole, session, .journal, damage.mend)
    case .stranger, .kept: (.quarantine, nil, nil, nil)
    case .folder: (.restoreFolder, nil, .strata, nil)
    case .key: (.protectKey, nil, .strata, nil)
    case .lock: (.breakLock, nil, nil, nil)
    case .archive: (.rebuildArchive, nil, .journal, nil)
    case .offset: (.setOffset, nil, .journal, nil)
    case .mark: (.setMark, nil, .journal, nil)
    }
  }

  /// What it works on.
  package var subject: FindingSubject? { findings.first?.subject }

  /// What happened to the files of a directory.
  package var damages: [FileDamage] {
    findings.compactMap { finding in
      guard case .directory(_, let damage)? = finding.subject else { return nil }
      return damage
    }
  }

  /// One sentence: what is done.
  public var summary: String {
    let patch = mend.map { "; a patch version (\($0.shortName)) says so" } ?? ""
    return switch action {
    case .recover:
      "as 'strata recover' does: from the session directories, with a new log where the former one "
        + "cannot go on; what is replaced goes to quarantine"
    case .restoreSchema: "make it again as the schema has it"
    case .rebuildViews: "replay the entries and put the rows right; the old rows go to quarantine"
    case .restoreContent:
      "put back what a digest proves, from the directory, the quarantine or a related version; "
        + "what cannot be proved is recorded as lost" + patch
    case .quarantine: "move it to quarantine"
    case .restoreFolder: "make it, with its mode"
    case .makeWhole:
      mend == nil
        ? "give it the owner, group and mode of the customer's directory"
        : "make it again from the journal; what differs goes to quarantine" + patch
    case .protectKey: "make it readable by its owner alone"
    case .breakLock: "take the lock away, and fence its holder off"
    case .rebuildArchive: "make it again from the journal; the old one goes to quarantine"
    case .setOffset: "set the group to the end of the topic"
    case .setMark: "set it to where the journal ends"
    }
  }
}
