extension JournalEntry {
  /// One line for a person: what happened, without who, when and where.
  public var summary: String {
    let body = Members(body)
    switch kind {
    case .storeInitialised: return "the store was made"
    case .sessionStarted:
      let decision = body.members("assignment")
      let grounds = decision.texts("triggers").joined(separator: ", ")
      return "started \(body.text("version") ?? "a version")"
        + (decision.text("increment").map { " (\($0)\(grounds.isEmpty ? "" : ": \(grounds)"))" }
          ?? "")
    case .turnsAppended:
      let count = body.integer("count") ?? 0
      return count == 1 ? "1 turn" : "\(count) turns"
    case .decisionRecorded: return "a decision was recorded"
    case .sessionCompleted:
      return "completed" + (body.text("outcome").map { ", \($0)" } ?? "")
    case .commandExecuted:
      let execution = body.members("execution")
      let words = [
        body.members("command").text("type"), execution.text("mode"), execution.text("host"),
        execution.text("status"), execution.integer("duration_ms").map { "\($0) ms" },
      ]
      return "command " + words.compactMap(\.self).joined(separator: ", ")
    case .accessAttempted:
      let words = [body.text("event_type"), body.text("auth_method"), body.text("client_ip")]
      return words.compactMap(\.self).joined(separator: ", ")
    case .configurationChanged:
      let changes = body.list("changes").map { change in
        "\(change.text("operation") ?? "changed") \(change.text("key") ?? "a key")"
      }
      return changes.joined(separator: ", ") + (body.text("reason").map { " (\($0))" } ?? "")
    case .deploymentRecorded:
      let words = [body.text("environment"), body.text("version"), body.text("status")]
      return "deployment " + words.compactMap(\.self).joined(separator: ", ")
    case .lockBroken: return "a stale version lock was broken: \(body.text("reason") ?? "unknown")"
    case .versionCollision:
      return "\(body.text("taken") ?? "a version") was taken: \(body.text("reason") ?? "unknown")"
    case .collisionPattern: return "\(body.integer("collisions") ?? 0) collisions within an hour"
    case .versionFallback:
      return "the safe assignment was taken: \(body.text("reason") ?? "unknown")"
    case .creationCleaned: return "an interrupted creation was cleaned up"
    case .directoryRepaired: return "the directory was made whole from the journal"
    case .temporaryMovedIn: return "moved in from temporary storage"
    case .contentErased: return "content was erased under rule \(body.text("rule") ?? "unknown")"
    case .keyRotated: return "the log's key was replaced"
    case .checkpointAnchored: return "a checkpoint became a block of the chain"
    case .storeRestored:
      return "the store was restored from a backup as it was after entry "
        + "\(body.integer("entry").map(String.init) ?? "unknown")"
    case .alertRaised: return "alert: \(body.text("message") ?? body.text("rule") ?? "unknown")"
    case .contextSet:
      return (body.text("operation") ?? "set")
        + " \(body.text("field") ?? "a field") of the context"
    case .reviewRaised: return "for review: \(body.text("item") ?? "unknown")"
    case .reviewResolved:
      return "reviewed: \(body.text("item") ?? "unknown"), \(body.text("outcome") ?? "resolved")"
    case .storeJoined: return "joined with store \(body.text("store") ?? "unknown")"
    case .sessionJoined:
      return "taken in from store \(body.text("store") ?? "unknown"), where it was "
        + (body.text("version") ?? "another version")
    case .versionResolved:
      let (before, now) = (body.text("was") ?? "a version", body.text("version") ?? "another")
      return before == now ? "relations after a join" : "\(before) became \(now) after a join"
    case .storeRecovered:
      return "a new log begins: \(body.text("reason") ?? "the journal was lost")"
    case .sessionRecovered:
      return body.list("doubts").isEmpty && body.texts("doubts").isEmpty
        ? "taken in from its directory, whole"
        : "taken in from its directory: \(body.texts("doubts").joined(separator: "; "))"
    case .repairPerformed:
      return "repaired (\(body.text("action") ?? "unknown")): \(body.text("place") ?? "unknown")"
    }
  }
}

/// The members of a JSON object, by type; what is missing or of another type is nil.
private struct Members {
  private let values: [String: JSONValue]

  init(_ value: JSONValue?) {
    guard case .object(let members)? = value else {
      values = [:]
      return
    }
    values = members
  }

  func text(_ name: String) -> String? {
    guard case .string(let text)? = values[name] else { return nil }
    return text
  }

  func integer(_ name: String) -> Int64? {
    guard case .integer(let number)? = values[name] else { return nil }
    return number
  }

  func members(_ name: String) -> Members { Members(values[name]) }

  func list(_ name: String) -> [Members] {
    guard case .array(let elements)? = values[name] else { return [] }
    return elements.map { Members($0) }
  }

  func texts(_ name: String) -> [String] {
    guard case .array(let elements)? = values[name] else { return [] }
    return elements.compactMap { element in
      guard case .string(let text) = element else { return nil }
      return text
    }
  }
}
