import CoreMetrics

/// What the store measures of itself (row Q3). Where nobody collects, it costs two looks at the clock
/// an operation.
struct StoreMetrics: Sendable {
  /// A kind of work: how long it takes and how often it succeeds.
  struct Operation: Sendable {
    private let duration: Timer
    private let succeeded: Counter
    private let failed: Counter

    fileprivate init(_ name: String, factory: any MetricsFactory) {
      duration = Timer(label: "\(name)_duration_seconds", factory: factory)
      func counter(_ status: String) -> Counter {
        Counter(label: "\(name)_total", dimensions: [("status", status)], factory: factory)
      }
      succeeded = counter("success")
      failed = counter("failure")
    }

    /// Measures work that is done when this returns or throws.
    func measure<Value>(_ body: () async throws -> Value) async rethrows -> Value {
      let start = ContinuousClock.now
      var isDone = false
      defer { record(since: start, succeeded: isDone) }
      let value = try await body()
      isDone = true
      return value
    }

    /// Measures work that is done when this returns or throws.
    func measure<Value>(_ body: () throws -> Value) rethrows -> Value {
      let start = ContinuousClock.now
      var isDone = false
      defer { record(since: start, succeeded: isDone) }
      let value = try body()
      isDone = true
      return value
    }

    /// Records work that began at a moment and is over; nothing where it never began.
    func record(since start: ContinuousClock.Instant?, succeeded isDone: Bool) {
      guard let start else { return }
      let passed = (ContinuousClock.now - start).components
      duration.recordNanoseconds(
        passed.seconds * 1_000_000_000 + passed.attoseconds / 1_000_000_000)
      (isDone ? succeeded : failed).increment()
    }
  }

  /// Giving a start its version, with waiting for the lock and with tries.
  let assignment: Operation
  /// Deciding again where a number was taken or others were faster (row C4).
  let conflictResolution: Operation
  /// Making a session's directory.
  let directoryCreation: Operation
  private let integrity: Meter

  init(factory: any MetricsFactory) {
    assignment = Operation("strata_version_assignment", factory: factory)
    conflictResolution = Operation("strata_conflict_resolution", factory: factory)
    directoryCreation = Operation("strata_directory_creation", factory: factory)
    integrity = Meter(label: "strata_integrity_ratio", factory: factory)
  }

  /// Keeps what a check of the whole store found.
  func record(_ integrity: Integrity) { self.integrity.set(integrity.ratio) }
}
