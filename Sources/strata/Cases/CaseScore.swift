import StrataCore

/// How many labelled cases came out right, as data/increment-cases scores them.
struct CaseScore {
  /// One case that came out wrong.
  struct Miss {
    var id: String
    /// `version: v1.1.0 instead of v2.0.0`, for each part that is wrong.
    var faults: [String]
    var opening: [String]
    var why: String
    var expectedWhy: String?
  }

  /// Rights and tries of one measure.
  struct Share {
    var right = 0
    var all = 0

    mutating func count(_ isRight: Bool) {
      all += 1
      if isRight { right += 1 }
    }

    /// `98.5 %`
    var percent: String {
      guard all > 0 else { return "–" }
      let tenths = (right * 1000 + all / 2) / all
      return "\(tenths / 10).\(tenths % 10) %"
    }
  }

  private(set) var increment = Share()
  private(set) var version = Share()
  private(set) var parent = Share()
  private(set) var trigger = Share()
  private(set) var misses: [Miss] = []

  /// Counts one case; one without an expectation is not counted.
  mutating func add(_ item: IncrementCase, _ decision: VersionDecision) {
    guard let expected = item.expected else { return }
    var faults: [String] = []
    func judge(_ name: String, _ got: String, _ wanted: String, _ isRight: Bool) -> Bool {
      if !isRight { faults.append("\(name): \(got) instead of \(wanted)") }
      return isRight
    }
    let got = decision.version.description
    increment.count(
      judge(
        "increment", decision.increment.rawValue, expected.increment,
        decision.increment.rawValue == expected.increment))
    version.count(judge("version", got, expected.version, got == expected.version))
    if expected.increment != Increment.major.rawValue {
      let found = decision.parent?.description
      parent.count(
        judge("parent", found ?? "none", expected.parent ?? "none", found == expected.parent))
    }
    let first = decision.triggers.first?.rawValue ?? "none"
    trigger.count(
      judge(
        "trigger", first, expected.triggers.joined(separator: " or "),
        expected.triggers.contains(first)))
    guard !faults.isEmpty else { return }
    misses.append(
      Miss(
        id: item.id, faults: faults, opening: item.request.opening, why: decision.why,
        expectedWhy: expected.why))
  }

  /// The scores and the wrong cases, for a person.
  func lines(style: Style, width: Int?) -> [String] {
    var table = Table()
    for (name, share) in [
      ("increment", increment), ("version", version), ("parent", parent), ("trigger", trigger),
    ] {
      table.add(
        (name, .heading), (share.percent, nil), ("\(share.right) of \(share.all)", .quiet))
    }
    var lines = table.lines(width: width, style: style)
    for miss in misses {
      lines.append("")
      lines.append(style(.bad, "wrong") + " \(TerminalText.line(miss.id))")
      var details = Table()
      for fault in miss.faults { details.add(("", nil), (TerminalText.line(fault), .warning)) }
      for (index, text) in miss.opening.enumerated() {
        details.add((index == 0 ? "opening" : "", .quiet), (TerminalText.line(text), .quote))
      }
      details.add(("why", .quiet), (TerminalText.line(miss.why), nil))
      if let expected = miss.expectedWhy {
        details.add(("expected", .quiet), (TerminalText.line(expected), nil))
      }
      lines += details.lines(indent: 2, width: width, style: style)
    }
    return lines
  }
}
