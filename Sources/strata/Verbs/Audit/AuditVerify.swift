import ArgumentParser
import Foundation
import StrataCore
import StrataStore
import TransparencyLog

struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Derive the whole log from the rows and compare it with what was signed.",
    usage: "strata audit verify [--checkpoint <file> ...] [--chain <file>]",
    discussion: """
      Reads every entry, every row of the audit tables, every content, and trusts no hash \
      that the database holds. Each finding names table, row and leaf, and says what was \
      done: row_edited, row_missing, row_added, row_moved, tail_cut, fork, bad_signature, \
      damaged_log.

      A checkpoint that somebody else has kept shows more than the store's own: name it \
      with --checkpoint, as often as needed, or a copy of the chain with --chain.

      Exits with 0 where every row is what was signed and with 1 where it is not.

      EXAMPLES
        strata audit verify
        strata audit verify --checkpoint /mnt/auditor/checkpoint-2026-01
        strata audit verify --json | jq '.findings[] | {finding, table, row}'
      """)

  @Option(
    name: .customLong("checkpoint"), parsing: .singleValue,
    help: ArgumentHelp("A checkpoint that was kept elsewhere.", valueName: "file"),
    completion: .file())
  var checkpoints: [String] = []

  @Option(
    name: .customLong("chain"),
    help: ArgumentHelp("A copy of the chain; every block is compared.", valueName: "file"),
    completion: .file())
  var chain: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let others = try checkpoints.map(CheckpointFile.read)
    let progress = ProgressLine()
    let report = try await store.withStore(for: .reading) { opened in
      defer { progress.clear() }
      let held = try chain.map {
        try ChainCopy.checkpoints(of: $0, trusting: opened.keyHistory().firstKey)
      }
      return try opened.verifyAudit(against: others + (held ?? [])) { state in
        progress.show("verifying \(state.step): \(state.completed) of \(state.total)")
      }
    }
    try Output.print(paged: !store.json) { output in
      if store.json { return try output.line(JSONOutput.line(AuditReportJSON(report))) }
      for finding in report.findings {
        try output.line(
          "\(output.style(.bad, finding.finding.rawValue)): \(TerminalText.line(finding.message))")
        try output.line("  at: \(Self.place(of: finding))")
      }
      try output.line(Self.summary(of: report))
    }
    if report.findingCount > 0 { throw ExitStatus.finding.asError }
  }

  private static func place(of finding: AuditFinding) -> String {
    var words = ["table \(finding.table)"]
    if let row = finding.row { words.append("row \(row)") }
    if let leaf = finding.leaf { words.append("leaf \(leaf)") }
    return words.joined(separator: ", ")
  }

  private static func summary(of report: AuditReport) -> String {
    let unsigned = report.entries - report.signed
    let tail = unsigned > 0 ? "; \(unsigned) newer ones are not signed yet" : ""
    guard report.findingCount > 0 else {
      let signed = TimeText.count(Int(report.signed), "entry", "entries")
      return "Every row is what was signed: \(signed)\(tail)."
    }
    return "\(TimeText.count(report.findingCount, "finding")) in "
      + "\(TimeText.count(Int(report.entries), "entry", "entries"))."
  }
}

/// The report as JSON (docs/json.md).
private struct AuditReportJSON: Encodable {
  var entries: Int64
  var signed: Int64
  var root: Nullable<String>
  var findings: [AuditFinding]
  var finding_count: Int

  init(_ report: AuditReport) {
    entries = report.entries
    signed = report.signed
    root = Nullable(report.root)
    findings = report.findings
    finding_count = report.findingCount
  }
}

/// A signed checkpoint in a file.
enum CheckpointFile {
  /// - Throws: ``StrataError``: `notFound`, `invalidInput`.
  static func read(_ path: String) throws(StrataError) -> SignedCheckpoint {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StrataError(
        .notFound, "the checkpoint cannot be read", place: path, remedy: "name another file")
    }
    do {
      return try SignedCheckpoint(parsing: Array(data.prefix(SignedNote.maximumByteCount + 1)))
    } catch {
      throw StrataError(
        .invalidInput, "the file holds no signed checkpoint", place: path,
        remedy: "name a file as 'strata audit checkpoint' prints it", cause: error)
    }
  }
}
