import ArgumentParser
import Glibc
import StrataCore
import StrataStore
import SystemPackage

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
      (docs/integrity.md). A database that is lost, torn or older than what its log \
      signed is made whole as 'strata recover' does it, after showing what that would \
      give; one that contradicts its log is left alone.

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
    let root = try store.damagedLocation().root
    let findings = try await check(root)
    let plan = RepairPlan(findings)
    guard repair, !plan.isEmpty else {
      try Output.print(paged: !store.json && !repair) { output in
        if store.json { return try output.line(JSONOutput.line(RepairJSON.answer(plan, findings))) }
        try FindingView.tell(findings, on: output, plan: plan)
      }
      if !findings.isEmpty { throw ExitStatus.finding.asError }
      return
    }
    if !store.json { try await show(plan, findings, of: root) }
    guard try mayRepair(plan) else {
      Output.complain("Nothing was changed.\n")
      throw ExitStatus.finding.asError
    }
    let report = try await perform(plan, on: root)
    try Output.print { output in
      if store.json {
        return try output.line(JSONOutput.line(RepairJSON.answer(plan, findings, report)))
      }
      try RepairView.tell(report, on: output)
    }
    if !report.remaining.isEmpty { throw ExitStatus.finding.asError }
  }

  private func check(_ root: FilePath) async throws -> [Finding] {
    let progress = ProgressLine()
    defer { progress.clear() }
    return try await SessionStore.check(
      at: root, options: StoreArguments.options(for: .reading)
    ) { progress.show(Self.words($0)) }
  }

  private func show(_ plan: RepairPlan, _ findings: [Finding], of root: FilePath) async throws {
    let recovery = plan.recovers ? try await recover(root, isDryRun: true) : nil
    try Output.print { output in
      try FindingView.tell(findings, on: output, plan: plan)
      guard let recovery else { return }
      try output.line("'strata recover --dry-run' says:")
      try RecoveryView.tell(recovery, on: output)
    }
  }

  /// What lies under everything else comes first; what the recovery brings to light is repaired too.
  private func perform(_ plan: RepairPlan, on root: FilePath) async throws -> RepairReport {
    guard plan.recovers else { return try await repair(plan) }
    let recovery = try await recover(root, isDryRun: false)
    let findings = try await check(root)
    let next = RepairPlan(findings)
    var report =
      next.isEmpty ? RepairReport(remaining: findings) : try await repair(next)
    report.recovery = recovery
    return report
  }

  private func recover(_ root: FilePath, isDryRun: Bool) async throws -> RecoveryReport {
    let progress = ProgressLine()
    defer { progress.clear() }
    var options = StoreArguments.options(for: .writing)
    if let by { options.holder.user = by }
    return try await SessionStore.recover(at: root, isDryRun: isDryRun, options: options) {
      progress.show(Self.words($0))
    }
  }

  private func repair(_ plan: RepairPlan) async throws -> RepairReport {
    let progress = ProgressLine()
    defer { progress.clear() }
    return try await store.withStore(for: .writing, { $0.recoversOnOpening = false }) { opened in
      try await opened.repair(plan, by: by ?? StoreOptions().holder.user) {
        progress.show(Self.words($0))
      }
    }
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
