import StrataCore
import StrataStore

/// What a repair did, for people.
enum RepairView {
  static func tell(_ report: RepairReport, on output: Output) throws {
    if let recovery = report.recovery {
      try output.line(output.style(.good, "recovered") + ":")
      try RecoveryView.tell(recovery, on: output)
    }
    for outcome in report.outcomes {
      let entry = outcome.entry.map { " (entry \($0))" } ?? ""
      try output.line(
        output.style(.good, "repaired") + ": " + TerminalText.line(outcome.step.place)
          + output.style(.quiet, entry))
      for lost in outcome.lost {
        try output.line("  " + output.style(.bad, "lost: ") + TerminalText.line(lost))
      }
      for place in outcome.quarantine {
        try output.line("  what was there: \(TerminalText.line(place))")
      }
    }
    for (of, patch) in report.patches {
      try output.line(TerminalText.line("\(patch) says what was mended in \(of)"))
    }
    for (step, error) in report.failures {
      try output.line(
        output.style(.bad, "failed") + ": "
          + TerminalText.line("\(step.place): \(error)"))
    }
    if !report.remaining.isEmpty { try output.line("A second check finds:") }
    try FindingView.tell(report.remaining, on: output)
  }
}

/// The JSON of `fsck` (docs/json.md).
enum RepairJSON {
  /// Findings, each with what a repair would do; and what it did, where it did something.
  static func answer(
    _ plan: RepairPlan, _ findings: [Finding], _ report: RepairReport? = nil
  ) throws(StrataError) -> JSONValue {
    var members: [String: JSONValue] = ["findings": try self.findings(findings, plan)]
    if let report {
      if let recovery = report.recovery { members["recovery"] = try SessionJSON.value(recovery) }
      members["repairs"] = .array(report.outcomes.map(repair))
      members["patches"] = .array(
        report.patches.map { pair in
          .object([
            "of": .string(pair.of.description), "patch": .string(pair.patch.description),
          ])
        })
      members["failures"] = .array(
        report.failures.map { failure in
          .object(["place": .string(failure.step.place), "error": .string(failure.error)])
        })
      members["remaining"] = try self.findings(
        report.remaining, RepairPlan(report.remaining))
    }
    return .object(members)
  }

  private static func findings(
    _ findings: [Finding], _ plan: RepairPlan
  ) throws(StrataError) -> JSONValue {
    var values: [JSONValue] = []
    for finding in findings {
      guard case .object(var members) = try SessionJSON.value(finding) else { continue }
      members["repair"] = SessionJSON.text(plan.step(for: finding)?.action.rawValue)
      values.append(.object(members))
    }
    return .array(values)
  }

  private static func repair(_ outcome: RepairOutcome) -> JSONValue {
    let step = outcome.step
    return .object([
      "action": .string(step.action.rawValue), "place": .string(step.place),
      "source": SessionJSON.text(step.source?.rawValue),
      "mend": SessionJSON.text(step.mend?.rawValue),
      "codes": .array(step.findings.map { .string($0.code) }),
      "entry": outcome.entry.map { .integer($0) } ?? .null,
      "mends": .array(
        outcome.mends.map { mend in
          .object([
            "what": .string(mend.what), "before": SessionJSON.text(mend.before),
            "after": SessionJSON.text(mend.after),
          ])
        }),
      "lost": .array(outcome.lost.map { .string($0) }),
      "quarantine": .array(outcome.quarantine.map { .string($0) }),
    ])
  }
}
