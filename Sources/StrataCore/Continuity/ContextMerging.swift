/// Merges what the lines of a customer say into the context of one session: its own line first, then
/// the lines that were merged into it, then the others, the most recently active first (row L2).
package struct ContextMerging {
  /// One line.
  package struct Line: Sendable {
    package var major: Int
    package var claims: LineClaims
    package var lastActivityAt: Timestamp
    /// The sides of the deployment whose change opened the line: what an older line says of them is
    /// contradicted, even where nobody has said what came instead.
    package var opened: Set<Facet>

    package init(major: Int, claims: LineClaims, lastActivityAt: Timestamp, opened: Set<Facet>) {
      self.major = major
      self.claims = claims
      self.lastActivityAt = lastActivityAt
      self.opened = opened
    }
  }

  /// What a person set, or took back.
  package struct Override: Sendable, Hashable {
    package var field: ContextField
    /// Nil where it was taken back.
    package var value: String?
    package var version: SemanticVersion
    package var by: String?

    package init(field: ContextField, value: String?, version: SemanticVersion, by: String?) {
      self.field = field
      self.value = value
      self.version = version
      self.by = by
    }
  }

  /// The lines, the session's own first.
  private let lines: [Line]
  /// In the order in which they were made.
  private let overrides: [Override]
  private let vocabulary: Vocabulary

  /// - Parameter merged: the lines that were merged into the session's own.
  package init(
    of own: Int, merged: Set<Int>, lines: [Line], overrides: [Override], vocabulary: Vocabulary
  ) {
    func rank(_ line: Line) -> Int { line.major == own ? 0 : merged.contains(line.major) ? 1 : 2 }
    self.lines = lines.sorted {
      (rank($0), $1.lastActivityAt, $1.major) < (rank($1), $0.lastActivityAt, $0.major)
    }
    self.overrides = overrides
    self.vocabulary = vocabulary
  }

  // MARK: - The deployment

  /// The fields of the deployment that are known, and what is not carried over.
  ///
  /// - Complexity: O(lines × values).
  package func deployment() -> (fields: [ContextMerge.Field], dropped: [ContextMerge.Dropped]) {
    var fields: [ContextMerge.Field] = []
    var dropped: [ContextMerge.Dropped] = []
    for field in ContextField.allCases {
      guard let facet = field.facet else { continue }
      fields += inherited(facet, as: field).map { [$0] } ?? []
      dropped += lines.first.map { ownDropped(facet, in: $0) } ?? []
    }
    return (fields + others(), dropped)
  }

  /// What a line says of a side of its deployment, with what a person set.
  package func verdict(_ facet: Facet, in line: Line) -> FacetVerdict {
    FacetVerdict(facet, in: line.claims, override: statement(facet, in: line.major))
  }

  private func statement(_ facet: Facet, in major: Int) -> LineClaims.Statement? {
    let newest = overrides.last { $0.field.facet == facet && $0.version.major == major }
    guard let newest, let value = newest.value else { return nil }
    let values =
      facet == .compliance
      ? value.split(separator: ",").map { vocabulary.normalised(String($0), in: facet) }
        .filter { !$0.isEmpty && $0 != "none" }
      : [facet == .project ? value : vocabulary.normalised(value, in: facet)]
    return LineClaims.Statement(
      values: values, place: LinePlace(version: newest.version, turn: Int(Int32.max)))
  }

  private func inherited(_ facet: Facet, as field: ContextField) -> ContextMerge.Field? {
    var dead: Set<String> = []
    for line in lines {
      let verdict = verdict(facet, in: line)
      let held = verdict.held.filter { !dead.contains($0.value) }
      // Regimes that are dead in a newer line are left out; another value that is dead ends the search.
      if facet != .compliance, held.count < verdict.held.count { return nil }
      if let newest = held.max(by: { $0.place < $1.place }) {
        return self.field(field, held, newest: newest, isList: facet == .compliance)
      }
      if let none = verdict.isNone {
        return ContextMerge.Field(
          name: field.rawValue, value: [], basis: .stated, source: Self.source(none))
      }
      if line.opened.contains(facet) { return nil }
      dead.formUnion(verdict.dropped.map(\.value))
      dead.formUnion((line.claims.said[facet] ?? []).filter { $0.gone != nil }.map(\.value))
    }
    return nil
  }

  private func field(
    _ field: ContextField, _ held: [FacetVerdict.Held], newest: FacetVerdict.Held, isList: Bool
  ) -> ContextMerge.Field {
    ContextMerge.Field(
      name: field.rawValue,
      value: isList ? .array(held.map { .string($0.value) }) : .string(newest.value),
      basis: Self.basis(newest.basis), source: Self.source(newest.place),
      why: newest.basis == .set ? setBy(field) : nil,
      parts: isList
        ? held.map {
          ContextMerge.Part(
            value: $0.value, basis: Self.basis($0.basis), source: Self.source($0.place))
        } : [])
  }

  private func ownDropped(_ facet: Facet, in line: Line) -> [ContextMerge.Dropped] {
    verdict(facet, in: line).dropped.map {
      ContextMerge.Dropped(
        name: facet.field, value: $0.value, source: Self.source($0.place),
        because: Self.source($0.because), successor: $0.successor)
    }
  }

  /// Stated fields that Strata has no name for: the newest of the own line, else of the next.
  private func others() -> [ContextMerge.Field] {
    var found: [String: ContextMerge.Field] = [:]
    for line in lines {
      for (name, other) in line.claims.others where found[name] == nil {
        guard let value = try? JSONReader.value(of: Array(other.json.utf8), place: name) else {
          continue
        }
        found[name] = ContextMerge.Field(
          name: name, value: value, basis: .stated, source: Self.source(other.place))
      }
    }
    // A stated null takes the field back.
    return found.values.filter { $0.value != .null }.sorted { $0.name < $1.name }
  }

  private static func basis(_ basis: FacetVerdict.Basis) -> ContextMerge.Basis {
    switch basis {
    case .set: .set
    case .stated: .stated
    case .said: .said
    }
  }

  private static func source(_ place: LinePlace) -> ContextMerge.Source {
    ContextMerge.Source(place, isTurn: place.turn < Int(Int32.max))
  }

  private func setBy(_ field: ContextField) -> String? {
    overrides.last { $0.field == field }.map { "set by \($0.by ?? "a person")" }
  }

  // MARK: - The customer

  /// The preferred provider: set, else said to be preferred, else where the most recent lines run.
  package func preferredProvider(said: SpeakerReading.Preference?) -> ContextMerge.Field? {
    if let set = set(.preferredProvider) { return set }
    let verdicts = lines.sorted { $0.lastActivityAt > $1.lastActivityAt }.map {
      verdict(.provider, in: $0)
    }
    if let said, !isContradicted(said, by: verdicts) {
      return ContextMerge.Field(
        name: ContextField.preferredProvider.rawValue, value: .string(said.value), basis: .said,
        source: ContextMerge.Source(said.place), why: "said to be preferred")
    }
    var weights: [String: Double] = [:]
    var newest: [String: LinePlace] = [:]
    var counts: [String: Int] = [:]
    for (age, verdict) in verdicts.enumerated() {
      guard let held = verdict.held.first else { continue }
      weights[held.value, default: 0] += pow2(-Double(age))
      counts[held.value, default: 0] += 1
      newest[held.value] = newest[held.value] ?? held.place
    }
    guard let best = weights.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      let place = newest[best.key]
    else { return nil }
    return ContextMerge.Field(
      name: ContextField.preferredProvider.rawValue, value: .string(best.key), basis: .learned,
      source: Self.source(place), why: "the provider of the customer's recent lines",
      signs: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        .init(name: "lines on \($0.key)", count: $0.value)
      })
  }

  /// Each older line counts half.
  private func pow2(_ exponent: Double) -> Double {
    exponent < -60 ? 0 : 1 / Double(UInt64(1) << UInt64(-exponent))
  }

  /// Whether the preferred value was left, or the customer has gone elsewhere since it was said.
  private func isContradicted(
    _ said: SpeakerReading.Preference, by verdicts: [FacetVerdict]
  ) -> Bool {
    lines.contains { line in
      let isLater = line.major > said.place.version.major
      let verdict = verdict(.provider, in: line)
      if let held = verdict.held.first, held.value != said.value,
        isLater || line.major == said.place.version.major && held.place > said.place
      {
        return true
      }
      let gone = line.claims.said[.provider]?.first { $0.value == said.value }?.gone
      return gone.map { isLater || line.major == said.place.version.major && $0 > said.place }
        ?? false
    }
  }

  /// A field of the customer that a person set last.
  package func set(_ field: ContextField) -> ContextMerge.Field? {
    guard let newest = overrides.last(where: { $0.field == field }), let value = newest.value else {
      return nil
    }
    return ContextMerge.Field(
      name: field.rawValue, value: .string(value), basis: .set,
      source: ContextMerge.Source(LinePlace(version: newest.version), isTurn: false),
      why: setBy(field))
  }
}
