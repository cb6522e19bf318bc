/// What a line says of one side of its deployment, all its versions taken together (row L2).
///
/// What was said last counts. A value that was contradicted or taken back is dead until somebody
/// says it anew: that the value which contradicted it is gone by now does not bring it back.
package struct FacetVerdict: Hashable, Sendable {
  /// What a value rests on.
  package enum Basis: String, Sendable {
    /// A person set it.
    case set
    /// The caller stated it.
    case stated
    /// It was said in a conversation.
    case said
  }

  /// A value in force.
  package struct Held: Hashable, Sendable {
    package var value: String
    package var basis: Basis
    package var place: LinePlace
  }

  /// A value that is not in force any more.
  package struct Dropped: Hashable, Sendable {
    package var value: String
    package var place: LinePlace
    /// Where it was contradicted or taken back.
    package var because: LinePlace
    /// The value that came instead, where one did.
    package var successor: String?
  }

  /// What is in force: one value, of regimes any number.
  package private(set) var held: [Held] = []
  /// What is not, the newest first.
  package private(set) var dropped: [Dropped] = []
  /// The caller stated that there are no regimes.
  package private(set) var isNone: LinePlace?

  /// Whether the line settles the matter, so that no other line is asked.
  package var isSettled: Bool { !held.isEmpty || isNone != nil }

  /// The verdict.
  ///
  /// - Parameter override: what a person set; it stands at its version and is an explicit statement.
  /// - Complexity: O(number of values).
  package init(_ facet: Facet, in claims: LineClaims, override: LineClaims.Statement? = nil) {
    var explicit = claims.stated[facet]
    var basis = Basis.stated
    if let override, override.place.version >= explicit?.place.version ?? override.place.version {
      explicit = override
      basis = .set
    }
    let said = claims.said[facet] ?? []
    if facet == .compliance {
      settleRegimes(said, explicit, basis)
    } else if let explicit, let value = explicit.values.first {
      settle(said, stated: Held(value: value, basis: basis, place: explicit.place))
    } else {
      settle(said)
    }
    dropped.sort { ($0.because, $1.value) > ($1.because, $0.value) }
  }

  // MARK: - One value

  /// Nothing was stated: the value that was last said to be so, unless it was taken back since. Only
  /// where none ever was, one that was named counts.
  private mutating func settle(_ said: [LineClaims.Claim]) {
    guard let newest = Self.newest(said, \.firm) ?? Self.newest(said, \.named) else { return }
    if newest.claim.gone.map({ $0 < newest.place }) ?? true {
      held = [Held(value: newest.claim.value, basis: .said, place: newest.place)]
    }
    drop(said, except: held.first?.value, before: newest)
  }

  /// Something was stated: what later versions say only counts where they say that a change has come
  /// or that the stated value is gone.
  private mutating func settle(_ said: [LineClaims.Claim], stated: Held) {
    let later = said.map { $0.later(than: stated.place.version) }
    let own = later.first { $0.value == stated.value }
    let rival = Self.newest(later.filter { $0.value != stated.value }, \.arrived)
    guard let end = latest(rival?.place, own?.gone) else {
      held = [stated]
      return drop(
        said, except: stated.value, before: (LineClaims.Claim(value: stated.value), stated.place))
    }
    if let again = own?.firm, again > end {
      held = [Held(value: stated.value, basis: .said, place: again)]
      return drop(
        said, except: stated.value, before: (LineClaims.Claim(value: stated.value), again))
    }
    if let newest = Self.newest(later, \.firm), newest.claim.gone.map({ $0 < newest.place }) ?? true
    {
      held = [Held(value: newest.claim.value, basis: .said, place: newest.place)]
    }
    dropped.append(
      Dropped(
        value: stated.value, place: stated.place, because: end,
        successor: rival.flatMap { $0.place == end ? $0.claim.value : held.first?.value }))
    drop(said.filter { $0.value != stated.value }, except: held.first?.value, before: rival)
  }

  /// The claims that are dead: taken back, or followed by another.
  private mutating func drop(
    _ said: [LineClaims.Claim], except current: String?,
    before newest: (claim: LineClaims.Claim, place: LinePlace)?
  ) {
    for claim in said where claim.value != current {
      guard let place = claim.firm else { continue }
      let isSucceeded = newest.map { $0.claim.value != claim.value && $0.place > place } ?? false
      if let gone = claim.gone, gone > place {
        dropped.append(
          Dropped(value: claim.value, place: place, because: gone, successor: current))
      } else if isSucceeded, let newest {
        dropped.append(
          Dropped(
            value: claim.value, place: place, because: newest.place, successor: newest.claim.value))
      }
    }
  }

  private static func newest(
    _ claims: [LineClaims.Claim], _ place: KeyPath<LineClaims.Claim, LinePlace?>
  ) -> (claim: LineClaims.Claim, place: LinePlace)? {
    claims.compactMap { claim in claim[keyPath: place].map { (claim, $0) } }
      .max { ($0.1, $1.0.value) < ($1.1, $0.0.value) }
  }

  // MARK: - Regimes

  /// Each regime stands for itself; a stated list replaces all that was before (guide rule 13).
  private mutating func settleRegimes(
    _ said: [LineClaims.Claim], _ explicit: LineClaims.Statement?, _ basis: Basis
  ) {
    let later =
      explicit.map { statement in
        said.map { $0.later(than: statement.place.version) }
      } ?? said
    for value in explicit?.values ?? [] {
      guard let place = explicit?.place else { continue }
      let claim = later.first { $0.value == value }
      if let gone = claim?.gone, claim?.firm.map({ $0 < gone }) ?? true {
        dropped.append(Dropped(value: value, place: place, because: gone))
      } else {
        held.append(Held(value: value, basis: basis, place: place))
      }
    }
    for claim in later where !(explicit?.values.contains(claim.value) ?? false) {
      guard let place = claim.firm else { continue }
      if let gone = claim.gone, gone > place {
        dropped.append(Dropped(value: claim.value, place: place, because: gone))
      } else {
        held.append(Held(value: claim.value, basis: .said, place: place))
      }
    }
    if let explicit {
      for claim in said where !held.contains(where: { $0.value == claim.value }) {
        guard let place = claim.firm, place < explicit.place else { continue }
        dropped.append(Dropped(value: claim.value, place: place, because: explicit.place))
      }
    }
    held.sort { $0.value < $1.value }
    if held.isEmpty, let explicit, explicit.values.isEmpty { isNone = explicit.place }
  }
}

extension LineClaims.Claim {
  /// What was said of it in later versions.
  fileprivate func later(than version: SemanticVersion) -> LineClaims.Claim {
    func kept(_ place: LinePlace?) -> LinePlace? {
      place.flatMap { $0.version > version ? $0 : nil }
    }
    return LineClaims.Claim(
      value: value, arrived: kept(arrived), held: kept(held), named: kept(named), gone: kept(gone))
  }
}
