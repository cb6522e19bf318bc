import StrataCore

/// What insights say to a person: sections of words, a table and perhaps a chart. The text and the page
/// show the same ones.
public struct InsightsReport: Sendable {
  /// One question and its answer.
  public struct Section: Sendable {
    /// Names the section in the page.
    public var id: String
    /// What it is about.
    public var title: String
    /// What to know before reading the table, a sentence or two.
    public var words: String
    /// What stands above each column of the table; empty where there is none.
    public var columns: [String] = []
    /// The rows of the table.
    public var rows: [[String]] = []
    var chart: RowChart?
  }

  /// Whose insights these are.
  public var title: String
  /// What they rest on, a few sentences.
  public var overview: [String]
  /// The answers; a question to which nothing is known has a section without a table.
  public var sections: [Section]

  /// Puts insights into words.
  public init(_ insights: Insights) {
    title = "Insights of \(insights.customer.map { $0.name } ?? "all customers")"
    overview = Self.overview(of: insights)
    guard insights.sessionCount > 0 else {
      sections = []
      return
    }
    sections = [
      Self.success(insights), Self.types(insights), Self.successByTrigger(insights),
      Self.triggers(insights), Self.durations(insights), Self.satisfaction(insights),
      Self.ratings(insights), Self.lifeSpans(insights), Self.transitions(insights),
      Self.phases(insights), Self.progressions(insights), Self.places(insights),
      Self.comparisons(insights), Self.weights(insights),
    ].compactMap { $0 }
  }

  private static func overview(of insights: Insights) -> [String] {
    guard insights.sessionCount > 0, let first = insights.firstAt, let last = insights.lastAt else {
      return ["There are no sessions yet, so there is nothing to learn from."]
    }
    let sessions = Wording.count(insights.sessionCount, "session")
    let whose =
      insights.customer == nil ? " of \(Wording.count(insights.customerCount, "customer"))" : ""
    var sentences = [
      "\(sessions)\(whose) from \(Wording.day(first)) to \(Wording.day(last)), "
        + "\(insights.activeCount) still active."
    ]
    let known = insights.success
    if let share = known.share, let interval = known.interval {
      let outcomes = Session.Outcome.allCases.compactMap { outcome in
        insights.outcomes[outcome].map { "\($0) \(outcome.rawValue)" }
      }
      sentences.append(
        "It is known how \(known.cases) ended: \(outcomes.joined(separator: ", ")). "
          + "\(Wording.percent(share)) succeeded (95 %: \(Wording.range(interval)))"
          + (Wording.caution(known).map { "; \($0)." } ?? "."))
    } else {
      sentences.append("Nobody said how any session ended, so nothing is known of success.")
    }
    sentences.append(
      "As of \(Wording.minute(insights.weights.asOf)) a version counts half after "
        + "\(Wording.number(insights.weights.halfLifeDays)) days; what succeeded counts more.")
    return sentences
  }
}

/// Numbers in words.
enum Wording {
  /// `1 case`, `2 cases`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `2026-01-05`.
  static func day(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

  /// `2026-01-05 09:00 UTC`.
  static func minute(_ time: Timestamp) -> String {
    "\(day(time)) \(time.description.dropFirst(11).prefix(5)) UTC"
  }

  /// Whole percent; what is not quite nothing or everything is not said to be.
  static func percent(_ share: Double) -> String {
    let rounded = Int((share * 100).rounded())
    if rounded == 0, share > 0 { return "<1 %" }
    if rounded == 100, share < 1 { return ">99 %" }
    return "\(rounded) %"
  }

  /// `12–45 %`.
  static func range(_ interval: ScoreInterval) -> String {
    "\(Int((interval.lower * 100).rounded()))–\(Int((interval.upper * 100).rounded())) %"
  }

  /// At most one digit behind the point.
  static func number(_ value: Double) -> String { fixed(value, digits: 1, padded: false) }

  /// What to think of few cases; nil where there are enough.
  static func caution(_ rate: Rate) -> String? {
    rate.isOfFewCases ? "\(count(rate.cases, "case")): no law" : nil
  }

  /// The same for quantities.
  static func caution(_ cases: Int) -> String {
    cases < Rate.fewCases ? "\(count(cases, "case")): no law" : ""
  }

  static func seconds(_ seconds: Double) -> String {
    TimeText.duration(microseconds: Int64((seconds * 1e6).rounded()))
  }

  /// A decimal number that no locale changes; held within ±10¹², and 0 where there is none.
  static func fixed(_ value: Double, digits: Int, padded: Bool = true) -> String {
    let scale = (0..<digits).reduce(1) { power, _ in power * 10 }
    let held = value.isNaN ? 0 : min(max(value, -1e12), 1e12)
    let scaled = Int((held * Double(scale)).rounded())
    var fraction = String(String(scaled.magnitude % UInt(scale) + UInt(scale)).dropFirst())
    if !padded { while fraction.last == "0" { fraction.removeLast() } }
    let whole = "\(scaled < 0 ? "-" : "")\(scaled.magnitude / UInt(scale))"
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }
}
