/// Reads Strata's own JSON: `{"customer_id", "deployment_context", "turns" | "conversation", …}`.
///
/// A session directory is the same thing in parts: `session_metadata.json` with the turns of
/// `conversation.json`. The version is decided anew in the store that takes it; see
/// ``SurroundingFields`` for what is kept of the old decision.
package enum StrataReader {
  /// Reads a conversation.
  ///
  /// - Throws: ``RecordFault`` that names the field and what is wrong with it.
  package static func conversation(_ value: JSONValue) throws(RecordFault) -> ImportedConversation {
    guard let turns = value.member("turns") ?? value.member("conversation") else {
      throw RecordFault(
        "the record has no turns", remedy: "give it \"turns\": [{\"role\", \"content\"}]")
    }
    var result = ImportedConversation(.strata)
    result.turns = try MessageReader.turns(turns)
    try SurroundingFields.read(value, into: &result)
    return result
  }

  /// Joins the files of a session directory to the value that ``conversation(_:)`` reads.
  ///
  /// - Parameters:
  ///   - metadata: the content of `session_metadata.json`.
  ///   - conversation: the content of `conversation.json`: the turns, or an object that has them.
  package static func joined(metadata: JSONValue, conversation: JSONValue) -> JSONValue {
    var members = metadata.asMembers ?? [:]
    members["turns"] =
      conversation.member("turns") ?? conversation.member("conversation")
      ?? conversation.member("messages") ?? conversation
    return .object(members)
  }
}
