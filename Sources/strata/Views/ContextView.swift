import StrataCore

/// An inherited context for a person.
struct ContextView {
  let merge: ContextMerge
  let style: Style
  let width: Int?

  /// Everything.
  func lines(openReviews: Int) throws -> [String] {
    var lines = [
      style(.heading, TerminalText.line(merge.customer.name)) + "  "
        + style(.version, merge.version.description)
    ]
    lines += try fields()
    if !merge.dropped.isEmpty { lines += ["", style(.heading, "Not carried over")] + dropped() }
    if !merge.decisions.isEmpty { lines += ["", style(.heading, "Key decisions")] + decisions() }
    if openReviews > 0 {
      let name = ShellWord.quoted(merge.customer.name)
      lines += [
        "", "\(TimeText.count(openReviews, "item")) for review: strata review list \(name)",
      ]
    }
    return lines
  }

  /// The fields, each with where it comes from.
  func fields() throws -> [String] {
    if merge.fields.isEmpty { return ["  Nothing is known yet."] }
    var table = Table()
    for field in merge.fields {
      table.add(
        (TerminalText.line(field.name), .quiet), (TerminalText.line(try shown(field.value)), nil),
        (TerminalText.line(origin(field)), .quote))
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private func shown(_ value: JSONValue) throws -> String {
    switch value {
    case .string(let text): return text
    case .array(let values) where values.isEmpty: return "none"
    case .array(let values): return try values.map(shown).joined(separator: ", ")
    default: return try JSONOutput.line(value)
    }
  }

  private func origin(_ field: ContextMerge.Field) -> String {
    let place = Self.place(field.source, verb: field.basis.rawValue)
    // A sentence only where the quotation does not say it already.
    return field.basis == .learned
      ? place + (field.why.map { "; \($0)" } ?? "")
      : field.basis == .set ? "\(field.source.version), \(field.why ?? "set")" : place
  }

  private static func place(_ source: ContextMerge.Source, verb: String) -> String {
    let turn = source.turn.map { " turn \($0)" } ?? ""
    let quote = source.quote.map { " “\($0)”" } ?? ""
    return "\(source.version)\(turn), \(verb)\(quote)"
  }

  private func dropped() -> [String] {
    var table = Table()
    for item in merge.dropped {
      let end = Self.place(item.because, verb: item.successor.map { "now \($0)" } ?? "taken back")
      table.add(
        (TerminalText.line(item.name), .quiet), (TerminalText.line(item.value), nil),
        (TerminalText.line("from \(item.source.version) until \(end)"), .quote))
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private func decisions() -> [String] {
    var table = Table()
    for carried in merge.decisions {
      let decision = carried.decision
      table.add(
        (carried.reference.version.description, .version),
        (TerminalText.line(decision.topic), .quiet),
        (TerminalText.line("\(decision.choice): \(Self.words(carried))"), role(carried.status)))
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private func role(_ status: CarriedDecision.Status) -> Style.Role? {
    switch status {
    case .applies: nil
    case .noLonger: .quiet
    case .inConflict: .warning
    }
  }

  private static func words(_ carried: CarriedDecision) -> String {
    switch carried.status {
    case .applies: return "still applies"
    case .noLonger(let because, let source):
      let quote = source?.quote.map { " “\($0)”" } ?? ""
      return "no longer, because \(because)\(quote)"
    case .inConflict(let rivals):
      let others = rivals.map(\.version.description).joined(separator: ", ")
      let ids = carried.reviews.joined(separator: ", ")
      return "in conflict with that of \(others) (\(ids))"
    }
  }
}
