import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at the machine that the store lives on.",
    discussion: """
      Looks at what Strata needs: the store, the disk, permissions, locks, git, the \
      terminal. Each thing that is not as it should be comes with what to do about it. \
      'strata fsck' checks the data itself.

      Exits with 1 where something fails; a warning alone exits with 0.

      EXAMPLES
        strata doctor
        strata doctor --json
      """)

  @OptionGroup(title: "Store") var store: StoreArguments

  /// One thing that was looked at, by the store or by the command.
  private struct Examination: Encodable {
    var name: String
    var result: Diagnosis.Result
    var message: String
    var remedy: String?
  }

  func run() async throws {
    var results = [surroundings()]
    do {
      let location = try store.location()
      results.append(
        Examination(
          name: "store", result: .ok,
          message: "\(location.root.string) (\(location.source.rawValue))"))
      results += try await store.withStore(for: .reading) { store in
        try store.diagnose().map { diagnosis in
          Examination(
            name: diagnosis.name, result: diagnosis.result, message: diagnosis.message,
            remedy: diagnosis.remedy)
        }
      }
    } catch {
      let report = ErrorReport(error)
      let why = ([report.message] + report.causes).joined(separator: ": ")
      results.append(
        Examination(
          name: "store", result: report.code == .notFound ? .warn : .fail,
          message: report.place.map { "\(why) (\($0))" } ?? why, remedy: report.remedy))
    }
    try Output.print { try tell(results, on: $0) }
    if results.contains(where: { $0.result == .fail }) { throw ExitStatus.finding.asError }
  }

  private func surroundings() -> Examination {
    let terminal = Terminal.current
    let isUnicode = terminal.isUnicode
    return Examination(
      name: "terminal", result: isUnicode ? .ok : .warn,
      message: isUnicode
        ? "the locale is UTF-8" : "the locale is not UTF-8: graphs are drawn in ASCII",
      remedy: isUnicode ? nil : "set LANG=C.UTF-8")
  }

  private func tell(_ results: [Examination], on output: Output) throws {
    if store.json {
      return try output.line(
        JSONOutput.line(["diagnoses": SessionJSON.value(results)]))
    }
    var table = Table()
    for result in results {
      let role: Style.Role =
        switch result.result {
        case .ok: .good
        case .warn: .warning
        case .fail: .bad
        }
      let remedy = result.remedy.map { "\ntry: \(TerminalText.line($0))" } ?? ""
      table.add(
        (result.result.rawValue, role), (TerminalText.line(result.name), nil),
        (TerminalText.line(result.message) + remedy, nil))
    }
    for line in table.lines(width: output.width, style: output.style) { try output.line(line) }
  }
}
