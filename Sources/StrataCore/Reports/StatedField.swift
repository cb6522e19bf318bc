/// A side of the deployment as one version tells it.
package struct StatedField: Hashable, Sendable {
  /// What it is, for people: `Cloud provider`.
  package var name: String
  /// The value, written for people.
  package var value: String
  /// The value as it was stated.
  package var stated: String
  /// What it was before, where the version was made because it changed and the line had it.
  package var before: String?
  /// Whether it was read from what was said instead of stated as a field.
  package var isUnderstood = false

  /// A field of the context.
  package init(
    _ name: String, stated: String, facet: Facet?, before: String? = nil, isUnderstood: Bool = false
  ) {
    self.name = name
    self.stated = stated
    value = facet.map { WrittenName.ofList(stated, in: $0) } ?? stated
    self.before = facet.flatMap { facet in before.map { WrittenName.ofList($0, in: facet) } }
    self.isUnderstood = isUnderstood
  }

  /// The names of the fields that a context has a place for, in the order of documents.
  package static let knownNames = known.map(\.name)

  /// The same with the side of the deployment that each is.
  package static let known: [(name: String, facet: Facet)] = [
    .provider, .architecture, .service, .environment, .project, .compliance, .scale,
  ].map { (ReportWords.name($0.field), $0) }

  /// What a session's caller stated, and what its version was made for where nobody stated it: a
  /// customer who says that everything runs on Azure now has stated no field.
  package static func fields(of session: Session) -> [StatedField] {
    var fields = fields(of: session.context)
    let statedCount = fields.count
    for evidence in session.decision.evidence where evidence.trigger?.isOfFacet == true {
      guard let finding = FacetFinding(evidence.finding), let now = finding.now else { continue }
      let field = StatedField(
        ReportWords.name(finding.facet.field), stated: now, facet: finding.facet,
        before: finding.before, isUnderstood: true)
      if let index = fields.firstIndex(where: { $0.name == field.name }) {
        fields[index].before = fields[index].before ?? field.before
      } else {
        fields.append(field)
      }
    }
    return fields.count == statedCount ? fields : fields.sorted(by: order)
  }

  /// The known fields first, in their order, then the others as they stand.
  private static func order(_ left: StatedField, _ right: StatedField) -> Bool {
    (place(left) ?? known.count) < (place(right) ?? known.count)
  }

  private static func place(_ field: StatedField) -> Int? { knownNames.firstIndex(of: field.name) }

  /// The fields of a context, the known ones first, without what was erased and what an
  /// import tells of the conversation instead of the deployment.
  package static func fields(of context: DeploymentContext) -> [StatedField] {
    let stated: [String?] = [
      context.cloudProvider, context.architecture, context.serviceType, context.environment,
      context.project,
      context.compliance.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") },
      context.scale,
    ]
    var fields = zip(known, stated).compactMap { known, value in
      value.map { StatedField(known.name, stated: $0, facet: known.facet) }
    }
    guard !context.other.isEmpty else { return fields }
    for (name, value) in context.other.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) where !isNotice(value) && !DeploymentContext.ofConversation.contains(name) {
      fields.append(
        StatedField(ReportWords.name(name), stated: ReportWords.plain(value), facet: nil))
    }
    return fields
  }

  private static func isNotice(_ value: JSONValue) -> Bool {
    guard case .string(let text) = value else { return false }
    return ErasureNotice.begins(text)
  }
}

extension Trigger {
  /// Whether a version is made for it because a side of the deployment changed.
  package var isOfFacet: Bool { Facet.allCases.contains { $0.trigger == self } }
}

extension DeploymentContext {
  /// What an import keeps here for want of another place.
  fileprivate static let ofConversation: Set = ["title", "other_branches"]

  /// The title that a conversation had where it was imported from.
  package var title: String? {
    guard case .string(let text)? = other["title"], !ErasureNotice.begins(text) else { return nil }
    return text
  }
}
