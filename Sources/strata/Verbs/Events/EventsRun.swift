import ArgumentParser
import StrataCore
import StrataStore

struct EventsRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run Strata's consumer groups: analytics, audit, alerting.",
    usage: "strata events run [--group <group> ...] [--once] [<options>]",
    discussion: """
      analytics counts events by day, type and outcome ('events topics --daily'). audit \
      compares each event's entry with its leaf and its row in the audit log. alerting \
      raises alerts on bursts of failed logins, failed commands and collisions, and on \
      lock breaks; its thresholds are configuration keys (docs/events.md). Each alert is \
      an event of strata-system-events and a line here.

      Goes on until it is interrupted, and archives once an hour. With --once it ends \
      when the groups have gone over everything.

      EXAMPLES
        strata events run
        strata events run --group alerting --json
        strata events run --once
      """)

  @Option(help: ArgumentHelp("Only this group. Repeatable.", valueName: "group"))
  var group: [StandingGroup] = []

  @Flag(help: "End when everything is done.")
  var once = false

  @Option(help: ArgumentHelp("How often to look for new events.", valueName: "seconds"))
  var interval: Double = 1

  @OptionGroup(title: "Store") var store: StoreArguments

  private static let archiveSeconds = 3600.0

  func validate() throws {
    guard interval > 0 else { throw ValidationError("--interval is a number above 0") }
  }

  func run() async throws {
    let groups = group.isEmpty ? StandingGroup.allCases : group
    StopSignal.listen()
    try await store.withStore(for: .writing) { opened in
      var counts: [StandingGroup: Int64] = [:]
      var archivedAt: Timestamp?
      while !StopSignal.isAsked {
        var isIdle = true
        for group in groups {
          let progress = try await opened.run(group)
          counts[group, default: 0] += progress.eventCount
          isIdle = isIdle && progress.eventCount == 0
          try tell(progress.alerts)
        }
        if once, isIdle { break }
        guard !once else { continue }
        let now = StoreOptions().clock()
        if now >= archivedAt?.advanced(bySeconds: Self.archiveSeconds) ?? now {
          _ = try await opened.archiveEvents()
          archivedAt = now
        }
        try await StopSignal.wait(seconds: interval)
      }
      if once, !store.json { try summarise(groups, counts) }
    }
  }

  private func tell(_ alerts: [Alert]) throws {
    try Output.print { output in
      for alert in alerts {
        try output.line(EventView.line(alert, asJSON: store.json, style: output.style))
      }
    }
  }

  private func summarise(_ groups: [StandingGroup], _ counts: [StandingGroup: Int64]) throws {
    try Output.print { output in
      for group in groups {
        let count = TimeText.count(Int(counts[group] ?? 0), "event")
        try output.line("\(group.rawValue): \(count)")
      }
    }
  }
}
