import ArgumentParser
import StrataCore
import StrataStore

struct Fsck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the whole store.",
    discussion: """
      Checks the journal and every session directory: numbers, times, relations, names, \
      permissions, completeness, digests. Each finding says what is wrong, where, and \
      what to do. Nothing is changed.

      Exits with 0 where nothing is wrong and with 1 where there are findings.

      EXAMPLES
        strata fsck
        strata fsck --json | jq '.findings[].code'
      """)

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let progress = ProgressLine()
    let findings = try await store.withStore(for: .reading) { opened in
      defer { progress.clear() }
      return try opened.check { state in
        progress.show("checking \(state.step): \(state.completed) of \(state.total)")
      }
    }
    try Output.print(paged: !store.json) { output in
      if store.json { return try output.line(JSONOutput.line(["findings": findings])) }
      try FindingView.tell(findings, on: output)
    }
    if !findings.isEmpty { throw ExitStatus.finding.asError }
  }
}
