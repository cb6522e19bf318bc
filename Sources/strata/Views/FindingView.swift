import StrataCore

/// Findings for people: what is wrong, where, what to do.
enum FindingView {
  /// Writes the findings and how many there are.
  ///
  /// - Parameter plan: what a repair would do about them.
  static func tell(_ findings: [Finding], on output: Output, plan: RepairPlan? = nil) throws {
    for finding in findings {
      let role: Style.Role = finding.severity == .error ? .bad : .warning
      try output.line(
        "\(output.style(role, finding.severity.rawValue)): \(TerminalText.line(finding.message)) "
          + output.style(.quiet, "[\(finding.code)]"))
      try output.line("  at: \(TerminalText.line(finding.place))")
      try output.line("  try: \(TerminalText.line(finding.remedy))")
      if let plan {
        let repair = plan.step(for: finding)?.summary ?? "none: it needs you"
        let lines = DisplayWidth.wrapped(
          TerminalText.line(repair), to: (output.width ?? 80) - "  repair: ".count)
        for (index, line) in lines.enumerated() {
          try output.line((index == 0 ? "  repair: " : "          ") + line)
        }
      }
    }
    try output.line(
      findings.isEmpty ? "Nothing is wrong." : "\(TimeText.count(findings.count, "finding")).")
  }
}
