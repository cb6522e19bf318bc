/// How values are said in statements of work, in those of a directory as in those by template.
package enum ReportWords {
  /// `cloud_provider` as `Cloud provider`.
  package static func name(_ name: String) -> String {
    let words = words(name)
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `rolled_back` as `rolled back`.
  package static func words(_ name: String) -> String {
    name.utf8.contains(UInt8(ascii: "_"))
      ? name.split(separator: "_").joined(separator: " ") : name
  }

  /// The last part of a trigger's name, in words.
  package static func trigger(_ trigger: Trigger) -> String {
    triggers[trigger.rawValue] ?? trigger.rawValue
  }

  private static let triggers = Dictionary(
    uniqueKeysWithValues: Trigger.allCases.map {
      ($0.rawValue, $0 == .initial ? "first session" : words($0.shortName))
    })

  /// What was considered: a trigger in words, anything else as it is.
  package static func considered(_ name: String) -> String { triggers[name] ?? name }

  /// Where evidence stands, for people who do not know the fields: `opening[0]`, `context.scale`.
  package static func source(_ source: String) -> String {
    if source.hasPrefix("context.") {
      return "stated context, \(name(String(source.dropFirst(8))).lowercased())"
    }
    if source.hasPrefix("opening["), let index = Int(source.dropFirst(8).dropLast()) {
      return "opening message \(index + 1)"
    }
    return sources[source] ?? source
  }

  private static let sources = [
    "choice": "what was asked for", "operation": "what was asked for",
    "started_at": "time of the start",
  ]

  /// A value as a person would write it.
  package static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): return text
    case .array(let values): return values.map(plain).joined(separator: ", ")
    case .null: return "none"
    case .bool(let flag): return flag ? "yes" : "no"
    case .integer, .number, .object:
      // Only an integer beyond 2^53 has no canonical form.
      let bytes = (try? CanonicalJSON.bytes(value)) ?? Array("\(value)".utf8)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// `5 Jan 2026` would depend on a language: `2026-01-05`.
  package static func day(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

  /// How a session ended, or that it has not.
  package static func outcome(_ session: Session) -> String {
    switch session.outcome {
    case .success: "success"
    case .partial: "partial success"
    case .failure: "failure"
    case .abandoned: "abandoned"
    case nil: session.state == .active ? "work goes on" : "not stated"
    }
  }

  /// What the customer answered, or that nobody asked.
  package static func satisfaction(_ session: Session) -> String {
    session.satisfaction.map { "\($0) of 5" } ?? "not asked"
  }

  /// From the first to the last activity.
  package static func duration(_ session: Session) -> String {
    TimeText.duration(
      microseconds: session.lastActivityAt.microseconds(since: session.createdAt))
  }

  /// At most so many characters, cut between words, with an ellipsis where something is left out.
  ///
  /// - Complexity: O(limit).
  package static func shortened(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit,
      let cut = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
      cut < text.endIndex
    else { return text }
    let head = text[..<cut]
    let end = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
    let kept = head.distance(from: head.startIndex, to: end) > limit / 2 ? head[..<end] : head
    return kept + " …"
  }

  /// The text with a full stop, unless it ends like a sentence.
  package static func sentence(_ text: String) -> String {
    text.last.map { ".!?…".contains($0) } ?? true ? text : text + "."
  }

  /// What stands in the place of the version that a session goes on from, where there is none.
  package static func noParent(of session: Session) -> String {
    session.decision.increment == .initial
      ? "nothing: it is the customer's first version" : "nothing: it begins a line of its own"
  }

  /// A decimal with one place: `4.3`.
  package static func decimal(_ sum: Int, over count: Int) -> String {
    let tenths = (sum * 20 + count) / (count * 2)
    return "\(tenths / 10).\(tenths % 10)"
  }
}

// MARK: - Why a version was made

extension ReportWords {
  /// A finding with the names that people use: `provider: aws → azure` as
  /// `Cloud provider: AWS → Azure`.
  package static func finding(_ finding: String) -> String { FacetFinding.written(finding) }

  /// That a person chose the number, and why.
  package static func override(_ choice: VersionDecision.Override) -> String {
    "This number was chosen\(choice.by.map { " by \($0)" } ?? ""): \(sentence(choice.reason)) By itself "
      + "Strata would have given \(choice.policyVersion)."
  }

  /// That the number is no result of a calculation, and why.
  package static func fallback(_ reason: String) -> String {
    "The number is a safe fallback: \(sentence(reason))"
  }
}
