import StrataCore

/// A version decision for a person: why, the words it rests on, and what was decided against.
struct DecisionView {
  let decision: VersionDecision
  let style: Style
  let width: Int?

  /// One line: `v1.1.0  minor, on v1.0.0`.
  static func headline(_ decision: VersionDecision, style: Style) -> String {
    let parent =
      decision.parent.map { parent in
        switch decision.increment {
        case .patch: ", mends \(parent)"
        case .major: ", a new line beside \(parent)"
        case .minor, .initial: ", goes on from \(parent)"
        }
      } ?? ""
    return style(.version, decision.version.description)
      + "  \(decision.increment.rawValue)\(parent)"
      + (decision.merged.map { ", merges \($0)" } ?? "")
  }

  /// The reason, then a row for each trigger, piece of evidence and rejection.
  func lines() -> [String] {
    var table = Table()
    table.add(("why", .quiet), (TerminalText.line(decision.why), nil))
    for trigger in decision.triggers {
      table.add(("trigger", .quiet), (trigger.rawValue, nil))
      for evidence in decision.evidence where evidence.trigger == trigger {
        table.add(("", nil), (Self.sentence(evidence), .quote))
      }
    }
    for evidence in decision.evidence
    where !decision.triggers.contains(where: { $0 == evidence.trigger }) {
      table.add(("evidence", .quiet), (Self.sentence(evidence), .quote))
    }
    for rejection in decision.rejected {
      table.add(("not", .quiet), (Self.sentence(rejection), nil))
    }
    if let override = decision.override {
      let by = override.by.map { " by \($0)" } ?? ""
      table.add(
        ("chosen", .warning),
        (
          TerminalText.line(
            "\(override.reason)\(by); the policy says \(override.policyVersion) "
              + "(\(override.policyTriggers.map(\.rawValue).joined(separator: ", ")))"), nil
        ))
    }
    if let fallback = decision.fallback {
      table.add(("fallback", .warning), (TerminalText.line(fallback), nil))
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private static func sentence(_ evidence: VersionDecision.Evidence) -> String {
    let quote = evidence.quote.map { "“\($0)” " } ?? ""
    return TerminalText.line("\(quote)\(evidence.finding) (\(evidence.source))")
  }

  private static func sentence(_ rejection: VersionDecision.Rejection) -> String {
    let quote = rejection.quote.map { " “\($0)”" } ?? ""
    let source = rejection.source.map { " (\($0))" } ?? ""
    return TerminalText.line("\(rejection.considered): \(rejection.reason)\(quote)\(source)")
  }
}
