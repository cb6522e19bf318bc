import StrataCore
import StrataStore
import SystemPackage

/// What a customer's many versions cost those who read and go on, against few.
struct HistoryBenchmark {
  let folder: Folder
  let progress: Progress

  private static let few = 10
  private static let many = 10_000
  private static let repetitions = 200

  func run() async throws -> [Comparison] {
    let root = folder.path("history-store")
    try await build(root)
    let store = try SessionStore.open(at: root)
    let few = try customer(0, versions: Self.few, in: store)
    let many = try customer(1, versions: Self.many, in: store)
    var comparisons: [Comparison] = []
    comparisons.append(
      try await compare("log, the newest 10", few, many) { customer, _ in
        _ = try store.sessions(SessionQuery(customer: customer.id, limit: Self.few))
      })
    comparisons.append(
      try await compare("show, a session with its turns", few, many) { customer, number in
        let version = customer.versions[number * 7919 % customer.versions.count]
        let session = try store.session(.version(customer.id, version))
        _ = try store.turns(of: session.id)
      })
    comparisons.append(
      try await compare("start, directory first", few, many) { customer, number in
        _ = try await store.start(SampleSession.request(1 + number, customer: customer.number))
      })
    try await store.close()
    return comparisons
  }

  private struct Customer {
    var number: Int
    var id: CustomerID
    var versions: [SemanticVersion]
  }

  private func customer(
    _ number: Int, versions count: Int, in store: SessionStore
  ) throws -> Customer {
    let id = try SampleSession.request(0, customer: number).customer
    let versions = try store.lineage(of: id).versions
    guard versions.count == count else {
      throw BenchmarkError("\(id) has \(versions.count) versions instead of \(count)")
    }
    return Customer(number: number, id: id, versions: versions)
  }

  private func build(_ root: FilePath) async throws {
    let store = try SessionStore.initialize(
      at: root, options: StrataStarts.Directory.follows.options)
    for number in 0..<Self.few {
      _ = try await store.start(SampleSession.request(number, customer: 0))
    }
    let chunk = 100
    for first in stride(from: 0, to: Self.many, by: chunk) {
      progress.say(
        "history", part: Double(first) / Double(Self.many), "making \(Self.many) versions")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in first..<(first + chunk) {
          group.addTask {
            _ = try await store.start(SampleSession.request(number, customer: 1))
          }
        }
        try await group.waitForAll()
      }
    }
    try await store.close()
  }

  private func compare(
    _ subject: String, _ few: Customer, _ many: Customer,
    _ operation: (Customer, Int) async throws -> Void
  ) async throws -> Comparison {
    progress.say("history", part: nil, subject)
    var times: (few: [Double], many: [Double]) = ([], [])
    for number in 0..<Self.repetitions {
      let watch = Stopwatch()
      try await operation(few, number)
      let between = watch.seconds
      try await operation(many, number)
      times.few.append(between)
      times.many.append(watch.seconds - between)
    }
    return Comparison(
      part: "a customer's history, median", subject: "\(subject), \(Self.many) versions",
      value: Statistics.median(times.many), baseline: "\(Self.few) versions",
      baselineValue: Statistics.median(times.few), unit: .seconds
    ).aiming(atMost: 2)
  }
}
