public import StrataCore

/// Insights as JSON (docs/json.md). Shares have six digits, seconds three.
public enum InsightsJSON {
  /// One object; what is not known is `null` or an empty list.
  public static func value(of insights: Insights) -> JSONValue {
    [
      "customer": text(insights.customer?.name), "as_of": .string("\(insights.weights.asOf)"),
      "sessions": .integer(Int64(insights.sessionCount)),
      "customers": .integer(Int64(insights.customerCount)),
      "active": .integer(Int64(insights.activeCount)),
      "first_activity": text(insights.firstAt?.description),
      "last_activity": text(insights.lastAt?.description),
      "weights": weights(insights.weights),
      "outcomes": .object(
        Dictionary(
          uniqueKeysWithValues: Session.Outcome.allCases.map {
            ($0.rawValue, .integer(Int64(insights.outcomes[$0] ?? 0)))
          })),
      "success": rate(insights.success),
      "types": groups(insights.types, "type", rate),
      "success_by_type": groups(insights.successByType, "type", rate),
      "success_by_trigger": groups(insights.successByTrigger, "trigger", rate),
      "success_by_place": groups(insights.successByPlace, "place", rate),
      "triggers": groups(insights.triggers, "trigger", rate),
      "durations": groups(insights.durations, "type") { durations in
        ["elapsed": spread(durations.elapsed), "worked": spread(durations.worked)]
      },
      "satisfaction": [
        "all": satisfaction(insights.satisfaction),
        "by_type": groups(insights.satisfactionByType, "type", satisfaction),
        "by_place": groups(insights.satisfactionByPlace, "place", satisfaction),
        "by_version": .array(insights.ratings.map(rating)),
      ],
      "life_spans": [
        "ended_lines": spread(insights.lifeSpans.ended),
        "active_lines": spread(insights.lifeSpans.open),
        "sessions_in_a_line": spread(insights.lifeSpans.sessions),
      ],
      "transitions": [
        "types": .array(insights.typeTransitions.map(transition)),
        "phases": .array(insights.phaseTransitions.map(transition)),
      ],
      "progressions": .array(
        insights.progressions.map {
          merged(["steps": .array($0.steps.map(JSONValue.string))], rate($0.success))
        }),
      "progression_count": .integer(Int64(insights.progressionCount)),
      "comparisons": .array(insights.comparisons.map(comparison)),
    ]
  }

  private static func weights(_ weights: InsightWeights) -> JSONValue {
    var outcomes: [String: JSONValue] = ["unknown": number(InsightWeights.success(of: nil))]
    for outcome in Session.Outcome.allCases {
      outcomes[outcome.rawValue] = number(InsightWeights.success(of: outcome))
    }
    return [
      "half_life_days": number(weights.halfLifeDays), "success": .object(outcomes),
      "confidence": number(ScoreInterval.confidence), "few_cases": .integer(Int64(Rate.fewCases)),
    ]
  }

  private static func rate(_ rate: Rate) -> JSONValue {
    [
      "count": .integer(Int64(rate.count)), "cases": .integer(Int64(rate.cases)),
      "few_cases": .bool(rate.isOfFewCases), "share": number(rate.share),
      "low": number(rate.interval?.lower), "high": number(rate.interval?.upper),
      "weighted": [
        "share": number(rate.weightedShare), "effective_cases": number(rate.effectiveCases),
        "low": number(rate.weightedInterval?.lower), "high": number(rate.weightedInterval?.upper),
      ],
    ]
  }

  private static func spread(_ spread: Spread?) -> JSONValue {
    guard let spread else { return .null }
    func short(_ value: Double) -> JSONValue { .number((value * 1e3).rounded() / 1e3) }
    return [
      "cases": .integer(Int64(spread.cases)), "lower_quartile": short(spread.lowerQuartile),
      "median": short(spread.median), "upper_quartile": short(spread.upperQuartile),
      "mean": short(spread.mean), "weighted_mean": short(spread.weightedMean),
    ]
  }

  private static func satisfaction(_ satisfaction: Insights.Satisfaction) -> JSONValue {
    [
      "answers": .array(satisfaction.answers.map { .integer(Int64($0)) }),
      "mean": number(satisfaction.mean), "weighted_mean": number(satisfaction.weightedMean),
      "satisfied": rate(satisfaction.satisfied),
    ]
  }

  private static func rating(_ rating: Insights.Rating) -> JSONValue {
    [
      "version": .string(rating.version.description),
      "satisfaction": .integer(Int64(rating.satisfaction)),
      "outcome": text(rating.outcome?.rawValue),
    ]
  }

  private static func transition(_ transition: Insights.Transition) -> JSONValue {
    merged(
      [
        "from": .string(transition.from), "to": .string(transition.to),
        "success": rate(transition.success),
      ], rate(transition.share))
  }

  private static func comparison(_ comparison: Insights.Comparison) -> JSONValue {
    func group(_ group: Insights.Group<Rate>) -> JSONValue {
      merged(["name": .string(group.name)], rate(group.value))
    }
    let difference = comparison.difference
    let shares = (comparison.first.value.share, comparison.second.value.share)
    return [
      "name": .string(comparison.name), "first": group(comparison.first),
      "second": group(comparison.second),
      "few_cases": .bool(comparison.isOfFewCases),
      "difference": number(shares.0.flatMap { first in shares.1.map { first - $0 } }),
      "low": number(difference?.lower), "high": number(difference?.upper),
    ]
  }

  // MARK: - Parts

  private static func groups<Value>(
    _ groups: [Insights.Group<Value>], _ name: String, _ value: (Value) -> JSONValue
  ) -> JSONValue {
    .array(groups.map { merged([name: .string($0.name)], value($0.value)) })
  }

  private static func merged(_ members: [String: JSONValue], _ value: JSONValue) -> JSONValue {
    guard case .object(let others) = value else { return .object(members) }
    return .object(members.merging(others) { own, _ in own })
  }

  private static func number(_ value: Double?) -> JSONValue {
    value.map { .number(($0 * 1e6).rounded() / 1e6) } ?? .null
  }

  private static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
}
