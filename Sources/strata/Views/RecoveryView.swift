import StrataCore
import StrataStore

/// What a recovery did or would do, for people.
enum RecoveryView {
  static func tell(_ report: RecoveryReport, on output: Output) throws {
    for line in lines(report) { try output.line(TerminalText.line(line)) }
  }

  private static func lines(_ report: RecoveryReport) -> [String] {
    let whole = report.recovered.filter(\.doubts.isEmpty)
    var lines = [report.journal.prefix(1).uppercased() + report.journal.dropFirst() + "."]
    if let signed = report.signed {
      lines.append("A new log begins; the former one had signed \(signed) entries.")
    }
    lines += report.setAside.map { "moved to \($0)" }
    lines.append(
      "\(TimeText.count(report.recovered.count, "session")) "
        + (report.isDryRun ? "would be taken in" : "taken in") + ", \(whole.count) of them whole")
    for part in report.recovered where !part.doubts.isEmpty {
      lines.append("  \(part.name)" + (part.patch.map { ", mended as \($0)" } ?? ""))
      lines += part.doubts.map { "    \($0)" }
    }
    lines += report.extended.map { "  \($0) has gone on since the journal was copied" }
    if report.directories > 0 {
      lines.append(
        "\(report.directories) \(report.directories == 1 ? "directory" : "directories") made "
          + "what the journal says")
    }
    if !report.lost.isEmpty {
      lines.append("lost: " + report.lost.map(\.description).joined(separator: ", "))
    }
    if !report.unknown.isEmpty {
      lines.append("not in any directory, and lost: " + report.unknown.joined(separator: ", "))
    }
    return lines
  }
}
