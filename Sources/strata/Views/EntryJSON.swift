import StrataCore

/// The JSON that the verbs print about an entry that they wrote (docs/json.md).
enum EntryJSON {
  /// What happened, where it stands in the journal, and the particulars.
  static func members(of entry: JournalEntry) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "entry": .integer(entry.position), "kind": .string(entry.kind.rawValue),
      "recorded_at": .string(entry.recordedAt.description),
      "session": SessionJSON.text(entry.session?.description),
      "user_id": SessionJSON.text(entry.actor), "realm_id": SessionJSON.text(entry.realm),
    ]
    if case .object(let body) = entry.body { members.merge(body) { first, _ in first } }
    return members
  }
}
