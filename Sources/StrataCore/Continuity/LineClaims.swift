/// Where in a line something was said; ordered as the line grew.
package struct LinePlace: Hashable, Comparable, Sendable, Codable {
  /// The version.
  package var version: SemanticVersion
  /// The number of the turn, from 1; 0 for what the caller stated.
  package var turn: Int
  /// The bytes of the clause in the turn's UTF-8.
  package var bytes: Range<Int>

  /// Makes a place; without bytes it is the whole of what the caller stated.
  package init(version: SemanticVersion, turn: Int = 0, bytes: Range<Int> = 0..<0) {
    self.version = version
    self.turn = turn
    self.bytes = bytes
  }

  /// Orders by version, turn and byte.
  package static func < (left: LinePlace, right: LinePlace) -> Bool {
    (left.version, left.turn, left.bytes.lowerBound)
      < (right.version, right.turn, right.bytes.lowerBound)
  }
}

/// What was said in a line of each side of its deployment, and when it was said last (row L2).
///
/// Only the newest place of each kind is kept, so that it does not matter in which order and in how
/// many parts the sessions are read: noting is commutative, associative and idempotent. No words are
/// kept, only where they stand; what is erased is gone from here too.
package struct LineClaims: Hashable, Sendable, Codable {
  /// How a value was spoken of.
  package enum Sign: CaseIterable, Sendable {
    /// It came: `we moved to Azure`.
    case arrived
    /// It is there: `our cluster on AKS`.
    case held
    /// It was named as if it were: `AWS has flow logs`; by the advisor too.
    case named
    /// It is not, or no longer: `EKS is gone`, `HIPAA does not apply`.
    case gone
  }

  /// One value and where it was spoken of last, in each way.
  package struct Claim: Hashable, Sendable, Codable {
    package var value: String
    package var arrived: LinePlace?
    package var held: LinePlace?
    package var named: LinePlace?
    package var gone: LinePlace?

    /// The last time that somebody said it is so.
    package var firm: LinePlace? { latest(arrived, held) }
    /// The last time that it was spoken of at all.
    package var last: LinePlace? { latest(latest(firm, named), gone) }
  }

  /// What a caller stated.
  package struct Statement: Hashable, Sendable, Codable {
    /// One value, or the regimes in force.
    package var values: [String]
    package var place: LinePlace
  }

  /// A stated field that Strata has no name for.
  package struct Other: Hashable, Sendable, Codable {
    /// Canonical JSON.
    package var json: String
    package var place: LinePlace
  }

  package static let maximumValues = 64
  package static let maximumOthers = 32
  package static let maximumOtherBytes = 1024

  package var said: [Facet: [Claim]] = [:]
  package var stated: [Facet: Statement] = [:]
  package var others: [String: Other] = [:]

  /// Nothing was said.
  package init() {}

  /// Notes how a value was spoken of.
  package mutating func note(
    _ sign: Sign, of value: String, in facet: Facet, at place: LinePlace
  ) {
    var claims = said[facet] ?? []
    let index = claims.firstIndex { $0.value == value } ?? claims.count
    if index == claims.count { claims.append(Claim(value: value)) }
    switch sign {
    case .arrived: claims[index].arrived = latest(claims[index].arrived, place)
    case .held: claims[index].held = latest(claims[index].held, place)
    case .named: claims[index].named = latest(claims[index].named, place)
    case .gone: claims[index].gone = latest(claims[index].gone, place)
    }
    if claims.count > Self.maximumValues {
      let oldest = claims.indices.min {
        precedes(claims[$0].last, claims[$1].last, claims[$0].value < claims[$1].value)
      }
      if let oldest { claims.remove(at: oldest) }
    }
    said[facet] = claims
  }

  /// Notes what a caller stated.
  package mutating func state(_ values: [String], in facet: Facet, at place: LinePlace) {
    if let known = stated[facet], known.place > place { return }
    stated[facet] = Statement(values: values, place: place)
  }

  /// Notes a stated field that Strata has no name for; a long one is left out.
  package mutating func state(_ json: String, as name: String, at place: LinePlace) {
    guard name.utf8.count + json.utf8.count <= Self.maximumOtherBytes else { return }
    if let known = others[name], known.place > place { return }
    others[name] = Other(json: json, place: place)
    guard others.count > Self.maximumOthers else { return }
    let oldest = others.min {
      precedes($0.value.place, $1.value.place, $0.key < $1.key)
    }
    if let oldest { others[oldest.key] = nil }
  }
}

/// The later of two places, where there is one.
package func latest(_ left: LinePlace?, _ right: LinePlace?) -> LinePlace? {
  guard let left, let right else { return left ?? right }
  return max(left, right)
}

private func precedes(_ left: LinePlace?, _ right: LinePlace?, _ otherwise: Bool) -> Bool {
  guard let left, let right, left != right else { return left == right && otherwise || left == nil }
  return left < right
}
