/// All series of one metric at one moment, as a value.
public struct MetricFamily: Hashable, Sendable {
  /// What the numbers mean to Prometheus.
  public enum Kind: String, Sendable, CaseIterable {
    /// Only grows.
    case counter
    /// Goes up and down.
    case gauge
    /// Quantiles, sum and count of observations.
    case summary
  }

  /// One number with its labels.
  public struct Sample: Hashable, Sendable {
    /// What follows the name of the family: nothing, `_sum` or `_count`.
    public var suffix: String
    /// The labels; an empty value counts as no label.
    public var labels: [String: String]
    /// The number.
    public var value: Double

    /// Makes a sample.
    public init(suffix: String = "", labels: [String: String] = [:], value: Double) {
      self.suffix = suffix
      self.labels = labels
      self.value = value
    }
  }

  /// The name, as ``MetricName`` allows it.
  public var name: String
  /// One sentence for people.
  public var help: String
  /// What the numbers mean.
  public var kind: Kind
  /// The series; no two have the same suffix and labels.
  public var samples: [Sample]

  /// Makes a family.
  public init(name: String, help: String, kind: Kind, samples: [Sample]) {
    self.name = name
    self.help = help
    self.kind = kind
    self.samples = samples
  }
}

/// Names as Prometheus takes them.
public enum MetricName {
  /// The name of a metric: letters, digits, `_` and `:`; every other character becomes `_`.
  public static func metric(_ text: String) -> String {
    cleaned(text) { $0 == ":" }
  }

  /// The name of a label: letters, digits and `_`. Names that begin with `__` are Prometheus's own and
  /// lose an underscore.
  public static func label(_ text: String) -> String {
    let name = cleaned(text) { _ in false }
    return name.hasPrefix("__") ? "_" + name.drop { $0 == "_" } : name
  }

  private static func cleaned(_ text: String, _ isExtra: (Unicode.Scalar) -> Bool) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      if isDigit && name.isEmpty { name = "_" }
      name.unicodeScalars.append(
        isDigit || isLetter || scalar == "_" || isExtra(scalar) ? scalar : "_")
    }
    return name.isEmpty ? "_" : name
  }
}
