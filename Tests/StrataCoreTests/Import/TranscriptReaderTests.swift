import StrataCore
import Testing

@Suite("Claude Code transcript")
struct TranscriptReaderTests {
  private func read(_ lines: String, limit: Int = 1 << 20) throws -> ImportedConversation {
    var reader = TranscriptReader(id: nil, maximumBytes: limit)
    for line in lines.split(separator: "\n") { reader.add(try json(String(line))) }
    return try reader.finish()
  }

  private func event(
    _ type: String, _ uuid: String, after parent: String?, _ message: String, _ more: String = ""
  ) -> String {
    """
    {"type":"\(type)","uuid":"\(uuid)","parentUuid":\(parent.map { "\"\($0)\"" } ?? "null"),\
    "sessionId":"s1","cwd":"/home/ida/orbit-pay","gitBranch":"feature/x","version":"2.1.0",\
    "timestamp":"2026-02-03T10:00:0\(uuid.count)Z",\(more)"message":\(message)}
    """
  }

  @Test("joins the blocks of one answer, tells results from prompts, leaves bookkeeping out")
  func everything() throws {
    let conversation = try read(
      [
        #"{"type":"file-history-snapshot","messageId":"m","snapshot":{}}"#,
        event("user", "a", after: nil, #"{"role":"user","content":"Caveat"}"#, #""isMeta":true,"#),
        event("user", "b", after: "a", #"{"role":"user","content":"Why does it fail?"}"#),
        event(
          "assistant", "c", after: "b",
          #"{"id":"m1","model":"claude","content":[{"type":"thinking","thinking":"hm"}]}"#),
        event(
          "assistant", "d", after: "c",
          #"{"id":"m1","model":"claude","content":[{"type":"text","text":"I look."}]}"#),
        event(
          "assistant", "e", after: "d",
          #"{"id":"m1","model":"claude","content":[{"type":"tool_use","id":"t","name":"Bash","input":{"command":"ls"}}]}"#
        ),
        event(
          "assistant", "x", after: "d", #"{"id":"mx","content":[{"type":"text","text":"no"}]}"#,
          #""isSidechain":true,"#),
        event(
          "user", "f", after: "e",
          #"{"content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"main.tf"}]}]}"#
        ),
        event("system", "g", after: "f", "null", #""subtype":"turn_duration","#),
        event(
          "assistant", "h", after: "f",
          #"{"id":"m2","model":"claude","content":[{"type":"text","text":"The file is there."}]}"#),
        event(
          "user", "i", after: "h",
          #"{"content":"<command-name>/review</command-name>\n<command-args>all of it</command-args>"}"#
        ),
        event(
          "user", "j", after: "i", #"{"content":"<local-command-stdout>ok</local-command-stdout>"}"#
        ),
        #"{"type":"ai-title","aiTitle":"A failing plan","sessionId":"s1"}"#,
        #"{"type":"custom-title","customTitle":"Mine","sessionId":"s1"}"#,
      ].joined(separator: "\n"))
    #expect(conversation.id == "s1")
    #expect(conversation.customer == "orbit-pay")
    #expect(conversation.title == "Mine")
    #expect(
      conversation.code
        == CodeState(branch: "feature/x", workingDirectory: "/home/ida/orbit-pay"))
    #expect(
      conversation.turns.map { "\($0.role): \($0.content)" } == [
        "user: Why does it fail?", "assistant: I look.\n\n[tool Bash] {\"command\":\"ls\"}",
        "tool: main.tf", "assistant: The file is there.", "user: /review all of it",
      ])
    #expect(conversation.turns[1].author == "claude")
    #expect(conversation.startedAt == (try Timestamp(parsing: "2026-02-03T10:00:01Z")))
  }

  @Test("counts an event that was written twice once, and drops a prompt that was taken back")
  func branches() throws {
    let first = event("user", "a", after: nil, #"{"content":"Deploy it"}"#)
    let answer = event("assistant", "b", after: "a", #"{"id":"1","content":"Where?"}"#)
    let conversation = try read(
      [
        first, answer,
        event("user", "c", after: "b", #"{"content":"to staging"}"#),
        event("assistant", "d", after: "c", #"{"id":"2","content":"Staging it is."}"#),
        first, answer,
        event("user", "e", after: "b", #"{"content":"to production"}"#),
        event("assistant", "f", after: "e", #"{"id":"3","content":"Production."}"#),
      ].joined(separator: "\n"))
    #expect(
      conversation.turns.map(\.content) == [
        "Deploy it", "Where?", "to production", "Production.",
      ])
    #expect(conversation.otherBranches == 1)
  }

  @Test("reads Windows paths, a detached HEAD and a summary of what was said before")
  func surroundings() throws {
    let conversation = try read(
      #"{"type":"user","uuid":"a","sessionId":"s","cwd":"C:\\src\\shop","gitBranch":"HEAD","isCompactSummary":true,"message":{"content":"Earlier: …"}}"#
    )
    #expect(conversation.customer == "shop")
    #expect(conversation.code == CodeState(workingDirectory: "C:\\src\\shop"))
    #expect(conversation.turns == [Turn(.system, "Earlier: …")])
    #expect(conversation.startedAt == nil)
  }

  @Test("refuses a transcript with more text than allowed")
  func tooLong() throws {
    let line = event("user", "a", after: nil, #"{"content":"0123456789"}"#)
    let fault = #expect(throws: RecordFault.self) { try read(line, limit: 9) }
    #expect(fault?.message == "the conversation has 10 bytes of text; at most 9 are read")
  }
}
