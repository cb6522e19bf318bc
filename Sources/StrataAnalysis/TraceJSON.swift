public import StrataCore

/// A session's trace as JSON (docs/json.md).
public enum TraceJSON {
  /// `{"session", "customer", "version", "layers": {…}, "entries": […]}`.
  public static func value(of records: LayerRecords) -> JSONValue {
    var layers: [String: JSONValue] = [:]
    for report in LayerReport.all(of: records) {
      layers[report.layer.rawValue] = layer(report, of: records)
    }
    return [
      "session": .string(records.session.id.description),
      "customer": .string(records.session.customer.name),
      "version": .string(records.session.version.description),
      "state": .string(records.session.state.rawValue),
      "store": .string(records.store.description), "layers": .object(layers),
      "entries": .array(records.entries.map(entry)),
    ]
  }

  private static func layer(_ report: LayerReport, of records: LayerRecords) -> JSONValue {
    var members: [String: JSONValue] = [
      "complete": .bool(report.isComplete), "summary": .string(report.summary),
      "missing": .array(
        report.gaps.map { gap in
          [
            "what": .string(gap.what),
            "since": gap.since.map { .string($0.description) } ?? .null,
          ]
        }),
    ]
    if report.layer == .configuration {
      members["values"] = .array(
        records.configuration.map { value in
          [
            "key": .string(value.key), "value": value.value.map(JSONValue.string) ?? .null,
            "index": .integer(value.index), "entry": .integer(value.entry),
          ]
        })
    }
    if report.layer == .decisions {
      let chain = SessionChain(records.entries.map { ($0.entry, $0.leaf) })
      members["proved_complete"] = .bool(chain.isProvedComplete && report.isComplete)
    }
    return .object(members)
  }

  private static func entry(_ traced: LayerRecords.Entry) -> JSONValue {
    let entry = traced.entry
    var members: [String: JSONValue] = [
      "position": .integer(entry.position), "at": .string(entry.happenedAt.description),
      "kind": .string(entry.kind.rawValue), "summary": .string(entry.summary),
      "configuration": .integer(entry.configuration),
      "topic": .string(entry.kind.topic.rawValue), "offset": .integer(traced.offset),
      "leaf": .integer(entry.position - 1), "leaf_hash": .string(traced.leaf.digestText),
      "body": entry.body, "code": entry.code?.json ?? .null,
    ]
    if let former = entry.former {
      members["recorded_at"] = .string(entry.recordedAt.description)
      members["origin"] = [
        "store": former.store.map { .string($0.description) } ?? .null,
        "entry": former.position.map(JSONValue.integer) ?? .null,
      ]
    }
    members["sequence"] = entry.sequence.map { .integer(Int64($0)) }
    members["by"] = entry.actor.map(JSONValue.string) ?? .null
    members["realm"] = entry.realm.map(JSONValue.string)
    members["conversation"] = entry.conversation.map(JSONValue.string)
    if let table = entry.kind.auditTable, let row = traced.auditRow {
      members["audit"] = ["table": .string(table.rawValue), "id": .integer(row)]
    }
    if !traced.erased.isEmpty { members["erased"] = .array(traced.erased.map(JSONValue.string)) }
    return .object(members)
  }
}
