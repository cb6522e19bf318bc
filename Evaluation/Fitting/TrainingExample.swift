/// A labelled case as the fitting sees it: what its opening offers to go by and what it is opened for.
struct TrainingExample {
  /// One thing to go by.
  struct Feature {
    var key: UInt64
    var value: Float
    /// What the key stands for.
    var name: String
  }

  var id: String
  var customer: String
  var features: [Feature]
  /// The accepted purposes, the best first.
  var accepted: [Purpose]

  /// The example that a case gives, or nil where its words do not decide: a first session, a mend, a
  /// change that the caller stated, or a line that only time ended.
  init?(_ labelled: LabelledCase, read policy: VersionPolicy) {
    guard labelled.candidate.operation == nil, let expected = labelled.expected else { return nil }
    let vocabulary = policy.vocabulary
    let history = labelled.customerHistory(read: policy)
    let opening = Opening(labelled.candidate, with: vocabulary, having: ReadTexts())
    let projects = ProjectWords(
      of: history.lines, and: labelled.candidate.context.project, with: vocabulary)
    let ranked = LineChoice(
      opening: opening, history: history, vocabulary: vocabulary, projects: projects
    ).ranked()
    guard let best = ranked.first, best.changes.allSatisfy({ $0.weight < 3 }) else { return nil }
    let read = OpeningFeatures(
      opening, line: best.line, changes: best.changes, vocabulary: vocabulary,
      topics: projects.ofLines, named: true)
    id = labelled.id
    customer = labelled.customerID ?? labelled.id
    features = read.values.sorted { $0.key < $1.key }.map {
      Feature(key: $0.key, value: $0.value, name: read.names?[$0.key] ?? "")
    }
    accepted = expected.triggers.compactMap { Purpose($0) }
    if accepted.isEmpty { return nil }
  }
}
