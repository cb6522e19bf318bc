import ArgumentParser
import Glibc
import StrataCore
import StrataStore

struct Fsck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the whole store, and repair it.",
    discussion: """
      Checks the journal and every session directory: numbers, times, relations, names, \
      permissions, completeness, digests. Each finding says what is wrong, where, what \
      to do, and what --repair would do. Without --repair nothing is changed.

      --repair shows its plan, asks, performs it and checks again. Nothing is deleted: \
      what is replaced goes to quarantine/. Each repair leaves an entry in the journal; \
      a session whose own bytes were made again gets a patch version that says so. What \
      cannot be proved any more is recorded as lost, and found no more \
      (docs/integrity.md).

      Exits with 0 where nothing is wrong (any more) and with 1 where there are findings.

      EXAMPLES
        strata fsck
        strata fsck --json | jq '.findings[].code'
        strata fsck --repair
        strata fsck --repair --yes --by ops
      """)

  @Flag(help: "Repair what is found, after showing how.")
  var repair = false

  @Flag(help: "With --repair: do not ask.")
  var yes = false

  @Option(help: ArgumentHelp("With --repair: who repairs. Default: you.", valueName: "name"))
  var by: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let progress = ProgressLine()
    let findings = try await store.withStore(for: .reading) { opened in
      defer { progress.clear() }
      return try opened.check { progress.show(Self.words($0)) }
    }
    let plan = RepairPlan(findings)
    guard repair, !plan.isEmpty else {
      try Output.print(paged: !store.json && !repair) { output in
        if store.json { return try output.line(JSONOutput.line(RepairJSON.answer(plan, findings))) }
        try FindingView.tell(findings, on: output, plan: plan)
      }
      if !findings.isEmpty { throw ExitStatus.finding.asError }
      return
    }
    if !store.json {
      try Output.print { try FindingView.tell(findings, on: $0, plan: plan) }
    }
    guard try mayRepair(plan) else {
      Output.complain("Nothing was changed.\n")
      throw ExitStatus.finding.asError
    }
    let report = try await store.withStore(for: .writing, { $0.recoversOnOpening = false }) {
      opened in
      defer { progress.clear() }
      return try await opened.repair(plan, by: by ?? StoreOptions().holder.user) {
        progress.show(Self.words($0))
      }
    }
    try Output.print { output in
      if store.json {
        return try output.line(JSONOutput.line(RepairJSON.answer(plan, findings, report)))
      }
      try RepairView.tell(report, on: output)
    }
    if !report.remaining.isEmpty { throw ExitStatus.finding.asError }
  }

  private static func words(_ state: StrataStore.Progress) -> String {
    "checking \(state.step): \(state.completed) of \(state.total)"
  }

  private func mayRepair(_ plan: RepairPlan) throws(StrataError) -> Bool {
    if yes { return true }
    guard isatty(0) == 1, isatty(2) == 1 else {
      throw StrataError(
        .usage, "--repair asks before it changes anything, and there is nobody to ask",
        remedy: "add --yes")
    }
    Output.complain("Perform \(TimeText.count(plan.steps.count, "repair"))? [y/N] ")
    return ["y", "yes"].contains((readLine() ?? "").lowercased())
  }
}
