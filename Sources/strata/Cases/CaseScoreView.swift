import StrataCore

/// The scores of labelled cases and the cases that came out wrong, for a person.
struct CaseScoreView {
  private struct Miss {
    var item: LabelledCase
    var decision: VersionDecision
    var wrong: [String]
  }

  private var scores = CaseScores()
  private var misses: [Miss] = []

  /// Whether any case had an expected answer.
  var isEmpty: Bool { scores.increment.of == 0 }
  /// Whether a case came out wrong.
  var hasMisses: Bool { !misses.isEmpty }

  /// Counts one case; one without an expectation is not counted.
  mutating func add(_ item: LabelledCase, _ decision: VersionDecision) {
    guard let expected = item.expected else { return }
    let wrong = scores.count(decision, expecting: expected)
    if !wrong.isEmpty { misses.append(Miss(item: item, decision: decision, wrong: wrong)) }
  }

  /// The scores, then each wrong case.
  func lines(style: Style, width: Int?) -> [String] {
    var table = Table()
    for (name, share) in [
      ("increment", scores.increment), ("version", scores.version), ("parent", scores.parent),
      ("trigger", scores.trigger),
    ] {
      table.add(
        (name, .heading), (Self.percent(share), nil), ("\(share.right) of \(share.of)", .quiet))
    }
    return table.lines(width: width, style: style)
      + misses.flatMap { Self.lines($0, style: style, width: width) }
  }

  private static func percent(_ share: CaseScores.Share) -> String {
    guard share.of > 0 else { return "–" }
    let tenths = (share.right * 1000 + share.of / 2) / share.of
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private static func lines(_ miss: Miss, style: Style, width: Int?) -> [String] {
    var table = Table()
    for part in miss.wrong {
      table.add(("", nil), (difference(in: part, of: miss), .warning))
    }
    for (index, text) in miss.item.candidate.opening.enumerated() {
      table.add((index == 0 ? "opening" : "", .quiet), (TerminalText.line(text), .quote))
    }
    table.add(("why", .quiet), (TerminalText.line(miss.decision.why), nil))
    if let why = miss.item.expected?.why {
      table.add(("expected", .quiet), (TerminalText.line(why), nil))
    }
    return ["", style(.bad, "wrong") + " \(TerminalText.line(miss.item.id))"]
      + table.lines(indent: 2, width: width, style: style)
  }

  private static func difference(in part: String, of miss: Miss) -> String {
    guard let expected = miss.item.expected else { return part }
    let (got, wanted) =
      switch part {
      case "increment": (miss.decision.increment.rawValue, expected.increment.rawValue)
      case "version": (miss.decision.version.description, expected.version.description)
      case "parent":
        (miss.decision.parent?.description ?? "none", expected.parent?.description ?? "none")
      default:
        (
          miss.decision.triggers.first?.rawValue ?? "none",
          expected.triggers.map(\.rawValue).joined(separator: " or ")
        )
      }
    return "\(part): \(got) instead of \(wanted)"
  }
}
