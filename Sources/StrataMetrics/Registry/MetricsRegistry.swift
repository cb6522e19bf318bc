public import CoreMetrics
import Synchronization

/// Keeps what is measured through swift-metrics, for Prometheus to read (row T1).
///
/// ```swift
/// let registry = MetricsRegistry()
/// MetricsSystem.bootstrap(registry)
/// Counter(label: "rebe_shell_requests", dimensions: [("method", "execute")]).increment()
/// print(Exposition.text(of: registry.families()))
/// ```
///
/// Counters end in `_total`, timers are summaries in seconds and end in `_seconds`: what a name lacks
/// is added. A name belongs to the first kind that it is used for; what another kind measures under
/// it is dropped, for Prometheus would refuse the whole page.
///
/// A metric has at most a number of series; when they are used up, everything else is measured in one
/// more series whose labels all have the value `other`. So a label that takes ever new values costs
/// its detail, not the memory of the process and of Prometheus.
public final class MetricsRegistry: MetricsFactory, Sendable {
  /// The value of every label of the series that takes what is beyond the limit.
  public static let overflowValue = "other"

  private struct Family {
    var kind: MetricFamily.Kind
    var series: [[String: String]: any Series] = [:]
  }

  private let known: [String: MetricDescription]
  private let seriesLimit: Int
  private let second: @Sendable () -> Int64
  private let kept = Mutex<[String: Family]>([:])

  /// Makes an empty registry.
  ///
  /// - Parameters:
  ///   - descriptions: the help of known metrics.
  ///   - seriesLimit: how many series a metric may have, beside the one for the rest.
  ///   - second: a clock that does not go back, in seconds; it lets quantiles forget.
  public init(
    describing descriptions: [MetricDescription] = MetricDescription.all, seriesLimit: Int = 500,
    second: (@Sendable () -> Int64)? = nil
  ) {
    known = Dictionary(descriptions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.seriesLimit = max(1, seriesLimit)
    let start = ContinuousClock.now
    self.second = second ?? { (ContinuousClock.now - start).components.seconds }
  }

  /// Everything that was measured, by name.
  ///
  /// - Complexity: O(series).
  public func families() -> [MetricFamily] {
    let all = kept.withLock { $0 }
    let now = second()
    return all.sorted { $0.key < $1.key }.map { name, family in
      let samples = family.series.flatMap { labels, series in
        series.samples(at: now).map { sample in
          var sample = sample
          sample.labels.merge(labels) { own, _ in own }
          return sample
        }
      }
      return MetricFamily(
        name: name, help: known[name]?.help ?? "Measured as \(name).", kind: family.kind,
        samples: samples)
    }
  }
}

// MARK: - swift-metrics

extension MetricsRegistry {
  /// A counter; `_total` is added to a name that lacks it.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(.counter, label, dimensions) { CounterSeries() } ?? NOOPMetricsHandler.instance
  }

  /// A counter of fractions.
  public func makeFloatingPointCounter(label: String, dimensions: [(String, String)])
    -> any FloatingPointCounterHandler
  {
    series(.counter, label, dimensions) { CounterSeries() } ?? NOOPMetricsHandler.instance
  }

  /// A gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(.gauge, label, dimensions) { GaugeSeries() } ?? NOOPMetricsHandler.instance
  }

  /// A summary, or a gauge where nothing is aggregated.
  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
    -> any RecorderHandler
  {
    guard aggregate else {
      return series(.gauge, label, dimensions) { GaugeSeries() } ?? NOOPMetricsHandler.instance
    }
    return series(.summary, label, dimensions) { SummarySeries(second: self.second) }
      ?? NOOPMetricsHandler.instance
  }

  /// A summary in seconds; `_seconds` is added to a name that lacks it.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    let name = label.hasSuffix("_seconds") ? label : label + "_seconds"
    return series(.summary, name, dimensions) { SummarySeries(second: self.second) }
      ?? NOOPMetricsHandler.instance
  }

  /// Forgets a series.
  public func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
  /// Forgets a series.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
    forget(handler)
  }
  /// Forgets a series.
  public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
  /// Forgets a series.
  public func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
  /// Forgets a series.
  public func destroyTimer(_ handler: any TimerHandler) { forget(handler) }

  private func series<Kept: Series>(
    _ kind: MetricFamily.Kind, _ label: String, _ dimensions: [(String, String)],
    _ make: () -> Kept
  ) -> Kept? {
    var name = MetricName.metric(label)
    if kind == .counter, !name.hasSuffix("_total") { name += "_total" }
    // The quantile of a summary is Prometheus's own label.
    var labels = Dictionary(
      dimensions.map { key, value in
        (key == "quantile" ? "exported_quantile" : MetricName.label(key), value)
      }, uniquingKeysWith: { _, last in last })
    return kept.withLock { families in
      guard families[name] != nil || Self.isFree(name, for: kind, in: families) else { return nil }
      var family = families[name] ?? Family(kind: kind)
      guard family.kind == kind else { return nil }
      if family.series[labels] == nil, family.series.count >= seriesLimit, !labels.isEmpty {
        labels = labels.mapValues { _ in Self.overflowValue }
      }
      let series = family.series[labels] ?? make()
      family.series[labels] = series
      families[name] = family
      return series as? Kept
    }
  }

  /// Whether no other metric shows a sample of that name: a summary also shows `_sum` and `_count`.
  private static func isFree(
    _ name: String, for kind: MetricFamily.Kind, in families: [String: Family]
  ) -> Bool {
    for suffix in ["_sum", "_count"] {
      if kind == .summary, families[name + suffix] != nil { return false }
      if name.hasSuffix(suffix),
        families[String(name.dropLast(suffix.count))]?.kind == .summary
      {
        return false
      }
    }
    return true
  }

  private func forget(_ handler: AnyObject) {
    kept.withLock { families in
      for (name, family) in families {
        guard let labels = family.series.first(where: { $0.value === handler })?.key else {
          continue
        }
        families[name]?.series[labels] = nil
      }
    }
  }
}
