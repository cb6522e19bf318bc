import CoreMetrics
import Synchronization

/// One series of a metric: what swift-metrics writes to and the exposition reads from.
protocol Series: AnyObject, Sendable {
  /// What stands there now; the labels are added by the registry.
  func samples(at second: Int64) -> [MetricFamily.Sample]
}

/// A number that only grows.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
  private let value = Mutex(0.0)

  func increment(by amount: Int64) { increment(by: Double(amount)) }

  func increment(by amount: Double) {
    guard amount > 0, amount.isFinite else { return }
    value.withLock { $0 += amount }
  }

  func reset() { value.withLock { $0 = 0 } }

  func samples(at second: Int64) -> [MetricFamily.Sample] {
    [.init(value: value.withLock { $0 })]
  }
}

/// A number that goes up and down.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
  private let value = Mutex(0.0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  func increment(by amount: Double) {
    guard amount.isFinite else { return }
    value.withLock { $0 += amount }
  }

  func decrement(by amount: Double) { increment(by: -amount) }

  func samples(at second: Int64) -> [MetricFamily.Sample] {
    [.init(value: value.withLock { $0 })]
  }
}

/// Quantiles of recent observations, and sum and count of all.
final class SummarySeries: Series, TimerHandler, RecorderHandler {
  /// The quantiles that are shown, with their labels.
  static let quantiles: [(rank: Double, label: String)] = [
    (0.5, "0.5"), (0.9, "0.9"), (0.99, "0.99"),
  ]

  private struct State {
    var recent = RecentQuantiles()
    var sum = 0.0
    var count = 0
  }

  private let state = Mutex(State())
  private let second: @Sendable () -> Int64

  init(second: @escaping @Sendable () -> Int64) { self.second = second }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    guard value.isFinite else { return }
    let now = second()
    state.withLock { state in
      state.recent.record(value, at: now)
      state.sum += value
      state.count += 1
    }
  }

  func samples(at second: Int64) -> [MetricFamily.Sample] {
    let (values, sum, count) = state.withLock { state in
      (state.recent.quantiles(Self.quantiles.map(\.rank), at: second), state.sum, state.count)
    }
    let quantiles = zip(Self.quantiles, values).map { quantile, value in
      MetricFamily.Sample(labels: ["quantile": quantile.label], value: value)
    }
    return quantiles + [
      .init(suffix: "_sum", value: sum), .init(suffix: "_count", value: Double(count)),
    ]
  }
}
