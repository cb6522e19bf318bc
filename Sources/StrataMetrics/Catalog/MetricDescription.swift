/// What a metric is called and means.
public struct MetricDescription: Hashable, Sendable {
  /// The name as Prometheus shows it.
  public var name: String
  /// What the numbers mean to Prometheus.
  public var kind: MetricFamily.Kind
  /// One sentence for people.
  public var help: String

  /// Makes a description.
  public init(_ name: String, _ kind: MetricFamily.Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }

  /// The metrics of the shell (row T1) and of versioning (row Q3).
  public static let all = shell + versioning

  private static let shell = [
    MetricDescription("session_active", .gauge, "Sessions that are active."),
    MetricDescription("rebe_shell_memory_bytes", .gauge, "Memory that the process has resident."),
    MetricDescription(
      "rebe_shell_cpu_seconds_total", .counter, "Processor time that the process has used."),
    MetricDescription("rebe_shell_requests_total", .counter, "Requests that were answered."),
    MetricDescription(
      "rebe_shell_request_duration_seconds", .summary, "How long requests took to answer."),
  ]

  private static let versioning = [
    MetricDescription(
      "strata_version_assignment_duration_seconds", .summary,
      "How long it took to assign a version, with waiting for the version lock."),
    MetricDescription("strata_version_assignment_total", .counter, "Versions that were assigned."),
    MetricDescription(
      "strata_conflict_resolution_duration_seconds", .summary,
      "How long it took to decide again when a version was taken."),
    MetricDescription(
      "strata_conflict_resolution_total", .counter, "Versions that were taken and decided again."),
    MetricDescription(
      "strata_directory_creation_duration_seconds", .summary,
      "How long it took to write the directory of a session."),
    MetricDescription(
      "strata_directory_creation_total", .counter, "Directories of sessions that were written."),
    MetricDescription(
      "strata_integrity_ratio", .gauge, "Share of sessions that the last check found whole."),
  ]
}
