public import CoreMetrics
import Synchronization

/// The metrics of a shell service, under the names of row T1.
public final class ShellMetrics: Sendable {
  private let factory: any MetricsFactory
  private let memory: Meter
  private let processor: FloatingPointCounter
  private let processorSeconds = Mutex(0.0)

  /// Makes the metrics of a process.
  ///
  /// - Parameters:
  ///   - factory: where they are kept.
  ///   - instance: the name of the process, stable across restarts.
  public init(factory: any MetricsFactory, instance: String) {
    self.factory = factory
    let labels = [("instance", instance)]
    memory = Meter(label: "rebe_shell_memory_bytes", dimensions: labels, factory: factory)
    processor = FloatingPointCounter(
      label: "rebe_shell_cpu_seconds_total", dimensions: labels, factory: factory)
  }

  /// Adds active sessions of a user, a realm and a conversation; nil for an unknown one.
  ///
  /// A gauge that is told the difference: take away what has ended with a negative number.
  public func addActiveSessions(
    _ count: Int, user: String?, realm: String?, conversation: String?
  ) {
    Meter(
      label: "session_active",
      dimensions: [
        ("user", user ?? ""), ("realm", realm ?? ""), ("conversation", conversation ?? ""),
      ], factory: factory
    ).increment(by: Double(count))
  }

  /// Counts requests that were answered, and how long each of them took.
  ///
  /// - Parameters:
  ///   - method: what was asked for, from a small set: `execute`.
  ///   - status: how they ended: `success`, `failure`.
  ///   - seconds: nil where nobody knows.
  public func countRequests(
    _ count: Int = 1, method: String, status: String, seconds: Double?
  ) {
    Counter(
      label: "rebe_shell_requests_total", dimensions: [("method", method), ("status", status)],
      factory: factory
    ).increment(by: count)
    guard let seconds else { return }
    let timer = Timer(
      label: "rebe_shell_request_duration_seconds", dimensions: [("method", method)],
      factory: factory)
    for _ in 0..<count { timer.recordSeconds(seconds) }
  }

  /// Takes the figures of this process.
  public func update(_ figures: ProcessFigures) {
    memory.set(figures.residentBytes)
    let used = processorSeconds.withLock { last in
      defer { last = max(last, figures.processorSeconds) }
      return figures.processorSeconds - last
    }
    if used > 0 { processor.increment(by: used) }
  }
}
