import ArgumentParser
import StrataAnalysis
import StrataCore
import StrataStore

struct InsightsVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insights",
    abstract: "Show what earlier versions teach: success, durations, what follows what.",
    usage: "strata insights [<customer>] [--csv | --html] [<options>]",
    discussion: """
      For one customer, or for all: how often sessions succeed, by type, trigger and place \
      in their line; how long they take; how satisfied customers are; how long lines live; \
      what follows what and which steps lead to success.

      Recent versions count more, and successful ones; how much is shown at the end. \
      Beside every share stand its count and its 95 % interval, and under 20 cases a \
      caution: three cases are no law.

      The same store and --as-of give the same bytes.

      EXAMPLES
        strata insights
        strata insights acme --half-life 30
        strata insights --html > insights.html
        strata insights --json | jq .success_by_trigger
      """)

  @Argument(help: "Whose versions. Without it: everybody's.", completion: .customers)
  var customer: String?

  @Flag(help: "A row for each figure, for spreadsheets.")
  var csv = false

  @Flag(help: "One HTML page with charts that needs nothing else.")
  var html = false

  @Option(
    help: ArgumentHelp("After so many days a version counts half.", valueName: "days"))
  var halfLife: Double = InsightWeights.standardHalfLifeDays

  @Option(
    help: ArgumentHelp("From when age is counted (RFC 3339). Default: now.", valueName: "time"))
  var asOf: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if [csv, html, store.json].filter({ $0 }).count > 1 {
      throw ValidationError("--csv, --html and --json are different answers: ask for one")
    }
    let range = InsightWeights.allowedHalfLifeDays
    guard range.contains(halfLife) else {
      throw ValidationError(
        "--half-life is a number of days from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
    }
  }

  func run() async throws {
    let customer = try customer.map { try CustomerID($0) }
    let time = try timestamp(asOf, of: "--as-of") ?? StoreOptions().clock()
    let weights = InsightWeights(halfLifeDays: halfLife, asOf: time)
    try await store.withStore(for: .reading) { opened in
      let builder = try opened.foldOutlines(
        of: customer, into: InsightsBuilder(of: customer, weights: weights)
      ) { $0.add($1) }
      let insights = builder.finished()
      if let customer, insights.sessionCount == 0 { throw SessionReference.unknown(customer) }
      try Output.print(paged: !store.json && !csv && !html) { output in
        if csv { return try output.text(InsightsCSV.text(of: insights)) }
        if html { return try output.text(InsightsHTML.page(of: insights)) }
        if store.json { return try output.line(JSONOutput.line(InsightsJSON.value(of: insights))) }
        let view = InsightsView(
          report: InsightsReport(insights), style: output.style, width: output.width)
        for line in view.lines() { try output.line(line) }
      }
    }
  }
}
