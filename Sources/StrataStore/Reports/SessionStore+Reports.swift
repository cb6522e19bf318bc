public import StrataCore

extension SessionStore {
  /// What a statement of work for one version needs (rows P1–P3).
  ///
  /// - Parameters:
  ///   - base: a second version whose files are named too: the one that is compared with.
  ///   - quoted: how many versions of the ancestry, nearest first, have their first turns read; the
  ///     first one of all is read in any case.
  /// - Throws: ``StrataError`` with code `notFound`.
  /// - Complexity: O(versions of the customer, length of the conversations of subject and base).
  public func workRecords(
    of customer: CustomerID, _ subject: SemanticVersion, base: SemanticVersion? = nil,
    quoted: Int = 20
  ) throws -> WorkRecords {
    let identity = marker.store
    let session = try session(.version(customer, subject))
    let compared = base ?? session.previousVersion
    let inherited = try Dictionary(
      [subject, compared].compactMap(\.self).map { version in
        (version, Self.inherited(try context(of: .version(customer, version))))
      }, uniquingKeysWith: { first, _ in first })
    return try driver.read { connection in
      _ = try StoredSession.named(.version(customer, subject), in: connection)
      if let base { _ = try StoredSession.named(.version(customer, base), in: connection) }
      let all = try StoredSession.all(
        "WHERE s.customer = ? ORDER BY s.position", [.text(customer.name)], in: connection)
      var records = WorkRecords(
        subject: subject, store: identity,
        versions: all.map {
          WorkRecords.Version(session: $0.session, entryCount: $0.entryCount, leaf: $0.chain)
        })
      records.inherited = inherited
      records.deployments = try Self.deployments(of: customer, in: connection)
      let stored = Dictionary(all.map { ($0.session.version, $0) }) { first, _ in first }
      for version in [subject, base].compactMap({ $0 }) {
        guard let session = stored[version] else { continue }
        let turns = try JournalReading.turns(
          of: session.position, from: 0, limit: .max, in: connection)
        if version == subject { records.lastTurn = turns.last }
        records.files[version] = try Self.files(of: session.session, turns, in: connection)
      }
      let chain = [subject] + records.lineage.ancestors(of: subject)
      for version in Set(chain.prefix(quoted) + chain.suffix(1)) {
        guard let session = stored[version] else { continue }
        records.openings[version] = try JournalReading.turns(
          of: session.position, from: 0, limit: Self.openingTurns, in: connection)
      }
      return records
    }
  }

  private static func inherited(_ context: ContextMerge) -> [WorkRecords.Inherited] {
    context.fields.compactMap { field in
      guard let known = ContextField(rawValue: field.name), known.facet != nil,
        let value = text(field.value)
      else { return nil }
      return WorkRecords.Inherited(
        field: known, value: value, version: field.source.version, isSaid: field.basis == .said)
    }
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .array(let values): values.compactMap(text).joined(separator: ", ")
    default: nil
    }
  }

  /// A customer's first words come within these.
  private static let openingTurns = 8

  private static func files(
    of session: Session, _ turns: [Turn], in connection: any SQLConnection
  ) throws -> [WorkRecords.File] {
    let changes = try JournalReading.changes(
      upTo: session.version, of: session.customer, in: connection)
    let digests = SessionRendering(session: session, turns: turns, changes: changes).digests
    return SessionFile.allCases.compactMap { file in
      digests[file].map { WorkRecords.File(name: file.rawValue, digest: $0) }
    }
  }

  private static func deployments(
    of customer: CustomerID, in connection: any SQLConnection
  ) throws -> [WorkRecords.Deployment] {
    let table = AuditTable.deployments.rawValue
    let deployments = try JournalReading.entries(
      "WHERE position IN (SELECT entry FROM \(table)) AND customer = ? ORDER BY position",
      [.text(customer.name)], connection
    ).compactMap { entry -> WorkRecords.Deployment? in
      guard let session = entry.session, case .object(let body) = entry.body,
        case .string(let environment)? = body["environment"],
        case .string(let status)? = body["status"]
      else { return nil }
      func text(_ name: String) -> String? {
        guard case .string(let text)? = body[name] else { return nil }
        return text
      }
      return WorkRecords.Deployment(
        session: session, at: entry.happenedAt, environment: environment,
        artifact: text("artifact"), artifactVersion: text("version"), status: status)
    }
    // What a join took in follows what happened later.
    return deployments.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    .map(\.element)
  }
}
