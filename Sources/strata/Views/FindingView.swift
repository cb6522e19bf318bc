import StrataCore

/// Findings for people: what is wrong, where, what to do.
enum FindingView {
  /// Writes the findings and how many there are.
  static func tell(_ findings: [Finding], on output: Output) throws {
    for finding in findings {
      let role: Style.Role = finding.severity == .error ? .bad : .warning
      try output.line(
        "\(output.style(role, finding.severity.rawValue)): \(TerminalText.line(finding.message)) "
          + output.style(.quiet, "[\(finding.code)]"))
      try output.line("  at: \(TerminalText.line(finding.place))")
      try output.line("  try: \(TerminalText.line(finding.remedy))")
    }
    try output.line(
      findings.isEmpty ? "Nothing is wrong." : "\(TimeText.count(findings.count, "finding")).")
  }
}
