import ArgumentParser
import StrataAnalysis

/// The verbs that write documents for customers.
struct ReportVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write documents for customers.",
    discussion: """
      A statement of work tells what was asked, what was decided and why, what was \
      delivered, what is open, and how the versions led there. The same records give \
      the same bytes, and the document names the digests of its inputs.

      EXAMPLES
        strata report sow acme v1.2.0
        strata report sow acme v2.0.0 --kind changes --since v1.0.0 --format html
        strata report template --format html > ours.mustache
      """,
    subcommands: [ReportSow.self, ReportTemplateVerb.self])
}

extension WorkReport.Kind: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}

/// The template to begin from.
struct ReportTemplateVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Print the template of a report, to begin one's own from.",
    discussion: """
      The template is Mustache. Every value is escaped for the format before the template \
      sees it. Which names there are: docs/reports.md, or the answer of --json.

      EXAMPLES
        strata report template > ours.mustache
        strata report sow acme v1.2.0 --template ours.mustache
      """)

  @Option(help: "md or html.")
  var format = ReportFormat.md

  func run() async throws {
    try Output.print { try $0.text(format.template) }
  }
}
