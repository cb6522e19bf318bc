import StrataCore
import StrataTesting
import Testing

@Suite("ChatGPT export")
struct ChatExportReaderTests {
  private func node(
    _ id: String, parent: String?, _ message: JSONValue = .null, children: [JSONValue] = []
  ) -> (String, JSONValue) {
    (
      id,
      [
        "id": .string(id), "parent": parent.map(JSONValue.string) ?? .null, "message": message,
        "children": .array(children),
      ]
    )
  }

  private func message(
    _ role: String, _ content: JSONValue, at time: Double? = nil, metadata: JSONValue = [:],
    recipient: String = "all", weight: Double = 1
  ) -> JSONValue {
    [
      "author": ["role": .string(role), "name": .null], "content": content,
      "create_time": time.map(JSONValue.number) ?? .null, "metadata": metadata,
      "recipient": .string(recipient), "weight": .number(weight),
    ]
  }

  private func text(_ text: String) -> JSONValue {
    ["content_type": "text", "parts": [.string(text)]]
  }

  private func export(_ nodes: [(String, JSONValue)], current: String?) -> JSONValue {
    [
      "title": "Moving", "conversation_id": "conv-1", "create_time": .number(1_767_603_600.25),
      "current_node": current.map(JSONValue.string) ?? .null,
      "mapping": .object(Dictionary(nodes) { _, last in last }),
    ]
  }

  @Test("follows the branch that counts and leaves out what nobody said")
  func branch() throws {
    let value = export(
      [
        node("root", parent: nil),
        node("sys", parent: "root", message("system", text(""), weight: 0)),
        node(
          "ctx", parent: "sys",
          message(
            "user", ["content_type": "user_editable_context", "user_profile": "x"],
            metadata: ["is_visually_hidden_from_conversation": true])),
        node("u1", parent: "ctx", message("user", text("Which cloud?"), at: 1_767_603_601.5)),
        node("a0", parent: "u1", message("assistant", text("Azure."), at: 1_767_603_602)),
        node(
          "think", parent: "u1",
          message("assistant", ["content_type": "thoughts", "thoughts": [["summary": "hm"]]])),
        node(
          "code", parent: "think",
          message(
            "assistant", ["content_type": "code", "language": "unknown", "text": "1+1"],
            at: 1_767_603_603, metadata: ["model_slug": "gpt-5"], recipient: "python")),
        node(
          "out", parent: "code",
          message("tool", ["content_type": "execution_output", "text": "2"], at: 1_767_603_604)),
        node(
          "a1", parent: "out",
          message("assistant", text("AWS."), at: 1_767_603_605, metadata: ["model_slug": "gpt-5"])),
        node(
          "u2", parent: "a1",
          message(
            "user",
            [
              "content_type": "multimodal_text",
              "parts": [
                ["content_type": "image_asset_pointer", "asset_pointer": "file-service://x"],
                ["content_type": "audio_transcription", "text": "like this?"], "See above.",
              ],
            ], at: 1_767_603_606)),
        node("gone", parent: "u2"),
      ], current: "u2")
    let conversation = try ChatExportReader.conversation(value)
    #expect(conversation.id == "conv-1")
    #expect(conversation.title == "Moving")
    #expect(conversation.otherBranches == 1)
    #expect(conversation.startedAt == (try Timestamp(parsing: "2026-01-05T09:00:01.5Z")))
    #expect(
      conversation.turns.map(\.content) == [
        "Which cloud?", "[tool python] ```\n1+1\n```", "2", "AWS.",
        "[image]\n\nlike this?\n\nSee above.",
      ])
    #expect(conversation.turns.map(\.role) == [.user, .assistant, .tool, .assistant, .user])
    #expect(conversation.turns.map(\.author) == [nil, "gpt-5", nil, "gpt-5", nil])
  }

  @Test("takes the newest leaf where current_node is missing or dangling", arguments: [nil, "no"])
  func newestLeaf(current: String?) throws {
    let value = export(
      [
        node("r", parent: nil), node("u", parent: "r", message("user", text("Hi"), at: 1)),
        node("old", parent: "u", message("assistant", text("old"), at: 2)),
        node("new", parent: "u", message("assistant", text("new"), at: 3)),
      ], current: current)
    let conversation = try ChatExportReader.conversation(value)
    #expect(conversation.turns.map(\.content) == ["Hi", "new"])
    #expect(conversation.otherBranches == 1)
  }

  @Test("refuses a tree that runs in a circle, and finds nothing in an empty one")
  func circle() throws {
    let value = export(
      [
        node("a", parent: "b", message("user", text("x"))),
        node("b", parent: "a", message("assistant", text("y"))),
      ], current: "a")
    let fault = #expect(throws: RecordFault.self) { try ChatExportReader.conversation(value) }
    #expect(fault?.message == "the tree of messages runs in a circle at node \"a\"")
    #expect(try ChatExportReader.conversation(export([], current: nil)).turns.isEmpty)
  }

  @Test("reads the same branch in whatever order the nodes are written")
  func anyOrder() throws {
    var generator = SeededGenerator.printingSeed("order of nodes")
    for _ in 0..<200 {
      let count = Int.random(in: 1...20, using: &generator)
      var nodes = [node("n0", parent: nil)]
      for index in 1...count {
        let parent = Int.random(in: 0..<index, using: &generator)
        nodes.append(
          node(
            "n\(index)", parent: "n\(parent)",
            message("user", text("m\(index)"), at: Double(index))))
      }
      let current = Int.random(in: 0...count, using: &generator)
      var path: [String] = []
      var next: String? = "n\(current)"
      while let id = next, let found = nodes.first(where: { $0.0 == id }) {
        if id != "n0" { path.insert("m" + id.dropFirst(), at: 0) }
        next = found.1.member("parent")?.asText
      }
      var first: ImportedConversation?
      for _ in 0..<3 {
        // Written by hand, so that the order in the text really differs.
        let written = nodes.shuffled(using: &generator).map { "\"\($0.0)\":\($0.1.shown)" }
        let text = """
          {"current_node": "n\(current)", "mapping": {\(written.joined(separator: ","))}}
          """
        let conversation = try ChatExportReader.conversation(json(text))
        #expect(conversation.turns.map(\.content) == path, "STRATA_SEED=\(generator.seed)")
        #expect(conversation == first ?? conversation, "STRATA_SEED=\(generator.seed)")
        first = conversation
      }
    }
  }
}
