import ArgumentParser
import StrataCore
import StrataStore

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say which version a session would get, and why; write nothing.",
    usage: """
      strata explain <customer> [<options>]
      strata explain --cases <file> ... [--vocabulary <file>] [--json]
      """,
    discussion: """
      Takes the arguments of 'strata session start' and says what it would decide, on \
      which words that rests, and what was weighed and rejected.

      With --cases, decides labelled cases instead, one JSON object a line; no store is \
      needed. Prints the scores and the cases that came out wrong, or with --json one \
      line a case: {"id", "increment", "version", "parent", "triggers", "why", \
      "evidence"}. A broken line is reported and the others go on. The exit status is 1 \
      where a line is broken or a scored case came out wrong.

      EXAMPLES
        strata explain acme --message "The pods are pending again."
        strata explain acme -m "We moved to Azure." --json | jq .rejected
        strata explain --cases cases.jsonl
        strata explain --cases a.jsonl b.jsonl --json > answers.jsonl
        strata explain --cases cases.jsonl --vocabulary vocabulary.json
      """)

  @Argument(help: "Whose session it would be.", completion: .customers)
  var customer: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Decide the cases of these files; - for standard input.", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var cases: [String] = []

  @Option(
    help: ArgumentHelp(
      "Decide the cases with the terms of this file, as a store does with its vocabulary.json.",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  var vocabulary: String?

  @OptionGroup(title: "Session") var start: StartArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard (customer == nil) != cases.isEmpty else {
      throw ValidationError("name either a customer or files of cases (--cases)")
    }
    guard vocabulary == nil || !cases.isEmpty else {
      throw ValidationError("--vocabulary goes with --cases; a store has a vocabulary.json")
    }
  }

  func run() async throws {
    guard let customer else { return try decideCases() }
    let request = try start.request(for: customer)
    try await store.withStore(for: .reading) { opened in
      let decision = try opened.explain(request)
      try Output.print { output in
        if store.json {
          var answer = SessionJSON.decision(decision)
          answer.merge(try SessionJSON.grounds(decision)) { first, _ in first }
          answer["customer"] = .string(request.customer.name)
          return try output.line(JSONOutput.line(answer))
        }
        try output.line(
          output.style(.heading, TerminalText.line(request.customer.name)) + " would get "
            + DecisionView.headline(decision, style: output.style))
        let view = DecisionView(decision: decision, style: output.style, width: output.width)
        for line in view.lines() { try output.line(line) }
        try output.line("Nothing was written.")
      }
    }
  }

  // MARK: - Cases

  private func decideCases() throws {
    let policy = try casePolicy()
    var score = CaseScoreView()
    var broken = 0
    var decided = 0
    try Output.print(paged: !store.json) { output in
      for path in cases {
        try CaseFile.read(path) { result in
          do {
            let item = try result.get()
            let decision = try policy.decide(
              item.candidate, given: item.customerHistory(read: policy))
            decided += 1
            if store.json { return try output.line(Self.json(item.id, decision)) }
            score.add(item, decision)
          } catch let error as StrataError {
            broken += 1
            tell(error)
          }
        }
      }
      guard !store.json else { return }
      if !score.isEmpty {
        for line in score.lines(style: output.style, width: output.width) { try output.line(line) }
      } else {
        try output.line(
          "\(TimeText.count(decided, "case")) decided, none with an expected answer; "
            + "--json prints the answers")
      }
    }
    if broken > 0 || score.hasMisses { throw ExitStatus.finding.asError }
  }

  private func casePolicy() throws(StrataError) -> VersionPolicy {
    guard let vocabulary else { return VersionPolicy() }
    let input = try BoundedInput(vocabulary)
    return try VocabularyFile(input.bytes, place: input.place).extending(VersionPolicy())
  }

  private func tell(_ error: StrataError) {
    let report = ErrorReport(error)
    Output.complain(store.json ? report.json() : report.text(style: Terminal.current.errorStyle))
  }

  private static func json(_ id: String, _ decision: VersionDecision) throws -> String {
    var answer = SessionJSON.decision(decision)
    answer["id"] = .string(id)
    answer["evidence"] = .array(try decision.evidence.map(SessionJSON.value))
    return try JSONOutput.line(answer)
  }
}
