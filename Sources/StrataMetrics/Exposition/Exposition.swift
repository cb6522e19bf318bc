/// The text that Prometheus scrapes: exposition format 0.0.4.
public enum Exposition {
  /// What an HTTP answer with the text says of it.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Writes families by name and their series by labels, so that the same numbers give the same
  /// text. Families without series are left out.
  public static func text(of families: [MetricFamily]) -> String {
    var text = ""
    for family in families.sorted(by: { $0.name < $1.name }) where !family.samples.isEmpty {
      text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      for line in lines(of: family) { text += line + "\n" }
    }
    return text
  }

  private static func lines(of family: MetricFamily) -> [String] {
    let keyed = family.samples.map { sample in
      (
        // The quantiles of a series stand together, with their sum and count behind them.
        order: [labels(sample.labels, without: "quantile"), sample.suffix == "" ? "0" : "1"]
          + [sample.labels["quantile"] ?? "", sample.suffix],
        line: "\(family.name)\(sample.suffix)\(labels(sample.labels)) \(number(sample.value))"
      )
    }
    return keyed.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.line)
  }

  private static func labels(_ labels: [String: String], without left: String? = nil) -> String {
    let pairs = labels.filter { $0.key != left }.sorted { $0.key < $1.key }.map {
      "\($0.key)=\"\(escaped($0.value, quotes: true))\""
    }
    return pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += #"\\"#
      case "\n": result += #"\n"#
      case "\"" where quotes: result += #"\""#
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
