import StrataCore

/// The JSON of an inherited context (docs/json.md); each name is always there.
enum ContextJSON {
  static func whole(
    _ merge: ContextMerge, reviews: [ReviewItem]
  ) throws(StrataError) -> [String: JSONValue] {
    var fields: [String: JSONValue] = [:]
    for field in merge.fields { fields[field.name] = .object(self.field(field)) }
    return [
      "customer": .string(merge.customer.name), "version": .string(merge.version.description),
      "session_family_id": .string(merge.family.description), "fields": .object(fields),
      "not_carried": .array(merge.dropped.map(dropped)),
      "key_decisions": .array(try merge.decisions.map(decision)),
      "reviews": .array(reviews.map { .string($0.id) }),
    ]
  }

  private static func field(_ field: ContextMerge.Field) -> [String: JSONValue] {
    var members = source(field.source)
    members["value"] = field.value
    members["basis"] = .string(field.basis.rawValue)
    members["why"] = SessionJSON.text(field.why)
    members["signs"] = .object(
      Dictionary(field.signs.map { ($0.name, .integer(Int64($0.count))) }) { first, _ in first })
    members["parts"] = .array(
      field.parts.map { part in
        var members = source(part.source)
        members["value"] = .string(part.value)
        members["basis"] = .string(part.basis.rawValue)
        return .object(members)
      })
    return members
  }

  private static func source(_ source: ContextMerge.Source) -> [String: JSONValue] {
    [
      "version": .string(source.version.description),
      "turn": source.turn.map { .integer(Int64($0)) } ?? .null,
      "quote": SessionJSON.text(source.quote),
    ]
  }

  private static func dropped(_ dropped: ContextMerge.Dropped) -> JSONValue {
    .object([
      "field": .string(dropped.name), "value": .string(dropped.value),
      "from": .object(source(dropped.source)), "because": .object(source(dropped.because)),
      "successor": SessionJSON.text(dropped.successor),
    ])
  }

  private static func decision(_ carried: CarriedDecision) throws(StrataError) -> JSONValue {
    guard case .object(var members) = try SessionJSON.value(carried.decision) else { return .null }
    members["session"] = .string(carried.reference.session.description)
    members["version"] = .string(carried.reference.version.description)
    members["number"] = .integer(Int64(carried.reference.number))
    members["reviews"] = .array(carried.reviews.map { .string($0) })
    members["because"] = .null
    members["source"] = .null
    members["in_conflict_with"] = []
    switch carried.status {
    case .applies: members["status"] = "applies"
    case .noLonger(let because, let source):
      members["status"] = "no_longer"
      members["because"] = .string(because)
      members["source"] = source.map { .object(self.source($0)) } ?? .null
    case .inConflict(let rivals):
      members["status"] = "in_conflict"
      members["in_conflict_with"] = .array(
        rivals.map { rival in
          .object([
            "session": .string(rival.session.description),
            "version": .string(rival.version.description),
            "number": .integer(Int64(rival.number)),
          ])
        })
    }
    return .object(members)
  }
}
