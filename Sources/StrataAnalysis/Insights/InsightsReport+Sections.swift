import StrataCore

// MARK: - Rates

extension InsightsReport {
  private static func rateColumns(_ first: String, _ kind: String) -> [String] {
    [first, kind, "share", "95 %", "weighted", "weighted 95 %", "caution"]
  }

  /// The cells of a rate behind its name.
  private static func cells(_ name: String, _ rate: Rate) -> [String] {
    [
      name, "\(rate.count) of \(rate.cases)", rate.share.map(Wording.percent) ?? "",
      rate.interval.map(Wording.range) ?? "", rate.weightedShare.map(Wording.percent) ?? "",
      rate.weightedInterval.map(Wording.range) ?? "", Wording.caution(rate) ?? "",
    ]
  }

  private static func rates(
    _ id: String, _ title: String, of rates: [Insights.Group<Rate>], by name: String,
    kind: String, words: String, otherwise: String
  ) -> Section {
    guard !rates.isEmpty else { return Section(id: id, title: title, words: otherwise) }
    let rates = rates.map { Insights.Group(name: ReportWords.words($0.name), value: $0.value) }
    return Section(
      id: id, title: title, words: words, columns: rateColumns(name, kind),
      rows: rates.map { cells($0.name, $0.value) },
      chart: .rates(rates, title: title))
  }

  private static let unknownOutcomes = "Nobody said how any of these sessions ended."

  static func success(_ insights: Insights) -> Section {
    rates(
      "success", "Success by type", of: insights.successByType, by: "type", kind: "succeeded",
      words: "Among sessions of which it is known how they ended; weighted by recency.",
      otherwise: unknownOutcomes)
  }

  static func types(_ insights: Insights) -> Section {
    rates(
      "types", "Types of versions", of: insights.types, by: "type", kind: "versions",
      words: "Among all versions; weighted by recency and success.", otherwise: "")
  }

  static func successByTrigger(_ insights: Insights) -> Section {
    rates(
      "success-by-trigger", "Success by trigger", of: insights.successByTrigger, by: "trigger",
      kind: "succeeded",
      words: "The surest first, by the lower end of the weighted interval. A session with two "
        + "triggers counts for both.", otherwise: unknownOutcomes)
  }

  static func triggers(_ insights: Insights) -> Section {
    rates(
      "triggers", "What leads to new versions", of: insights.triggers, by: "trigger",
      kind: "versions",
      words: "Among all versions, the weightiest first; weighted by recency and success.",
      otherwise: "")
  }

  static func places(_ insights: Insights) -> Section {
    rates(
      "places", "Success by place in the line", of: insights.successByPlace, by: "version",
      kind: "succeeded",
      words: "Whether later versions of a line succeed more often; mends are left out. Weighted by "
        + "recency.", otherwise: unknownOutcomes)
  }

  static func comparisons(_ insights: Insights) -> Section {
    let id = "comparisons"
    let title = "Versioning and success"
    guard !insights.comparisons.isEmpty else {
      return Section(
        id: id, title: title,
        words: "There are not yet two groups of versions whose success could be compared.")
    }
    let rows = insights.comparisons.flatMap { comparison in
      [
        cells(comparison.first.name, comparison.first.value),
        cells(comparison.second.name, comparison.second.value),
      ]
    }
    let sentences = insights.comparisons.map(sentence)
    return Section(
      id: id, title: title,
      words: sentences.joined(separator: " ")
        + " Whether one is the cause of the other these numbers cannot say.",
      columns: rateColumns("version", "succeeded"), rows: rows,
      chart: .rates(insights.comparisons.flatMap { [$0.first, $0.second] }, title: title))
  }

  private static func sentence(_ comparison: Insights.Comparison) -> String {
    guard let difference = comparison.difference, let first = comparison.first.value.share,
      let second = comparison.second.value.share
    else { return "" }
    let points = { (value: Double) in
      Wording.fixed(value * 100, digits: 0).replacing("-", with: "−")
    }
    let range = "95 %: \(points(difference.lower)) to \(points(difference.upper)) points"
    let verdict: String
    if comparison.isOfFewCases {
      verdict =
        "\(comparison.first.value.cases) and \(comparison.second.value.cases) cases are too few to say"
    } else if difference.excludes(0) {
      verdict = first > second ? "more success" : "less success"
    } else {
      verdict = "no difference is shown"
    }
    return "\(comparison.first.name.capitalisedFirst) against \(comparison.second.name): "
      + "\(verdict) (\(points(first - second)) points; \(range))."
  }
}

// MARK: - What follows what

extension InsightsReport {
  static func transitions(_ insights: Insights) -> Section {
    transitions(
      "transitions", "From type to type", insights.typeTransitions,
      words: "Which type of version goes on from which. The share is among all that go on from the "
        + "same type; weighted by recency and success.",
      otherwise: "No version goes on from another yet.")
  }

  static func phases(_ insights: Insights) -> Section {
    transitions(
      "phases", "From phase to phase", insights.phaseTransitions,
      words: "Where the phase of the workflow was stated for both versions. The share is among all "
        + "that go on from the same phase; weighted by recency and success.",
      otherwise: "No two versions that go on from one another have a stated phase.")
  }

  private static func transitions(
    _ id: String, _ title: String, _ transitions: [Insights.Transition], words: String,
    otherwise: String
  ) -> Section {
    guard !transitions.isEmpty else { return Section(id: id, title: title, words: otherwise) }
    return Section(
      id: id, title: title, words: words,
      columns: [
        "from", "to", "followed", "share", "95 %", "weighted", "weighted 95 %", "succeeded",
        "caution",
      ],
      rows: transitions.map { transition in
        let cells = cells(transition.to, transition.share)
        let success = transition.success
        return [transition.from] + cells.dropLast()
          + [
            success.share.map { "\(success.count) of \(success.cases), \(Wording.percent($0))" }
              ?? "unknown"
          ]
          + cells.suffix(1)
      },
      chart: .rates(
        transitions.map { .init(name: "\($0.from) → \($0.to)", value: $0.share) }, title: title))
  }

  static func progressions(_ insights: Insights) -> Section {
    let id = "progressions"
    let title = "Steps to success"
    guard !insights.progressions.isEmpty else {
      return Section(
        id: id, title: title,
        words: "No version of which it is known how it ended goes on from another yet.")
    }
    let omitted = insights.progressionCount - insights.progressions.count
    return Section(
      id: id, title: title,
      words: "How often a version succeeded after these steps, each named by what led to it; mends "
        + "are left out. The surest first, by the lower end of the interval that is weighted by "
        + "recency."
        + (omitted > 0 ? " \(omitted) more are not shown." : ""),
      columns: rateColumns("steps", "succeeded"),
      rows: insights.progressions.map {
        cells(ReportWords.words($0.steps.joined(separator: " → ")), $0.success)
      })
  }
}

// MARK: - Quantities

extension InsightsReport {
  static func durations(_ insights: Insights) -> Section {
    let id = "durations"
    let title = "How long sessions take"
    guard !insights.durations.isEmpty else {
      return Section(id: id, title: title, words: "Every session is still active.")
    }
    let rows = insights.durations.flatMap { group in
      [
        cells("\(group.name), in all", group.value.elapsed),
        cells("\(group.name), worked", group.value.worked),
      ]
    }
    return Section(
      id: id, title: title,
      words: "In all: from the first to the last activity. Worked: without silences of more than "
        + "half an hour. Sessions that are still active are left out. The weighted mean is weighted "
        + "by recency and success.",
      columns: spreadColumns("type"), rows: rows,
      chart: .durations(
        insights.durations.map { ("\($0.name), worked", $0.value.worked) }, title: title))
  }

  private static func spreadColumns(_ first: String) -> [String] {
    [first, "cases", "median", "middle half", "mean", "weighted mean", "caution"]
  }

  private static func cells(
    _ name: String, _ spread: Spread, _ text: (Double) -> String = Wording.seconds
  ) -> [String] {
    [
      name, "\(spread.cases)", text(spread.median),
      "\(text(spread.lowerQuartile)) to \(text(spread.upperQuartile))", text(spread.mean),
      text(spread.weightedMean), Wording.caution(spread.cases),
    ]
  }

  static func lifeSpans(_ insights: Insights) -> Section {
    let spans = insights.lifeSpans
    let rows = [
      spans.ended.map { cells("ended lines", $0) },
      spans.open.map { cells("active lines, so far", $0) },
      spans.sessions.map { cells("sessions in a line", $0, Wording.number) },
    ]
    return Section(
      id: "life-spans", title: "How long lines live",
      words: "From the first to the last activity of a line. A line with an active session is not "
        + "at its end, so it stands apart. Each line counts by its last activity and its best "
        + "outcome.", columns: spreadColumns("line"), rows: rows.compactMap { $0 })
  }

  static func satisfaction(_ insights: Insights) -> Section {
    let id = "satisfaction"
    let title = "Satisfaction"
    let all = insights.satisfaction
    guard all.satisfied.cases > 0 else {
      return Section(id: id, title: title, words: "No customer was asked, or none answered.")
    }
    let groups =
      [Insights.Group(name: "all", value: all)] + insights.satisfactionByType
      + insights.satisfactionByPlace.map { .init(name: "\($0.name) in its line", value: $0.value) }
    return Section(
      id: id, title: title,
      words:
        "Answers from 1 to 5; satisfied are 4 and 5. By type and by place in the line; weighted "
        + "by recency.",
      columns: [
        "versions", "answers 1–5", "mean", "weighted mean", "satisfied", "share", "95 %",
        "weighted",
        "weighted 95 %", "caution",
      ],
      rows: groups.map { group in
        let cells = cells(group.name, group.value.satisfied)
        return [
          group.name, group.value.answers.map(String.init).joined(separator: " "),
          group.value.mean.map(Wording.number) ?? "",
          group.value.weightedMean.map(Wording.number) ?? "",
        ] + cells.dropFirst()
      },
      chart: .rates(
        groups.map { .init(name: $0.name, value: $0.value.satisfied) },
        title: "Satisfied with 4 or 5"))
  }

  /// How many ratings a person is shown.
  private static let ratingLimit = 30

  static func ratings(_ insights: Insights) -> Section? {
    guard !insights.ratings.isEmpty else { return nil }
    let shown = insights.ratings.suffix(ratingLimit)
    let omitted = insights.ratings.count - shown.count
    return Section(
      id: "ratings", title: "Satisfaction by version",
      words: "What the customer answered about each version, from 1 to 5."
        + (omitted > 0 ? " \(omitted) lower ones are not shown." : ""),
      columns: ["version", "satisfaction", "outcome"],
      rows: shown.map {
        [$0.version.description, "\($0.satisfaction)", $0.outcome?.rawValue ?? "unknown"]
      },
      chart: .ratings(Array(shown)))
  }

  static func weights(_ insights: Insights) -> Section {
    let outcomes: [Session.Outcome?] = Session.Outcome.allCases.map { $0 } + [nil]
    return Section(
      id: "weights", title: "How it is weighed",
      words:
        "A version counts recency × success. Recency is 2^(−age ÷ half-life), with a half-life "
        + "of \(Wording.number(insights.weights.halfLifeDays)) days and the age since its last "
        + "activity as of \(Wording.minute(insights.weights.asOf)). Where success or satisfaction is "
        + "measured, recency alone counts. Intervals are Wilson's at 95 %; for weighted shares with "
        + "the effective number of cases. Under \(Rate.fewCases) cases nothing is concluded. Sessions "
        + "of one customer resemble each other, so the truth may lie outside more often than the "
        + "intervals say.",
      columns: ["outcome", "weight"],
      rows: outcomes.map {
        [
          $0?.rawValue ?? "unknown or still active",
          Wording.fixed(InsightWeights.success(of: $0), digits: 2, padded: false),
        ]
      })
  }
}

extension String {
  /// The text with a capital at its start.
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
