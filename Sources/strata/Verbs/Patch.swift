import ArgumentParser
import StrataCore
import StrataStore

struct Patch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Correct a version by hand: a new patch version says it as it should be.",
    usage: "strata patch <customer> <version> --kind <kind> [<options>]",
    discussion: """
      A version is never edited. 'patch' makes a sealed patch version (v1.2.1 of v1.2.0) \
      that repeats it with the correction, and shows what was said before and is said \
      now. The kinds, and what each may correct:

        json_schema_fixes            --context --rename --turns
        metadata_corrections         --context --phase --outcome --satisfaction
                                     --user --realm --conversation
        timestamp_corrections        --started-at --completed-at, or --shift
        incomplete_session_recovery  --turns --outcome --satisfaction --completed-at
        missing_file_regeneration    nothing: the files are made again
        conversation_reconstruction  --turns
        privacy_compliance_updates   --turns --context --user ('strata erase' erases)
        metadata_schema_updates      --context --rename
        archive_preparation          nothing: the version is repeated as it is

      EXAMPLES
        strata patch acme v1.2.0 --kind metadata_corrections --outcome partial
        strata patch acme v1.2.0 --kind timestamp_corrections --shift=-3600
        strata patch acme v1.2.0 --kind metadata_schema_updates --rename env=environment
        strata patch acme v1.2.0 --kind conversation_reconstruction --turns turns.jsonl
      """)

  @Argument(help: "The customer.", completion: .customers)
  var customer: String

  @Argument(help: "The version to mend, for example v1.2.0.")
  var version: String

  @Option(help: ArgumentHelp("What kind of mend it is.", valueName: "kind"))
  var kind: String

  @OptionGroup(title: "Correction") var correction: CorrectionArguments

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("Who corrects. Default: you.", valueName: "name"))
  var by: String?

  @Flag(help: "Say what would change; change nothing.")
  var dryRun = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let name = SessionName.version(
      try CustomerID(customer), try SemanticVersion(parsing: version))
    let correction = try correction.correction(of: try PatchKind.trigger(named: kind, of: "--kind"))
    let user = by ?? StoreOptions().holder.user
    if dryRun {
      let corrected = try await store.withStore(for: .reading) {
        try $0.explain(correction, of: name)
      }
      return try tell(corrected.changes, of: name, made: nil)
    }
    let (made, changes) = try await store.withStore(for: .writing) {
      try await $0.patch(name, correction, reason: reason, by: user)
    }
    try tell(changes, of: name, made: made)
  }

  private func tell(_ changes: [PatchChange], of name: SessionName, made: Session?) throws {
    try Output.print { output in
      if store.json {
        var answer = made.map(SessionJSON.summary) ?? [:]
        answer["mends"] = .string(name.description)
        answer["dry_run"] = .bool(dryRun)
        answer["changes"] = .array(
          changes.map { change in
            .object([
              "field": .string(change.field), "before": SessionJSON.text(change.before),
              "after": SessionJSON.text(change.after),
            ])
          })
        return try output.line(JSONOutput.line(answer))
      }
      let headline = made.map { "\($0.name) mends \(name)" } ?? "\(name) would be mended"
      try output.line(TerminalText.line("\(headline): \(kind)"))
      for change in changes {
        try output.line(
          TerminalText.line(
            "  \(change.field): \(change.before ?? "nothing") → \(change.after ?? "nothing")"))
      }
      if dryRun { try output.line("Nothing was changed.") }
    }
  }
}
