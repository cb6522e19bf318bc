import ArgumentParser
import Dispatch
import Glibc
import StrataCore
import StrataStore

struct ConfigWatch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Wait for changes and print each as it is made, by whichever process.",
    usage: "strata config watch [<key> | <prefix>/] [--since <index>] [<options>]",
    discussion: """
      With --json each change is one line. Whoever was interrupted goes on with --since \
      and the index of the last line: nothing is missed and nothing comes twice. Without \
      --since only what changes from now on is printed.

      Ends with exit status 0 after --timeout, after the first change with --once, and \
      on Ctrl-C or SIGTERM.

      EXAMPLES
        strata config watch rebe-shell/config/
        strata config watch rebe-shell/config/feature-flags --since 12 --once --json
        strata config watch --json | ./reload-on-change
      """)

  @Argument(help: "Which key, or with a slash at the end, all keys under it. Default: all.")
  var scope: String?

  @Option(help: ArgumentHelp("First print what changed after this index.", valueName: "index"))
  var since: Int64?

  @Option(help: ArgumentHelp("End after this many seconds.", valueName: "seconds"))
  var timeout: Double?

  @Flag(help: "End after the first change.")
  var once = false

  @OptionGroup var concealment: ConcealmentArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard timeout.map({ $0 >= 0 }) != false else {
      throw ValidationError("--timeout is a number of seconds from 0")
    }
  }

  func run() async throws {
    let scope = try ConfigurationScope(scope ?? "")
    let (since, timeout, once, asJSON) = (since, timeout, once, store.json)
    try await store.withStore(for: .reading) { opened in
      let concealed = try concealment.concealed(in: opened)
      let start = try since ?? opened.configuration(in: .everything).index
      try await Self.untilInterrupted {
        var seen = start
        let end = timeout.map { ContinuousClock.now.advanced(by: .seconds(min($0, 1e9))) }
        while true {
          let left: Double? = end.map { max(0, ContinuousClock.now.duration(to: $0) / .seconds(1)) }
          let news = try await opened.configurationChanges(in: scope, after: seen, within: left)
          guard !news.changes.isEmpty else { return }
          let first = news.changes.first?.index
          let told = once ? news.changes.filter { $0.index == first } : news.changes
          try Output.print { output in
            try Self.tell(told, concealed: concealed, asJSON: asJSON, on: output)
          }
          if once { return }
          seen = news.index
        }
      }
    }
  }

  private static func tell(
    _ changes: [ConfigurationVersion], concealed: ConcealedKeys?, asJSON: Bool, on output: Output
  ) throws {
    guard asJSON else {
      let view = ConfigurationView(concealed: concealed, style: output.style)
      for line in view.transactions(changes) { try output.line(line) }
      return
    }
    for transaction in ConfigurationJSON(concealed: concealed).transactions(changes) {
      try output.line(JSONOutput.line(transaction))
    }
  }

  /// Does something until it is done or the process is asked to end, which is no error.
  private static func untilInterrupted(
    _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    let numbers = [SIGINT, SIGTERM]
    for number in numbers { signal(number, SIG_IGN) }
    let work = Task(operation: body)
    let sources = numbers.map { number in
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { work.cancel() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      try await work.value
    } catch is CancellationError {
      return
    }
  }
}
