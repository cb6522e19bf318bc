import StrataCore

/// Checks a customer's versions against one another: numbers, parents, times (row Q1).
struct VersionCheck {
  /// What the check needs of a session.
  struct Version {
    var version: SemanticVersion
    var parent: SemanticVersion?
    var merged: SemanticVersion?
    var createdAt: Timestamp
    var lastActivityAt: Timestamp
  }

  let customer: CustomerID
  /// The customer's versions.
  let versions: [Version]
  /// Numbers that were taken on the disk when they were to be assigned (row C4): no gaps.
  let taken: Set<SemanticVersion>

  private static let remedy = "see what happened with 'strata log'; numbers are never given twice"

  func findings() -> [Finding] {
    let known = Set(versions.map(\.version)).union(taken)
    return gaps(in: known) + versions.flatMap { relations(of: $0, known: known) }
  }

  private func gaps(in known: Set<SemanticVersion>) -> [Finding] {
    let highest = known.map(\.major).max() ?? 0
    var missing: [SemanticVersion] = []
    for major in 1..<max(2, highest + 1) where highest > 0 {
      if let first = SemanticVersion(major, 0, 0), !known.contains(first) { missing.append(first) }
    }
    for version in known.sorted() {
      if version.patch > 0 {
        let before = SemanticVersion(version.major, version.minor, version.patch - 1)
        if let before, !known.contains(before) { missing.append(before) }
      } else if version.minor > 0 {
        let before = SemanticVersion(version.major, version.minor - 1, 0)
        if let before, !known.contains(before) { missing.append(before) }
      }
    }
    return Set(missing).sorted().map { version in
      Finding(
        "version.gap", place: "\(customer)/\(version)",
        "\(version) is missing, and a higher version of the line exists", remedy: Self.remedy)
    }
  }

  private func relations(of version: Version, known: Set<SemanticVersion>) -> [Finding] {
    let place = "\(customer)/\(version.version)"
    var findings: [Finding] = []
    if let parent = version.parent, !known.contains(parent) {
      findings.append(
        Finding(
          "version.parent", place: place, "its parent \(parent) does not exist",
          remedy: Self.remedy))
    }
    if version.parent == version.version {
      findings.append(
        Finding("version.parent", place: place, "it is its own parent", remedy: Self.remedy))
    }
    if let merged = version.merged {
      if !known.contains(merged) {
        findings.append(
          Finding(
            "version.parent", place: place, "the version it merges, \(merged), does not exist",
            remedy: Self.remedy))
      }
      if merged.major == version.version.major {
        findings.append(
          Finding(
            "version.parent", place: place, "it merges \(merged), which is of its own line",
            remedy: Self.remedy))
      }
    }
    if version.lastActivityAt < version.createdAt {
      findings.append(
        Finding(
          "version.times", .warning, place: place,
          "its last activity (\(version.lastActivityAt)) lies before its creation "
            + "(\(version.createdAt))", remedy: "correct it with a new patch version"))
    }
    return findings
  }
}

extension VersionCheck {
  /// The checks of all customers, by name.
  static func all(in connection: any SQLConnection) throws -> [VersionCheck] {
    var versions: [String: [Version]] = [:]
    let rows = try connection.query(
      """
      SELECT customer, major, minor, patch, parent, created_at, last_activity, merged
      FROM session_versions
      """)
    for row in rows {
      versions[try row.text(0), default: []].append(
        Version(
          version: try SemanticVersion(row: row, from: 1),
          parent: try row.optionalText(4).map { try SemanticVersion(parsing: $0) },
          merged: try row.optionalText(7).map { try SemanticVersion(parsing: $0) },
          createdAt: try row.time(5), lastActivityAt: try row.time(6)))
    }
    var taken: [String: Set<SemanticVersion>] = [:]
    let collisions = try JournalReading.entries(
      "WHERE kind = ?", [.text(JournalEntry.Kind.versionCollision.rawValue)], connection)
    for entry in collisions {
      guard case .object(let body) = entry.body, case .string(let text)? = body["taken"],
        let customer = entry.customer
      else { continue }
      taken[customer.name, default: []].insert(try SemanticVersion(parsing: text))
    }
    return try versions.sorted { $0.key < $1.key }.map { name, versions in
      VersionCheck(
        customer: try CustomerID(name), versions: versions, taken: taken[name] ?? [])
    }
  }
}
