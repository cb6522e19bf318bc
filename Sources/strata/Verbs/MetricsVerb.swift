import ArgumentParser
import StrataMetrics
import StrataStore

struct MetricsVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Print the store's metrics for Prometheus.",
    usage: "strata metrics [<options>]",
    discussion: """
      Prints the state of the store and of this process in the exposition format 0.0.4, \
      for node_exporter's textfile collector. Write to a new file and rename it, so that \
      a half-written one is never read.

      A metric has at most --series series; the rest is summed up in one whose labels \
      are "other". --check adds strata_integrity_ratio, for which the whole store is read.

      EXAMPLES
        strata metrics | promtool check metrics
        strata metrics > s.prom.new && mv s.prom.new s.prom
        strata metrics --check --json
      """)

  @Option(help: ArgumentHelp("The name of this process. Default: the host.", valueName: "name"))
  var instance: String?

  @Option(help: ArgumentHelp("At most this many series a metric.", valueName: "n"))
  var series = 500

  @Flag(help: "Check the whole store too.")
  var check = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard series > 0 else { throw ValidationError("--series is a number from 1, not \(series)") }
  }

  func run() async throws {
    let registry = MetricsRegistry(seriesLimit: series)
    let shell = ShellMetrics(
      factory: registry, instance: instance ?? LockHolder.current(user: nil).host)
    let versioning = VersioningFigures(factory: registry)
    try await store.withStore(for: .reading) { opened in
      for active in try opened.activeSessions() {
        shell.addActiveSessions(
          active.count, user: active.user, realm: active.realm,
          conversation: active.conversation)
      }
      for figure in try opened.commandFigures() {
        shell.countRequests(
          figure.count, method: figure.type ?? "", status: figure.status ?? "",
          seconds: figure.milliseconds.map { Double($0) / 1000 })
      }
      versioning.setAssigned(try opened.customers().reduce(0) { $0 + $1.sessionCount })
      if check { versioning.setIntegrity(try opened.integrity().ratio) }
    }
    shell.update(.current())
    let families = registry.families()
    try Output.print { output in
      if store.json {
        return try output.line(JSONOutput.line(["metrics": families.map(Told.init)]))
      }
      try output.text(Exposition.text(of: families))
    }
  }

  /// A family as JSON tells it; what is no finite number is null.
  private struct Told: Encodable {
    struct Sample: Encodable {
      var name: String
      var labels: [String: String]
      var value: Nullable<Double>
    }

    var name: String
    var type: String
    var help: String
    var samples: [Sample]

    init(_ family: MetricFamily) {
      name = family.name
      type = family.kind.rawValue
      help = family.help
      samples = family.samples.map { sample in
        Sample(
          name: family.name + sample.suffix, labels: sample.labels,
          value: Nullable(sample.value.isFinite ? sample.value : nil))
      }
    }
  }
}
