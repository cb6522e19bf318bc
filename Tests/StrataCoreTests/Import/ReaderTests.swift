import StrataCore
import Testing

/// The value of a JSON text, for tests.
func json(_ text: String) throws -> JSONValue {
  try JSONParser.parse(Array(text.utf8))
}

@Suite("Message arrays")
struct MessageReaderTests {
  @Test("knows roles, parts, tool calls and times")
  func everything() throws {
    let value = try json(
      #"""
      {"id": "c-7", "title": "Rollout", "customer_id": "acme", "created_at": 1767603600,
       "messages": [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Look:"},
          {"type": "image_url", "image_url": {"url": "data:,"}},
          {"type": "input_text", "text": "what is it?"}], "name": "ida", "timestamp": 1767603700.5},
        {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function",
          "function": {"name": "look", "arguments": "{\"at\":\"it\"}"}}], "at": "2026-01-05T09:02:00Z"},
        {"role": "function", "name": "look", "content": "a pod", "time": 1767603900000},
        {"role": "assistant", "content": "", "refusal": "I may not say.", "created_at": "2026-01-05T09:06:00"},
        {"role": "assistant", "content": ""}]}
      """#)
    let conversation = try MessageReader.conversation(value)
    func time(_ text: String) throws -> Timestamp { try Timestamp(parsing: text) }
    #expect(conversation.id == "c-7")
    #expect(conversation.title == "Rollout")
    #expect(conversation.customer == "acme")
    #expect(conversation.statedStart == (try time("2026-01-05T09:00:00Z")))
    #expect(
      conversation.turns == [
        Turn(.system, "Be brief."),
        Turn(
          .user, "Look:\n\n[image]\n\nwhat is it?", at: try time("2026-01-05T09:01:40.5Z"),
          author: "ida"),
        Turn(.assistant, "[tool look] {\"at\":\"it\"}", at: try time("2026-01-05T09:02:00Z")),
        Turn(.tool, "a pod", at: try time("2026-01-05T09:05:00Z"), author: "look"),
        Turn(.assistant, "I may not say.", at: try time("2026-01-05T09:06:00Z")),
      ])
  }

  @Test(
    "names the message that is wrong",
    arguments: [
      (#"[{"role": "user", "content": "a"}, 5]"#, "message 2 is not an object"),
      (#"[{"content": "a"}]"#, "message 1 has no role"),
      (#"[{"role": "wizard", "content": "a"}]"#, "message 1 has the unknown role \"wizard\""),
      (#"{"messages": {"role": "user"}}"#, "the messages are not an array"),
    ])
  func faults(text: String, message: String) throws {
    let value = try json(text)
    let fault = #expect(throws: RecordFault.self) { try MessageReader.conversation(value) }
    #expect(fault?.message == message)
  }
}

@Suite("Strata's own JSON")
struct StrataReaderTests {
  @Test("keeps what is stated, a mend and a person's choice")
  func everything() throws {
    let conversation = try StrataReader.conversation(
      json(
        #"""
        {"customer_id": "acme", "session_id": "0199", "user_id": "ida", "realm_id": "eu",
         "deployment_context": {"cloud_provider": "aws", "compliance": ["HIPAA"], "shoe": 4},
         "phase": "validation", "outcome": "success", "satisfaction": 4, "state": "sealed",
         "completion_timestamp": "2026-01-05T10:00:00Z", "code": {"branch": "main", "dirty": false},
         "key_decisions": [{"topic": "t", "choice": "c", "alternatives": [], "at": "2026-01-05T09:30:00Z"}],
         "operation": {"kind": "data_corrections.metadata_corrections", "target": "v1.1.0"},
         "turns": [{"role": "user", "content": "hello", "turn": 1}]}
        """#))
    #expect(conversation.id == "0199")
    #expect(conversation.context.compliance == ["HIPAA"])
    #expect(conversation.context.other == ["shoe": 4])
    #expect(conversation.phase == .validation)
    #expect(conversation.outcome == .success)
    #expect(conversation.satisfaction == 4)
    #expect(conversation.code == CodeState(branch: "main", isDirty: false))
    #expect(conversation.decisions.map(\.topic) == ["t"])
    #expect(
      conversation.operation
        == .init(kind: .metadataCorrections, target: try SemanticVersion(parsing: "v1.1.0")))
    #expect(conversation.isOpen == false)
  }

  @Test("takes a mend and an override over from an earlier decision")
  func decision() throws {
    let patch = try StrataReader.conversation(
      json(
        #"""
        {"customer_id": "a", "turns": [], "session_id": "1", "decision": {"increment": "patch",
         "version": "v1.1.1", "parent": "v1.1.0", "triggers": ["data_corrections.timestamp_corrections"],
         "why": "w", "evidence": [], "rejected": []}}
        """#))
    #expect(
      patch.operation
        == .init(kind: .timestampCorrections, target: try SemanticVersion(parsing: "v1.1.0")))
    let chosen = try StrataReader.conversation(
      json(
        #"""
        {"customer_id": "a", "conversation": [{"role": "user", "content": "x"}],
         "decision": {"increment": "minor", "version": "v2.3.0", "parent": "v2.2.0",
         "triggers": ["timeline_separation"], "why": "w", "evidence": [], "rejected": [],
         "override": {"reason": "same work", "by": "ida", "policy_version": "v3.0.0", "policy_triggers": []}}}
        """#))
    #expect(
      chosen.choice == .init(increment: .minor, line: 2, reason: "same work", by: "ida"))
  }

  @Test(
    "names the field that is wrong",
    arguments: [
      (#""phase": "thinking""#, "phase is \"thinking\""),
      (#""satisfaction": 6"#, "satisfaction is not a number from 1 to 5"),
      (#""deployment_context": {"environment": 3}"#, "deployment_context.environment is not of"),
      (#""key_decisions": [{"choice": "x"}]"#, "key_decisions[0] has no topic"),
      (#""operation": {"kind": "timeline_separation", "target": "v1.0.0"}"#, "is not an operation"),
      (#""operation": {"kind": "nonsense", "target": "v1.0.0"}"#, "operation.kind is not of"),
      (
        #""operation": {"kind": "data_corrections.json_schema_fixes", "target": "1.0"}"#,
        "operation: \"1.0\" is not a version"
      ),
    ])
  func faults(field: String, message: String) throws {
    let value = try json(#"{"turns": [{"role": "user", "content": "x"}], \#(field)}"#)
    let fault = #expect(throws: RecordFault.self) { try StrataReader.conversation(value) }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }
}
