/// Counts what follows what.
struct TransitionTally: Sendable {
  private struct Step: Hashable {
    var from: String
    var to: String
  }

  private var shares: [String: Tally<String>] = [:]
  private var successes: [Step: Rate] = [:]

  /// Adds one step.
  ///
  /// - Parameters:
  ///   - success: whether what followed succeeded, where that is known.
  ///   - weight: what the step counts.
  ///   - recency: what its success counts.
  mutating func add(
    _ from: String, _ to: String, success: Bool?, weight: Double, recency: Double
  ) {
    shares[from, default: Tally()].add([to], weight: weight)
    guard let success else { return }
    successes[Step(from: from, to: to), default: Rate()].add(success, weight: recency)
  }

  /// All steps, in the order of the names.
  func all(in names: [String]) -> [Insights.Transition] {
    names.flatMap { from in
      names.compactMap { to in
        guard let tally = shares[from], tally.kinds.contains(to) else { return nil }
        return Insights.Transition(
          from: from, to: to, share: tally[to],
          success: successes[Step(from: from, to: to)] ?? Rate())
      }
    }
  }
}
