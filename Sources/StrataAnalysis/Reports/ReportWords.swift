import StrataCore

/// How values are said in a report.
enum ReportWords {
  /// `cloud_provider` as `Cloud provider`.
  static func name(_ name: String) -> String {
    let words = name.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The last part of a trigger's name, in words.
  static func trigger(_ trigger: Trigger) -> String {
    if trigger == .initial { return "first session" }
    let last = trigger.rawValue.split(separator: ".").last ?? ""
    return last.split(separator: "_").joined(separator: " ")
  }

  /// What was considered: a trigger in words, anything else as it is.
  static func considered(_ name: String) -> String {
    Trigger(rawValue: name).map(trigger) ?? name
  }

  /// Where evidence stands, for people who do not know the fields: `opening[0]`, `context.scale`.
  static func source(_ source: String) -> String {
    if source.hasPrefix("context.") {
      return "stated context, \(name(String(source.dropFirst(8))).lowercased())"
    }
    if source.hasPrefix("opening["), let index = Int(source.dropFirst(8).dropLast()) {
      return "opening message \(index + 1)"
    }
    return source
  }

  /// A value as a person would write it.
  static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): return text
    case .array(let values): return values.map(plain).joined(separator: ", ")
    case .null, .bool, .integer, .number, .object:
      // Only an integer beyond 2^53 has no canonical form.
      let bytes = (try? CanonicalJSON.bytes(value)) ?? Array("\(value)".utf8)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// `5 Jan 2026` would depend on a language: `2026-01-05`.
  static func day(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

  /// How a session ended, or that it has not.
  static func outcome(_ session: Session) -> String {
    switch session.outcome {
    case .success: "success"
    case .partial: "partial success"
    case .failure: "failure"
    case .abandoned: "abandoned"
    case nil: session.state == .active ? "work goes on" : "not stated"
    }
  }

  static func satisfaction(_ session: Session) -> String {
    session.satisfaction.map { "\($0) of 5" } ?? "not asked"
  }

  /// From the first to the last activity.
  static func duration(_ session: Session) -> String {
    TimeText.duration(
      microseconds: session.lastActivityAt.microseconds(since: session.createdAt))
  }

  /// At most so many characters, cut between words, with an ellipsis where something is left out.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    let cut = text.prefix(limit)
    let end = cut.lastIndex(where: \.isWhitespace) ?? cut.endIndex
    let kept = cut.distance(from: cut.startIndex, to: end) > limit / 2 ? cut[..<end] : cut
    return kept + " …"
  }

  /// A decimal with one place: `4.3`.
  static func decimal(_ sum: Int, over count: Int) -> String {
    let tenths = (sum * 20 + count) / (count * 2)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
