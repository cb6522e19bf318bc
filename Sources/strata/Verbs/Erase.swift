import ArgumentParser
import Foundation
import StrataCore
import StrataStore

struct Erase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Erase the personal content of a session.",
    usage: "strata erase --session <session> --rule <name> [<options>]",
    discussion: """
      Takes away what was said and by whom, stated context, decisions, command lines \
      and their output, and what other sessions quote of them: from the journal, its \
      free space and the files. Digests stay, so every proof stays valid, and a notice \
      says in place what was erased, by whom, under which rule. A completed session \
      gets an anonymised successor, a patch version. It cannot be undone. Copies \
      elsewhere, such as backups, are yours to erase (docs/erasure.md).

      EXAMPLES
        strata erase --session acme/v1.2.0 --rule gdpr-17 --dry-run
        strata erase --session acme/v1.2.0 --rule gdpr-17 --reason "request 4711"
        strata erase --session acme/v1.2.0 --rule gdpr-17 --anonymised turns.jsonl
      """)

  @Option(help: ArgumentHelp("Which session: an id, or CUSTOMER/v1.2.0.", valueName: "session"))
  var session: String

  @Option(help: ArgumentHelp("Under which rule.", valueName: "name"))
  var rule: String

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("Who erases. Default: you.", valueName: "name"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      "Turns for the successor, as 'session say' reads them: JSON lines.", valueName: "file"),
    completion: .file())
  var anonymised: String?

  @Flag(help: "Say what would be erased; change nothing.")
  var dryRun = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    // A customer alone is not enough here: which session is the newest changes.
    var request = ErasureRequest(
      session: try SessionName(parsing: session), rule: rule, reason: reason,
      by: by ?? StoreOptions().holder.user)
    if let anonymised {
      request.anonymised = try TurnInput(role: .user).turns(
        BoundedInput(anonymised), format: .jsonl)
    }
    let asked = request
    let report = try await store.withStore(for: dryRun ? .reading : .writing) { opened in
      if dryRun { return try opened.explain(asked) }
      return try await opened.erase(asked)
    }
    try Output.print { output in
      if store.json {
        var answer = try SessionJSON.value(report)
        if case .object(var members) = answer {
          for name in ["by", "entry", "successor"] where members[name] == nil {
            members[name] = .null
          }
          members["dry_run"] = .bool(dryRun)
          answer = .object(members)
        }
        return try output.line(JSONOutput.line(answer))
      }
      for line in lines(report) { try output.line(TerminalText.line(line)) }
    }
  }

  private func lines(_ report: ErasureReport) -> [String] {
    guard !report.isEmpty else {
      return ["Nothing is left to erase in \(report.name)."] + further(report)
    }
    let contents = report.contents.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let parts = [TimeText.count(report.turnCount, "turn")] + contents
    return [
      "\(report.name): \(parts.joined(separator: ", ")) "
        + (dryRun ? "would be erased" : "erased") + " under rule \(report.rule)"
    ] + further(report)
  }

  private func further(_ report: ErasureReport) -> [String] {
    var lines: [String] = []
    func add(_ text: String, _ names: [SessionName]) {
      guard !names.isEmpty else { return }
      lines.append("\(text): \(names.map(\.description).joined(separator: ", "))")
    }
    add("what these say of it goes as well", report.alsoChanged)
    add("these mend it and hold texts of their own, which stay", report.derived)
    if let successor = report.successor { lines.append("anonymised successor: \(successor)") }
    if dryRun { lines.append("Nothing was changed.") }
    return lines
  }
}
