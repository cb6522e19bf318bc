import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take in conversations that were held elsewhere.",
    usage: "strata import <path> ... [<options>]",
    discussion: """
      Reads arrays of messages as chat APIs have them (openai), the data export of \
      ChatGPT (chatgpt), Claude Code transcripts (claude-code) and Strata's own JSON \
      (strata). The format is found by looking. Conversations are taken in the order in \
      which they began, so that versions come out as history had them. Importing the \
      same files again changes nothing; a conversation that has grown continues.

      What cannot be taken is reported with file and line, and the rest goes on; then \
      the exit status is 1.

      EXAMPLES
        strata import conversations.json --customer acme
        strata import ~/.claude/projects --dry-run
        strata import export/ --customer acme --json | jq .imported
      """)

  @Argument(
    help: ArgumentHelp("Files, or folders that hold them.", valueName: "path"),
    completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Whose conversations they are, whatever they say themselves.", valueName: "name"),
    completion: .customers)
  var customer: String?

  @Option(help: "What the files are. Default: found by looking.")
  var format: ConversationFormat?

  @Option(help: "How a conversation ended that does not say so itself. Default: not said.")
  var outcome: Session.Outcome?

  @Flag(help: "Leave the sessions active instead of completing them.")
  var leaveOpen = false

  @Flag(help: "Say what would be imported; write nothing.")
  var dryRun = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    var options = ImportOptions()
    options.format = format
    options.customer = try customer.map { name throws(StrataError) in try CustomerID(name) }
    options.outcome = outcome
    options.leavesOpen = leaveOpen
    options.isDryRun = dryRun
    let asked = options
    let report = try await store.withStore(for: dryRun ? .reading : .writing) { opened in
      let importer = Importer(into: opened, options: asked)
      let line = ProgressLine()
      defer { line.clear() }
      let plan = try importer.plan(paths.map { FilePath($0) }) { line.show(Self.sentence($0)) }
      return try await importer.perform(plan, progress: { line.show(Self.sentence($0)) })
    }
    for problem in report.problems where !store.json { tell(problem) }
    try Output.print { output in
      if store.json { return try output.line(JSONOutput.line(report)) }
      for line in Self.lines(report) { try output.line(line) }
    }
    if report.problemCount > 0 { throw ExitStatus.finding.asError }
  }

  private static func sentence(_ progress: ImportProgress) -> String {
    let percent = progress.bytesTotal > 0 ? progress.bytesDone * 100 / progress.bytesTotal : 100
    let doing = progress.phase == .reading ? "reading" : "storing"
    let found = progress.phase == .reading ? "found" : "done"
    let problems =
      progress.problems > 0 ? ", \(TimeText.count(progress.problems, "problem"))" : ""
    return "\(doing): \(percent) %, \(TimeText.count(progress.records, "conversation")) \(found)"
      + problems
  }

  private func tell(_ problem: ImportProblem) {
    let place = [problem.line, problem.column].compactMap { $0.map(String.init) }
    let record = problem.record.map { " (\($0))" } ?? ""
    let error = StrataError(
      .invalidInput, problem.message,
      place: ([problem.file] + place).joined(separator: ":") + record, remedy: problem.remedy)
    Output.complain(ErrorReport(error).text(style: Terminal.current.errorStyle))
  }

  private static func lines(_ report: ImportReport) -> [String] {
    let done = report.isDryRun ? "would be imported" : "imported"
    var lines = [
      "\(TimeText.count(report.imported, "conversation")) \(done), "
        + "\(report.continued) continued, \(report.unchanged) there already; "
        + TimeText.count(report.turns, "turn")
    ]
    func note(_ number: Int, _ text: String) {
      if number > 0 { lines.append("\(number) \(text)") }
    }
    note(report.empty, "left out: not a single turn")
    note(report.otherBranches, "other branches left out")
    note(report.undated, "without any time: that of the file was taken")
    note(report.skippedFiles.count, "JSON files without conversations passed over")
    if report.problemCount > 0 { lines.append(TimeText.count(report.problemCount, "problem")) }
    lines.append(
      report.isDryRun ? "Nothing was written." : "next: strata log")
    return lines
  }
}
