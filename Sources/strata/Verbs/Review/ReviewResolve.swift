import ArgumentParser
import StrataCore
import StrataStore

struct ReviewResolve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Settle an item.",
    usage: """
      strata review resolve <item> --keep <version> --reason <text>
      strata review resolve <item> --merge --reason <text>
      strata review resolve <item> --dismiss --reason <text>
      """,
    discussion: """
      --keep says which version's decision holds; the other no longer applies. --merge \
      makes a new version of the older line with both lines as parents ('strata merge' \
      chooses the line). --dismiss says that it is no matter: both decisions stand, the \
      lines stay apart.

      EXAMPLES
        strata review resolve conflict-3fa91c02d4be --keep v1.3.0 --reason "TLS at the edge"
        strata review resolve merge-9e0b7712ac45 --merge --reason "one checkout"
        strata review resolve merge-9e0b7712ac45 --dismiss --reason "two tenants"
      """)

  @Argument(help: "Which item.")
  var item: String

  @Option(help: ArgumentHelp("The version whose decision holds.", valueName: "version"))
  var keep: String?

  @Flag(help: "Merge the two lines.")
  var merge = false

  @Flag(help: "It is no matter.")
  var dismiss = false

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("Who. Default: you.", valueName: "name"))
  var by: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard [keep != nil, merge, dismiss].count(where: { $0 }) == 1 else {
      throw ValidationError("give one of --keep, --merge and --dismiss")
    }
  }

  func run() async throws {
    let kept = try keep.map { try SemanticVersion(parsing: $0) }
    let user = by ?? StoreOptions().holder.user
    try await store.withStore(for: .writing) { opened in
      if merge {
        try await mergeLines(in: opened, by: user)
      } else {
        _ = try await opened.resolve(item, keeping: kept, reason: reason, by: user)
      }
      let resolved = try ReviewShow.item(item, in: opened)
      try Output.print { output in
        if store.json { return try output.line(JSONOutput.line(ReviewJSON.item(resolved))) }
        try output.line(TerminalText.line("\(item): \(ReviewView.resolution(resolved) ?? "open")"))
      }
    }
  }

  private func mergeLines(in store: SessionStore, by user: String) async throws {
    let open = try store.openReview(item)
    guard open.kind == .mergeCandidate, let line = open.subjects.first,
      let other = open.subjects.last
    else {
      throw StrataError(
        .invalidInput, "\(item) is about decisions, not about lines", place: "--merge",
        remedy: "use --keep or --dismiss")
    }
    // The lines may have grown since.
    let lineage = try store.lineage(of: open.customer)
    let newest = lineage.versions.last { $0.major == other.version.major } ?? other.version
    _ = try await store.merge(
      newest, into: line.version, of: open.customer, reason: reason, by: user)
  }
}
