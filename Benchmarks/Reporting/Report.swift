import Foundation

/// All figures of a run.
struct Report: Codable {
  var machine: Machine
  /// The size of the four files of the session that every contender keeps.
  var sessionBytes: Int?
  var creations: [Creation] = []
  var comparisons: [Comparison] = []
  /// What could not be measured, and why.
  var failures: [String] = []
  /// How long the run took.
  var seconds = 0.0

  init(machine: Machine) { self.machine = machine }

  func json() throws -> String {
    var report = self
    report.comparisons = CreationRatios(creations).comparisons + comparisons
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }

  func text() -> String {
    var parts = [machine.text]
    if let sessionBytes {
      parts.append(
        "Durable creation of a session (\(sessionBytes) bytes in four files), a second")
      parts.append(CreationTable(creations).text)
    }
    let all = CreationRatios(creations).comparisons + comparisons
    for part in all.map(\.part).uniqued() {
      parts.append(comparisonTable(part, all.filter { $0.part == part }))
    }
    parts += failures
    parts += machine.warnings.map { "Beware: \($0)." }
    parts.append("Measured in \(Int(seconds)) s.")
    return parts.joined(separator: "\n\n")
  }

  private func comparisonTable(_ part: String, _ rows: [Comparison]) -> String {
    var table = Table([part, "", "against", "", "ratio", "aim", ""], leftColumns: [0, 2, 5, 6])
    for row in rows {
      table.add([
        row.subject, Figure.text(row.value, row.unit), row.baseline,
        Figure.text(row.baselineValue, row.unit), Figure.ratio(row.ratio), row.aim ?? "",
        row.isReached.map { $0 ? "reached" : "missed" } ?? "",
      ])
    }
    return table.text
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of its first appearance.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
