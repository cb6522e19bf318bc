import StrataCore

/// The versions of one customer and how they go on from one another.
struct OutlineHistory {
  /// Lowest first.
  let outlines: [SessionOutline]
  /// Those of each line, lowest first.
  let lines: [[SessionOutline]]
  private let byVersion: [SemanticVersion: SessionOutline]
  private let places: [SemanticVersion: Int]

  /// The place from which on places are not told apart.
  static let lastPlace = 5

  /// - Complexity: O(n log n).
  init(_ outlines: [SessionOutline]) {
    self.outlines = outlines.sorted { $0.version < $1.version }
    byVersion = Dictionary(outlines.map { ($0.version, $0) }) { first, _ in first }
    let families = Dictionary(grouping: self.outlines, by: \.family)
    lines = families.values.sorted {
      ($0.first?.version ?? .first) < ($1.first?.version ?? .first)
    }
    var places: [SemanticVersion: Int] = [:]
    for line in lines {
      for (index, outline) in line.filter({ $0.increment != .patch }).enumerated() {
        places[outline.version] = min(index + 1, Self.lastPlace)
      }
    }
    self.places = places
  }

  /// `1st in its line` to `5th or later`.
  static func name(ofPlace place: Int) -> String {
    let ordinal =
      ["1st", "2nd", "3rd"].indices.contains(place - 1)
      ? ["1st", "2nd", "3rd"][place - 1] : "\(place)th"
    return place >= lastPlace ? "\(ordinal) or later" : ordinal
  }

  /// At which place of its line a version stands, from 1; nil for a mend.
  func place(of outline: SessionOutline) -> Int? { places[outline.version] }

  /// The version that one goes on from.
  func parent(of outline: SessionOutline) -> SessionOutline? {
    outline.parent.flatMap { $0 == outline.version ? nil : byVersion[$0] }
  }

  /// The nearest version that one goes on from and that is no mend.
  func predecessor(of outline: SessionOutline) -> SessionOutline? {
    var next = parent(of: outline)
    // Damage may have made a circle; mends of mends are never that many.
    for _ in 0..<outlines.count {
      guard let parent = next, parent.increment == .patch else { return next }
      next = self.parent(of: parent)
    }
    return nil
  }

  /// The last two and the last three steps that led to a version, mends left out.
  func progressions(to outline: SessionOutline) -> [[String]] {
    guard let before = predecessor(of: outline) else { return [] }
    let pair = [before.firstCause, outline.firstCause]
    guard let earlier = predecessor(of: before) else { return [pair] }
    return [pair, [earlier.firstCause] + pair]
  }
}

extension SessionOutline {
  /// The short names of its triggers, or that a caller chose it.
  var causes: [String] {
    triggers.isEmpty ? ["chosen \(increment.rawValue)"] : triggers.map(\.shortName)
  }

  /// The weightiest of its causes.
  var firstCause: String { causes.first ?? increment.rawValue }

  /// From the first to the last activity.
  var elapsedSeconds: Double { Double(max(0, lastActivityAt.microseconds(since: createdAt))) / 1e6 }

  // What an erasure made in the place of a version ends as that did (row D6); it counts once.
  private var isRestated: Bool { triggers.first == .privacyComplianceUpdates }

  /// How it ended, where that is known and not merely restated.
  var countedOutcome: Session.Outcome? { isRestated ? nil : outcome }

  /// What the customer answered, where that is not merely restated.
  var countedSatisfaction: Int? { isRestated ? nil : satisfaction }
}
