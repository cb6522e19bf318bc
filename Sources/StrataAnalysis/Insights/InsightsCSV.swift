import StrataCore

/// Insights as CSV (RFC 4180): a row for each figure, so that a spreadsheet can filter and a program
/// can join them.
public enum InsightsCSV {
  /// The first line.
  static let header = [
    "section", "group", "figure", "value", "count", "cases", "low", "high", "weighted",
    "effective_cases", "weighted_low", "weighted_high",
  ]

  /// The whole file; lines end with CR and LF.
  public static func text(of insights: Insights) -> String {
    ([header] + rows(of: insights)).map { row in
      row.map(quoted).joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func rows(of insights: Insights) -> [[String]] {
    var rows: [[String]] = [
      plain("overview", "", "sessions", Double(insights.sessionCount)),
      plain("overview", "", "customers", Double(insights.customerCount)),
      plain("overview", "", "active", Double(insights.activeCount)),
      plain("weights", "", "half_life_days", insights.weights.halfLifeDays),
      rate("success", "", "success", insights.success),
    ]
    rows += insights.types.map { rate("types", $0.name, "share", $0.value) }
    rows += insights.successByType.map { rate("success_by_type", $0.name, "success", $0.value) }
    rows += insights.successByTrigger.map {
      rate("success_by_trigger", $0.name, "success", $0.value)
    }
    rows += insights.successByPlace.map { rate("success_by_place", $0.name, "success", $0.value) }
    rows += insights.triggers.map { rate("triggers", $0.name, "share", $0.value) }
    for group in insights.durations {
      rows += spread("durations", group.name, "elapsed_seconds", group.value.elapsed)
      rows += spread("durations", group.name, "worked_seconds", group.value.worked)
    }
    rows += satisfaction("satisfaction", "", insights.satisfaction)
    for group in insights.satisfactionByType {
      rows += satisfaction("satisfaction_by_type", group.name, group.value)
    }
    for group in insights.satisfactionByPlace {
      rows += satisfaction("satisfaction_by_place", group.name, group.value)
    }
    rows += insights.ratings.map {
      plain(
        "satisfaction_by_version", $0.version.description, "satisfaction", Double($0.satisfaction))
    }
    rows += spread("life_spans", "ended lines", "seconds", insights.lifeSpans.ended)
    rows += spread("life_spans", "active lines", "seconds", insights.lifeSpans.open)
    rows += spread("life_spans", "lines", "sessions", insights.lifeSpans.sessions)
    rows += transitions("type_transitions", insights.typeTransitions)
    rows += transitions("phase_transitions", insights.phaseTransitions)
    rows += insights.progressions.map {
      rate("progressions", $0.steps.joined(separator: " → "), "success", $0.success)
    }
    for comparison in insights.comparisons {
      for group in [comparison.first, comparison.second] {
        rows.append(rate("comparisons", group.name, "success", group.value))
      }
      if let difference = comparison.difference, let first = comparison.first.value.share,
        let second = comparison.second.value.share
      {
        var row = plain("comparisons", comparison.name, "difference", first - second)
        row[6] = number(difference.lower)
        row[7] = number(difference.upper)
        rows.append(row)
      }
    }
    return rows
  }

  private static func transitions(
    _ section: String, _ transitions: [Insights.Transition]
  ) -> [[String]] {
    transitions.flatMap { transition in
      let name = "\(transition.from) → \(transition.to)"
      return [
        rate(section, name, "share", transition.share),
        rate(section, name, "success", transition.success),
      ]
    }
  }

  private static func plain(
    _ section: String, _ group: String, _ figure: String, _ value: Double?
  ) -> [String] {
    [section, group, figure, number(value)] + Array(repeating: "", count: header.count - 4)
  }

  private static func rate(
    _ section: String, _ group: String, _ figure: String, _ rate: Rate
  ) -> [String] {
    [
      section, group, figure, number(rate.share), "\(rate.count)", "\(rate.cases)",
      number(rate.interval?.lower), number(rate.interval?.upper), number(rate.weightedShare),
      number(rate.effectiveCases), number(rate.weightedInterval?.lower),
      number(rate.weightedInterval?.upper),
    ]
  }

  private static func satisfaction(
    _ section: String, _ group: String, _ satisfaction: Insights.Satisfaction
  ) -> [[String]] {
    var mean = plain(section, group, "mean", satisfaction.mean)
    mean[5] = "\(satisfaction.satisfied.cases)"
    mean[8] = number(satisfaction.weightedMean)
    return [mean, rate(section, group, "satisfied", satisfaction.satisfied)]
  }

  private static func spread(
    _ section: String, _ group: String, _ figure: String, _ spread: Spread?
  ) -> [[String]] {
    guard let spread else { return [] }
    let figures = [
      ("lower_quartile", spread.lowerQuartile), ("median", spread.median),
      ("upper_quartile", spread.upperQuartile), ("mean", spread.mean),
    ]
    return figures.map { name, value in
      var row = plain(section, group, "\(figure)_\(name)", value)
      row[5] = "\(spread.cases)"
      if name == "mean" { row[8] = number(spread.weightedMean) }
      return row
    }
  }

  private static func number(_ value: Double?) -> String {
    value.map { Wording.fixed($0, digits: 6, padded: false) } ?? ""
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { ",\"\r\n".contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
