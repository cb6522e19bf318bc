import StrataCore
import StrataStore
import SystemPackage

/// What the inherited context of a long family costs who reads it, in an open store and in one that is
/// opened for it, as the command does.
struct ContextBenchmark {
  let folder: Folder
  let progress: Progress

  private static let versions = 1_000
  private static let decisionDistance = 10
  private static let repetitions = 100
  /// The aim of row L2's issue.
  private static let aimSeconds = 0.050

  func run() async throws -> [Comparison] {
    let root = folder.path("context-store")
    let customer = try await build(root)
    let store = try SessionStore.open(at: root, options: options(.reading))
    let newest = try store.context(of: customer)
    guard newest.fields.count >= 8, newest.decisions.count == Self.versions / Self.decisionDistance
    else { throw BenchmarkError("the context is not whole: \(newest.fields.count) fields") }
    var comparisons = [
      try compare("context, the store is open") { _ = try store.context(of: customer) }
    ]
    try await store.close()
    progress.say("context", part: nil, "opening the store each time")
    var times: [Double] = []
    for _ in 0..<Self.repetitions {
      let watch = Stopwatch()
      let opened = try SessionStore.open(at: root, options: options(.reading))
      _ = try opened.context(of: customer)
      times.append(watch.seconds)
      try await opened.close()
    }
    comparisons.append(comparison("context, opening the store for it", times))
    return comparisons
  }

  private func options(_ access: StoreOptions.Access) -> StoreOptions {
    var options = StrataStarts.Directory.follows.options
    options.access = access
    return options
  }

  private func compare(_ subject: String, _ operation: () throws -> Void) throws -> Comparison {
    progress.say("context", part: nil, subject)
    var times: [Double] = []
    for _ in 0..<Self.repetitions {
      let watch = Stopwatch()
      try operation()
      times.append(watch.seconds)
    }
    return comparison(subject, times)
  }

  private func comparison(_ subject: String, _ times: [Double]) -> Comparison {
    Comparison(
      part: "an inherited context, median", subject: "\(subject), \(Self.versions) versions",
      value: Statistics.median(times), baseline: "the aim", baselineValue: Self.aimSeconds,
      unit: .seconds
    ).aiming(atMost: 1)
  }

  /// One line of sessions, every tenth with a decision.
  private func build(_ root: FilePath) async throws -> CustomerID {
    let store = try SessionStore.initialize(at: root, options: options(.writing))
    var customer = try SampleSession.request(0, customer: 0).customer
    for number in 0..<Self.versions {
      if number.isMultiple(of: 100) {
        progress.say("context", part: Double(number) / Double(Self.versions), "making versions")
      }
      var request = try SampleSession.request(number, customer: 0)
      if number > 0 {
        request.choice = .init(increment: .minor, line: 1, reason: "one line")
      }
      customer = request.customer
      let session = try await store.start(request)
      if number.isMultiple(of: Self.decisionDistance) {
        let decision = KeyDecision(
          topic: "limit of pool \(number)", choice: "\(number) MiB", at: session.createdAt)
        _ = try await store.record(decision, in: session.name)
      }
    }
    try await store.close()
    return customer
  }
}
