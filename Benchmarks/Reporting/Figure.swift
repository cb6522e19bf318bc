import Foundation

/// Numbers as a person reads them.
enum Figure {
  static func ratio(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return "×" + digits(value, value < 10 ? 2 : (value < 100 ? 1 : 0))
  }

  static func rate(_ value: Double) -> String { digits(value, value < 10 ? 1 : 0) }

  static func text(_ value: Double, _ unit: Comparison.Unit) -> String {
    switch unit {
    case .perSecond: rate(value) + "/s"
    case .megabytesPerSecond: digits(value, value < 10 ? 1 : 0) + " MB/s"
    case .bytes: digits(value / 1_048_576, 0) + " MiB"
    case .seconds:
      switch value {
      case ..<0.001: digits(value * 1e6, 0) + " µs"
      case ..<1: digits(value * 1e3, value < 0.1 ? 2 : 0) + " ms"
      default: digits(value, 1) + " s"
      }
    }
  }

  private static func digits(_ value: Double, _ fraction: Int) -> String {
    value.formatted(
      .number.precision(.fractionLength(fraction)).locale(Locale(identifier: "en_US")))
  }
}
