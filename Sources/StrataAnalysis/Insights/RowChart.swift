import StrataCore

/// A chart as SVG: a row for each group, on it a mark at its value, a bar over its interval and a
/// second mark at its weighted value. What it shows stands in the table beside it as well; its
/// description says it in words.
struct RowChart: Sendable {
  /// A row.
  struct Row: Sendable {
    var label: String
    /// Where the full mark stands.
    var value: Double
    /// What the bar covers.
    var interval: ClosedRange<Double>?
    /// Where the hollow mark stands.
    var weighted: Double?
    /// The row in words, without its label.
    var words: String
  }

  /// A line across the rows.
  struct Tick: Sendable {
    var value: Double
    var label: String
  }

  var title: String
  /// What the marks mean, for the caption.
  var legend: String
  var rows: [Row]
  /// From the left to the right end of the axis.
  var axis: ClosedRange<Double>
  var ticks: [Tick]

  private static let width = 760.0
  private static let labelWidth = 250.0
  private static let rowHeight = 26.0
  private static let top = 8.0
  /// The most letters that fit beside the axis.
  private static let labelLetters = 36

  /// The figure.
  ///
  /// - Parameter id: names its parts in the page.
  func html(id: String) -> String {
    let height = Self.top + Double(rows.count) * Self.rowHeight + 28
    let words = rows.map { "\($0.label): \($0.words)." }.joined(separator: " ")
    return """
      <figure>
      <svg role="img" aria-labelledby="\(id)-title \(id)-words" \
      viewBox="0 0 \(Self.text(Self.width)) \(Self.text(height))">
      <title id="\(id)-title">\(HTMLText.escaped(title))</title>
      <desc id="\(id)-words">\(HTMLText.escaped(words))</desc>
      \((ticks.map { drawn($0, height: height) } + rows.enumerated().map(drawn)).joined(separator: "\n"))
      </svg>
      <figcaption>\(HTMLText.escaped(legend))</figcaption>
      </figure>
      """
  }

  private func drawn(_ tick: Tick, height: Double) -> String {
    let x = Self.text(position(tick.value))
    return """
      <line class="tick" x1="\(x)" y1="\(Self.text(Self.top))" x2="\(x)" y2="\(Self.text(height - 24))"/>\
      <text x="\(x)" y="\(Self.text(height - 8))" text-anchor="middle">\(HTMLText.escaped(tick.label))</text>
      """
  }

  private func drawn(_ index: Int, _ row: Row) -> String {
    let middle = Self.top + (Double(index) + 0.5) * Self.rowHeight
    let y = Self.text(middle)
    let label =
      row.label.count > Self.labelLetters
      ? row.label.prefix(Self.labelLetters - 1) + "…" : row.label[...]
    var parts = [
      "<text x=\"\(Self.text(Self.labelWidth - 12))\" y=\"\(Self.text(middle + 4.5))\""
        + " text-anchor=\"end\">\(HTMLText.escaped(String(label)))</text>"
    ]
    if let interval = row.interval {
      let left = position(interval.lowerBound)
      parts.append(
        "<rect class=\"interval\" x=\"\(Self.text(left))\" y=\"\(Self.text(middle - 4))\""
          + " width=\"\(Self.text(max(position(interval.upperBound) - left, 1)))\" height=\"8\""
          + " rx=\"4\"/>")
    }
    if let weighted = row.weighted {
      parts.append(
        "<circle class=\"weighted\" cx=\"\(Self.text(position(weighted)))\" cy=\"\(y)\" r=\"6.5\"/>"
      )
    }
    parts.append(
      "<circle class=\"value\" cx=\"\(Self.text(position(row.value)))\" cy=\"\(y)\" r=\"4\"/>")
    return parts.joined()
  }

  private func position(_ value: Double) -> Double {
    let length = max(axis.upperBound - axis.lowerBound, .leastNormalMagnitude)
    let share = (min(max(value, axis.lowerBound), axis.upperBound) - axis.lowerBound) / length
    return Self.labelWidth + share * (Self.width - Self.labelWidth - 40)
  }

  private static func text(_ value: Double) -> String {
    Wording.fixed(value, digits: 1, padded: false)
  }

  /// The rules of style that charts need.
  static let style = """
    figure{margin:1rem 0;break-inside:avoid}figcaption{color:var(--soft);font-size:.875rem}\
    svg{display:block;width:100%;height:auto;print-color-adjust:exact}\
    svg text{font:13px system-ui,sans-serif;fill:var(--ink)}\
    .tick{stroke:var(--line);stroke-width:1}.interval{fill:var(--mark);fill-opacity:.3}\
    .value{fill:var(--mark)}.weighted{fill:none;stroke:var(--ink);stroke-width:1.5}\
    @media(max-width:30rem){figure{display:none}}
    """
}

// MARK: - Kinds

extension RowChart {
  /// Shares with their intervals, from 0 to 100 %.
  static func rates(_ rates: [Insights.Group<Rate>], title: String) -> RowChart {
    RowChart(
      title: title,
      legend:
        "Dot: share. Bar: its 95 % interval. Circle: weighted share. The table has the numbers.",
      rows: rates.compactMap { group in
        let rate = group.value
        guard let share = rate.share, let interval = rate.interval else { return nil }
        return Row(
          label: group.name, value: share, interval: interval.lower...interval.upper,
          weighted: rate.weightedShare,
          words: "\(rate.count) of \(rate.cases), \(Wording.percent(share)), "
            + "95 % interval \(Wording.range(interval))")
      }, axis: 0...1,
      ticks: (0...4).map { Tick(value: Double($0) / 4, label: "\($0 * 25) %") })
  }

  /// Durations in seconds, each with its middle half.
  static func durations(_ spreads: [(name: String, spread: Spread)], title: String) -> RowChart {
    let longest = spreads.map { max($0.spread.upperQuartile, $0.spread.weightedMean) }.max() ?? 0
    let step = tickSteps.first { $0 * 5 >= longest } ?? (longest / 5).rounded(.up)
    let count = max(1, (longest / step).rounded(.up))
    return RowChart(
      title: title,
      legend:
        "Dot: median. Bar: the middle half. Circle: weighted mean. The table has the numbers.",
      rows: spreads.map { name, spread in
        Row(
          label: name, value: spread.median, interval: spread.lowerQuartile...spread.upperQuartile,
          weighted: spread.weightedMean,
          words: "median \(Wording.seconds(spread.median)) of \(spread.cases)")
      }, axis: 0...(step * count),
      ticks: (0...Int(count)).map {
        Tick(value: Double($0) * step, label: Wording.seconds(Double($0) * step))
      })
  }

  /// Steps of an axis of durations, in seconds.
  private static let tickSteps: [Double] = [
    1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400, 172_800, 604_800,
    2_592_000, 7_776_000, 31_536_000,
  ]

  /// What was answered about each version.
  static func ratings(_ ratings: [Insights.Rating]) -> RowChart {
    RowChart(
      title: "Satisfaction by version", legend: "Dot: the answer, from 1 to 5.",
      rows: ratings.map { rating in
        Row(
          label: rating.version.description, value: Double(rating.satisfaction),
          words: "\(rating.satisfaction) of 5")
      }, axis: 1...5, ticks: (1...5).map { Tick(value: Double($0), label: "\($0)") })
  }
}
