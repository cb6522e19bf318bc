import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Random transactions, rollbacks and clocks against a list of dictionaries (rows B2, B5).
@Suite struct ConfigurationModelTests {
  private static let paths = ["a", "a/b", "a/b-c", "a/b/c", "s/config/x", "s/config/y", "t/secret"]
  private static let values = ["", "1", "2", String(repeating: "long", count: 400)]

  /// What the configuration must be: the values at every index, without those that Strata keeps.
  private struct Model {
    var snapshots: [[String: String]] = [[:]]
    var times: [Timestamp] = []
    /// The keys that ever had a value.
    var touched: Set<String> = []

    var last: [String: String] { snapshots[snapshots.count - 1] }

    /// Takes a new state; says which keys it changes.
    mutating func take(_ state: [String: String], at time: Timestamp) -> Set<String> {
      let changed = Set(ConfigurationModelTests.paths.filter { state[$0] != last[$0] })
      guard !changed.isEmpty else { return [] }
      snapshots.append(state)
      times.append(time)
      touched.formUnion(changed)
      return changed
    }

    /// The index of a key's last change, 0 where it has no value.
    func index(of path: String) -> Int64 {
      guard last[path] != nil else { return 0 }
      return Int64(
        snapshots.indices.last { $0 > 0 && snapshots[$0][path] != snapshots[$0 - 1][path] } ?? 0)
    }

    func index(at time: Timestamp) -> Int {
      (times.indices.last { times[$0] <= time } ?? -1) + 1
    }
  }

  @Test func storeAgreesWithAListOfDictionaries() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of the configuration model: \(seed)")
    try await TemporaryStore.make(seed: seed) { fixture in
      var generator = SeededRandomness(seed: seed).generator
      var model = Model()
      for step in 0..<200 {
        fixture.clock.advance(bySeconds: Double(Int.random(in: -1...3, using: &generator)))
        let place: Comment = "step \(step), seed \(seed)"
        if Int.random(in: 0..<4, using: &generator) == 0 {
          try await rollBack(&model, fixture, using: &generator, place)
        } else {
          try await change(&model, fixture, using: &generator, place)
        }
        let now = try own(fixture.store.configuration())
        #expect(now == model.last, place)
        guard now == model.last else { return }
      }
      try compareHistory(model, fixture.store, seed)
    }
  }

  private func change(
    _ model: inout Model, _ fixture: TemporaryStore,
    using generator: inout SeededRandomness.Generator, _ place: Comment
  ) async throws {
    var state = model.last
    var changes: [ConfigurationChange] = []
    var isExpected = true
    for path in Self.paths.shuffled(using: &generator).prefix(
      Int.random(in: 1...3, using: &generator))
    {
      let key = try ConfigurationKey(path)
      var change = ConfigurationChange(key, .delete)
      state[path] = nil
      if Int.random(in: 0..<3, using: &generator) > 0 {
        let text = Self.values[Int.random(in: 0..<Self.values.count, using: &generator)]
        change.operation = .set(try ConfigurationValue(text))
        state[path] = text
      }
      if Bool.random(using: &generator) {
        let isWrong = Int.random(in: 0..<4, using: &generator) == 0
        change.expected = model.index(of: path) + (isWrong ? 1 : 0)
        if isWrong { isExpected = false }
      }
      changes.append(change)
    }
    let transaction = try ConfigurationTransaction(changes, by: author())
    guard isExpected else {
      let error = await #expect(throws: StrataError.self, place) {
        try await fixture.store.changeConfiguration(transaction)
      }
      #expect(error?.code == .conflict, place)
      return
    }
    expect(
      try await fixture.store.changeConfiguration(transaction),
      model.take(state, at: fixture.clock.now), model, place)
  }

  private func rollBack(
    _ model: inout Model, _ fixture: TemporaryStore,
    using generator: inout SeededRandomness.Generator, _ place: Comment
  ) async throws {
    let scopes = try ["/", "a/", "a/b/", "s/config/", "a", "s/config/x", "t/secret"]
      .map { try ConfigurationScope($0) }
    let scope = scopes[Int.random(in: 0..<scopes.count, using: &generator)]
    var target = Int.random(in: 0..<model.snapshots.count, using: &generator)
    var point = ConfigurationPoint.index(Int64(target))
    if target > 0, Bool.random(using: &generator) {
      point = .time(model.times[target - 1])
      target = model.index(at: model.times[target - 1])
    }
    let meant = try Self.paths.filter { scope.contains(try ConfigurationKey($0)) }
    guard !model.touched.isDisjoint(with: meant) else {
      let error = await #expect(throws: StrataError.self, place) {
        try await fixture.store.rollBackConfiguration(of: scope, to: point, by: author())
      }
      #expect(error?.code == .notFound, place)
      return
    }
    var state = model.last
    for path in meant { state[path] = model.snapshots[target][path] }
    expect(
      try await fixture.store.rollBackConfiguration(of: scope, to: point, by: author()),
      model.take(state, at: fixture.clock.now), model, place)
  }

  private func expect(
    _ outcome: ConfigurationOutcome, _ changed: Set<String>, _ model: Model, _ place: Comment
  ) {
    #expect(Int(outcome.index) == model.snapshots.count - 1, place)
    let told = Set(outcome.changes.map(\.key.path)).intersection(Self.paths)
    #expect(told == changed, place)
    let isKept = changed.contains { $0.hasPrefix("s/config/") }
    #expect(outcome.changes.contains { $0.key.path == "s/config/version" } == isKept, place)
  }

  /// At every index and every time what the model says; of every key each value that it had.
  private func compareHistory(_ model: Model, _ store: SessionStore, _ seed: UInt64) throws {
    for (index, state) in model.snapshots.enumerated() {
      let found = try own(store.configuration(at: .index(Int64(index))))
      #expect(found == state, "index \(index), seed \(seed)")
    }
    for time in model.times {
      let found = try own(store.configuration(at: .time(time)))
      #expect(found == model.snapshots[model.index(at: time)], "\(time), seed \(seed)")
    }
    for path in Self.paths {
      let key = try ConfigurationKey(path)
      let wanted = model.snapshots.indices.dropFirst().filter {
        model.snapshots[$0][path] != model.snapshots[$0 - 1][path]
      }
      let history = try store.configurationHistory(of: .key(key)).reversed()
      #expect(history.map { Int($0.index) } == wanted, "\(path), seed \(seed)")
      #expect(
        history.map { $0.value?.text } == wanted.map { model.snapshots[$0][path] },
        "\(path), seed \(seed)")
      for limit in [1, 3] {
        let page = try store.configurationHistory(of: .key(key), limit: limit)
        #expect(page.map { Int($0.index) } == Array(wanted.reversed().prefix(limit)))
      }
    }
    try compareVersions(store, seed)
  }

  /// The version of the namespace only rises, and names the time of its change.
  private func compareVersions(_ store: SessionStore, _ seed: UInt64) throws {
    let versions = try store.configurationHistory(
      of: try ConfigurationScope("s/config/version")
    ).reversed()
    let numbers = try versions.map { try SemanticVersion(parsing: "v" + ($0.value?.text ?? "")) }
    for (former, next) in zip(numbers, numbers.dropFirst()) {
      #expect(former < next, "seed \(seed)")
    }
    for version in versions {
      let updated = try store.value("s/config/updated-at", at: .index(version.index))
      #expect(updated == version.at.description, "seed \(seed)")
    }
  }

  private func own(_ snapshot: ConfigurationSnapshot) -> [String: String] {
    let mine = snapshot.values.filter { Self.paths.contains($0.key.path) }
    return Dictionary(uniqueKeysWithValues: mine.map { ($0.key.path, $0.value?.text ?? "?") })
  }
}
