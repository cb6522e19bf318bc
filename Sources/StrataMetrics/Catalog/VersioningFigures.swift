public import CoreMetrics

/// What a store's journal says about versioning, for a process that only reads it (row Q3).
///
/// The process that writes measures durations as well, by itself.
public struct VersioningFigures: Sendable {
  private let factory: any MetricsFactory

  /// Makes figures that are kept in a fresh registry.
  public init(factory: any MetricsFactory) { self.factory = factory }

  /// How many versions the store has assigned so far.
  public func setAssigned(_ count: Int) {
    Counter(
      label: "strata_version_assignment_total", dimensions: [("status", "success")],
      factory: factory
    ).increment(by: count)
  }

  /// The share of sessions that a check found whole, 0 to 1.
  public func setIntegrity(_ ratio: Double) {
    Meter(label: "strata_integrity_ratio", factory: factory).set(ratio)
  }
}
