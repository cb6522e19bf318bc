import ArgumentParser
import Foundation
import StrataAnalysis
import StrataCore
import StrataStore

struct ReportSow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sow",
    abstract: "Write a statement of work.",
    usage: "strata report sow <customer> [<version>] [--kind <kind>] [<options>]",
    discussion: """
      --kind version      one version: scope, context, decisions, what is open
      --kind cumulative   what stands after all versions that led to VERSION
      --kind changes      what is different from --since, or from the version before

      Without VERSION it is about the newest one. --json gives everything that a template \
      may show instead of the document.

      EXAMPLES
        strata report sow acme
        strata report sow acme v2.0.0 --format html --output acme.html
        strata report sow acme v2.0.0 --kind changes --since v1.0.0
        strata report sow acme v1.2.0 --template ours.mustache
      """)

  @Argument(help: "Whose.", completion: .customers)
  var customer: String

  @Argument(help: "Which version; the newest without it.")
  var version: String?

  @Option(help: "version, cumulative or changes.")
  var kind = WorkReport.Kind.version

  @Option(help: ArgumentHelp("Which version changes are told from.", valueName: "version"))
  var since: String?

  @Option(help: "md or html.")
  var format = ReportFormat.md

  @Option(
    help: ArgumentHelp("A Mustache template instead of Strata's own.", valueName: "file"),
    completion: .file())
  var template: String?

  @Option(
    help: ArgumentHelp("Where the document goes instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if since != nil, kind != .changes {
      throw ValidationError("--since belongs to --kind changes")
    }
    if store.json, template != nil {
      throw ValidationError("--json gives the values, --template the document: ask for one")
    }
  }

  func run() async throws {
    let base = try since.map { try SemanticVersion(parsing: $0) }
    let template = try self.template.map { path in
      let input = try BoundedInput(path, limit: Self.maximumTemplateBytes)
      return try ReportTemplate(try input.text(), format: format, place: input.place)
    }
    let writer = try template ?? ReportTemplate(format.template, format: format, place: "template")
    try await store.withStore(for: .reading) { opened in
      let reference =
        try version.map { version in
          SessionReference.name(
            .version(try CustomerID(customer), try SemanticVersion(parsing: version)))
        } ?? .newest(try CustomerID(customer))
      let session = try reference.session(in: opened)
      let compared = kind == .changes ? base ?? session.previousVersion : nil
      let records = try opened.workRecords(
        of: session.customer, session.version, base: compared)
      let report = try WorkReport(kind, of: records, since: base)
      let text = store.json ? try JSONOutput.line(report.json) + "\n" : writer.render(report)
      if let output { return try write(text, to: output) }
      try Output.print { try $0.text(text) }
    }
  }

  private static let maximumTemplateBytes = 1 << 20

  private func write(_ text: String, to path: String) throws(StrataError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw StrataError(
        .storage, "the document cannot be written", place: path,
        remedy: "name a file in a folder that can be written", cause: error)
    }
  }
}
