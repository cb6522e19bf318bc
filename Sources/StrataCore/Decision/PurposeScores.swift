/// How much an opening speaks for each ``Purpose``, in log odds.
struct PurposeScores: Sendable {
  private let scores: [Float]

  /// Weighs features.
  ///
  /// - Complexity: O(features).
  init(_ features: OpeningFeatures) {
    var sums = [Int](repeating: 0, count: Purpose.allCases.count)
    for (key, value) in features.values {
      PurposeWeights.add(key, times: Int((value * PurposeWeights.unit).rounded()), to: &sums)
    }
    scores = zip(sums, PurposeWeights.bias).map {
      Float($0) * PurposeWeights.step / PurposeWeights.unit + $1
    }
  }

  subscript(purpose: Purpose) -> Float { scores[purpose.rawValue] }

  /// The purposes by which a line goes on, the likeliest first.
  var intents: [(intent: Intent, score: Float)] {
    ranked(Intent.allCases.map(Purpose.init)).compactMap { purpose in
      purpose.intent.map { ($0, self[purpose]) }
    }
  }

  /// The changes, the likeliest first; what the caller stated has not changed by what the text says.
  func changes(besides stated: Set<Facet>) -> [(facet: Facet, score: Float)] {
    ranked(Purpose.allCases).compactMap { purpose in
      purpose.facet.flatMap { stated.contains($0) ? nil : ($0, self[purpose]) }
    }
  }

  private func ranked(_ purposes: [Purpose]) -> [Purpose] {
    purposes.sorted { (self[$0], $1.rawValue) > (self[$1], $0.rawValue) }
  }
}
