extension TopicEvent {
  /// The JSON of an entry's message: the fields of Seed A in their places, those that are unknown
  /// left out; `metadata` names the event.
  static func message(of entry: JournalEntry, store: SessionID) -> JSONValue {
    var members: [String: JSONValue] = [
      "version": .string(version), "timestamp": .string(entry.happenedAt.description),
      "event_type": .string(EventType(entry).rawValue),
    ]
    if let former = entry.former {
      members["recorded_at"] = .string(entry.recordedAt.description)
      members["origin"] = origin(former)
    }
    var metadata = entry.body.member("metadata")?.asMembers ?? [:]
    switch entry.kind.topic {
    case .sessions:
      members.merge(subject(of: entry)) { $1 }
      metadata.merge(sessionMetadata(of: entry)) { $1 }
    case .commands:
      members["session_id"] = text(entry.session?.description)
      members["command"] = entry.body.member("command")
      members["execution"] = entry.body.member("execution")
    case .access:
      members["user_id"] = text(entry.actor)
      members["realm_id"] = text(entry.realm)
      members["auth_method"] = entry.body.member("auth_method")
      members["success"] = .bool(entry.body.member("success") == true)
      metadata["client_ip"] = entry.body.member("client_ip")
      metadata["session_id"] = text(entry.session?.description)
    case .system:
      members.merge(subject(of: entry)) { $1 }
      members["details"] = entry.body
      metadata = [:]
      metadata["customer"] = text(entry.customer?.name)
    }
    metadata["configuration"] = entry.configuration > 0 ? .integer(entry.configuration) : nil
    metadata["event_id"] = .string("\(store)/\(entry.position)")
    members["metadata"] = .object(metadata)
    return .object(members)
  }

  /// Where the activity was recorded first.
  private static func origin(_ former: JournalEntry.Former) -> JSONValue {
    var members: [String: JSONValue] = [:]
    members["store"] = text(former.store?.description)
    members["entry"] = former.position.map(JSONValue.integer)
    return .object(members)
  }

  private static func subject(of entry: JournalEntry) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    members["session_id"] = text(entry.session?.description)
    members["user_id"] = text(entry.actor)
    members["realm_id"] = text(entry.realm)
    members["conversation_id"] = text(entry.conversation)
    return members
  }

  /// What the entry of a session says beside who and when, without digests.
  private static func sessionMetadata(of entry: JournalEntry) -> [String: JSONValue] {
    let names: [String: String] =
      switch entry.kind {
      case .sessionStarted:
        [
          "version": "session_version", "previous_session_version": "previous_session_version",
          "session_family_id": "session_family_id", "phase": "phase", "turn_count": "turn_count",
        ]
      case .turnsAppended: ["first": "first_turn", "count": "turn_count"]
      case .decisionRecorded: ["at": "decided_at"]
      default:
        [
          "outcome": "outcome", "satisfaction": "satisfaction", "turn_count": "turn_count",
          "completed_at": "completed_at",
        ]
      }
    var metadata: [String: JSONValue] = [:]
    for (name, shown) in names {
      if let value = entry.body.member(name), value != .null { metadata[shown] = value }
    }
    metadata["customer"] = text(entry.customer?.name)
    metadata["sequence"] = entry.sequence.map { .integer(Int64($0)) }
    return metadata
  }

  private static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }
}
