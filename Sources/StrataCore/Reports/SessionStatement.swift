/// A name and what it stands for, in words.
package struct ReportFact: Sendable, Hashable {
  /// What it is.
  package var name: String
  /// Its value.
  package var value: String

  /// Makes a fact.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The sections of a statement of work, in order; each document has the same ones.
package enum StatementSection {
  package static let scope = "Scope"
  package static let context = "Context"
  package static let decisions = "Decisions and their reasons"
  package static let deliverables = "Deliverables"
  package static let openPoints = "Open points"
  package static let relations = "How it relates to other versions"
  package static let history = "Version history"
  package static let metrics = "How it did"
  package static let provenance = "Provenance"

  /// The heading of the reason for a version.
  package static func reason(_ version: String) -> String { "Why \(version) was made" }
}

/// What a statement of work for one version says of its session alone.
extension Session {
  /// What the document is about, in one sentence.
  package var statementLead: String {
    let what = "What was asked, decided and delivered in \(version)"
    guard let previousVersion else {
      return decision.increment == .initial
        ? "\(what), the customer's first version." : "\(what), which begins a line of its own."
    }
    return decision.increment == .patch
      ? "\(what), which mends \(previousVersion)."
      : "\(what), which goes on from \(previousVersion)."
  }

  /// What stands at the head of the document.
  package func statementFacts(project: String?) -> [ReportFact] {
    var facts = [
      ReportFact("Customer", customer.name),
      ReportFact("Version", "\(version) (\(decision.increment.rawValue))"),
    ]
    func add(_ name: String, _ value: String?) {
      if let value { facts.append(ReportFact(name, value)) }
    }
    add("Title", context.title)
    add("Project", project)
    add("Begun", TimeText.minute(createdAt))
    add("Completed", completedAt.map(TimeText.minute))
    let end = outcome == nil ? "completed" : "completed: \(ReportWords.outcome(self))"
    add(
      "State",
      state == .active
        ? "work goes on, last activity \(TimeText.minute(lastActivityAt))" : end)
    add("By", user)
    add("Code", code.flatMap(\.inWords))
    return facts
  }

  /// What is not settled, as far as the session itself shows it.
  package func openPoints(unanswered: String?) -> [String] {
    var points: [String] = []
    if state == .active { points.append("Work on \(version) goes on.") }
    switch outcome {
    case .partial: points.append("\(version) reached its aim only in part.")
    case .failure: points.append("\(version) failed.")
    case .abandoned: points.append("\(version) was abandoned.")
    case .success: break
    case nil:
      if state == .sealed { points.append("Nobody stated how \(version) ended.") }
    }
    if let unanswered {
      points.append("The customer's last message has no answer: “\(unanswered)”")
    }
    if code?.isDirty == true {
      points.append("The code in force had changes that were not committed.")
    }
    if isErased { points.append("Personal content of \(version) was erased.") }
    return points
  }

  /// What nobody stated and every deployment has, in one sentence.
  ///
  /// - Parameters:
  ///   - names: the fields that are stated.
  ///   - place: where they are not, beginning with a space: ` in this line of work`.
  package static func missingPoint(_ names: Set<String>, _ place: String) -> String? {
    let missing = ["Environment", "Compliance", "Scale"].filter { !names.contains($0) }
    return missing.isEmpty
      ? nil : "Not stated\(place): \(missing.joined(separator: ", ").lowercased())."
  }

  /// Its decisions as what the version brought.
  package var decided: [String] {
    decisions.filter { !ErasureNotice.begins($0.topic) }
      .map { "decided on \($0.topic): \($0.choice)" }
  }

  /// Whether personal content of it was erased (row D6).
  package var isErased: Bool { notes.contains(where: ErasureNotice.begins) }
}

extension CodeState {
  fileprivate var inWords: String? {
    let commit = commit.map { "commit \($0.prefix(12))" }
    let parts = [repository, branch, tag, commit, place].compactMap { $0 }
    guard !parts.isEmpty else { return nil }
    return parts.joined(separator: ", ") + (isDirty == true ? ", with changes not committed" : "")
  }
}
