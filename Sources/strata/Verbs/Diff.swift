import ArgumentParser
import StrataCore
import StrataStore

struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what changed between two sessions.",
    discussion: """
      Compares the deployment context, the decisions, the metrics and the size of the \
      conversation. Of one session alone: what changed since the version it goes on from. \
      The second one may be given by its version alone.

      EXAMPLES
        strata diff acme/v1.0.0 acme/v2.0.0
        strata diff acme/v1.0.0 v1.1.0
        strata diff acme --json
      """)

  @Argument(help: "The session to compare from.", completion: .customers)
  var from: String

  @Argument(help: "The session to compare to.", completion: .customers)
  var to: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    try await store.withStore(for: .reading) { opened in
      let (old, new) = try sides(in: opened)
      let comparison = try Comparison(from: old, to: new)
      try Output.print(paged: !store.json) { output in
        if store.json {
          var answer = comparison.json
          answer["from"] = .string(old.session.name.description)
          answer["to"] = .string(new.session.name.description)
          return try output.line(JSONOutput.line(answer))
        }
        try output.line(
          output.style(
            .heading,
            TerminalText.line("\(old.session.name) → \(new.session.name)")))
        for line in try comparison.lines(style: output.style) { try output.line(line) }
        if comparison.isEmpty { try output.line("Nothing differs.") }
      }
    }
  }

  private func sides(in store: SessionStore) throws -> (SessionRecord, SessionRecord) {
    let first = try SessionReference(parsing: from).session(in: store)
    let second: Session
    if let to {
      if let version = try? SemanticVersion(parsing: to) {
        second = try store.session(.version(first.customer, version))
      } else {
        second = try SessionReference(parsing: to).session(in: store)
      }
      return (try SessionRecord(first, in: store), try SessionRecord(second, in: store))
    }
    guard let parent = first.previousVersion else {
      throw StrataError(
        .usage, "\(first.name) goes on from no other version",
        remedy: "name two sessions: strata diff A B")
    }
    let base = try store.session(.version(first.customer, parent))
    return (try SessionRecord(base, in: store), try SessionRecord(first, in: store))
  }
}
