/// Puts a Claude Code transcript together from its events, one at a time.
///
/// Events stand in the order in which they were written. An event that was written twice (the tool
/// repeats old ones when it compacts a session) counts once. Where a prompt was taken back and put
/// differently, two prompts have one parent: the last one counts, what hung on the others is a
/// branch left out. Side conversations of sub-agents, thoughts and bookkeeping are no turns.
package struct TranscriptReader {
  private struct Row {
    var uuid: String?
    var parent: String?
    var messageID: String?
    var isPrompt = false
    var turns: [Turn] = []
  }

  private let keepsText: Bool
  private let maximumBytes: Int
  private var rows: [Row] = []
  private var seen: Set<String> = []
  private var byteCount = 0
  private var titles: (custom: String?, generated: String?) = (nil, nil)
  private var conversation = ImportedConversation(.claudeCode)

  /// How many events of sub-agents were left out.
  package private(set) var sidechainEvents = 0

  /// An empty transcript.
  ///
  /// - Parameters:
  ///   - id: its identity; nil for the first `sessionId` met.
  ///   - keepsText: without it turns are counted and dated but empty, for a first pass.
  ///   - maximumBytes: the most text that one transcript may have.
  package init(id: String?, keepsText: Bool = true, maximumBytes: Int) {
    conversation.id = id
    self.keepsText = keepsText
    self.maximumBytes = maximumBytes
  }

  /// Takes the next event. One that is not understood is left out.
  package mutating func add(_ event: JSONValue) {
    switch event.words("type") {
    case "custom-title": titles.custom = event.words("customTitle") ?? titles.custom
    case "ai-title": titles.generated = event.words("aiTitle") ?? titles.generated
    default: break
    }
    let uuid = event.words("uuid")
    if let uuid, !seen.insert(uuid).inserted { return }
    guard event.member("isSidechain")?.isTrue != true else {
      sidechainEvents += 1
      return
    }
    var row = Row(uuid: uuid, parent: event.words("parentUuid"))
    if event.member("isMeta")?.isTrue != true, event.member("isApiErrorMessage")?.isTrue != true {
      readMessage(of: event, into: &row)
    }
    if uuid != nil || !row.turns.isEmpty { rows.append(row) }
  }

  /// Whether it has the event.
  package func contains(event uuid: String) -> Bool { seen.contains(uuid) }

  /// The conversation, after the last event.
  ///
  /// - Throws: ``RecordFault`` where it has more text than allowed.
  package consuming func finish() throws(RecordFault) -> ImportedConversation {
    guard byteCount <= maximumBytes else {
      throw RecordFault(
        "the conversation has \(byteCount) bytes of text; at most \(maximumBytes) are read")
    }
    let (kept, branches) = rowsThatCount()
    conversation.otherBranches = branches
    conversation.title = titles.custom ?? titles.generated
    var lastMessage: String?
    for row in kept {
      // One answer is written as several events, one a block.
      if let id = row.messageID, id == lastMessage, let last = conversation.turns.indices.last,
        let turn = row.turns.first
      {
        conversation.turns[last].content = MessageContent.joined(
          [conversation.turns[last].content, turn.content])
      } else {
        conversation.turns += row.turns
      }
      if !row.turns.isEmpty { lastMessage = row.messageID }
    }
    return conversation
  }

  // MARK: - Branches

  private func rowsThatCount() -> (rows: [Row], branches: Int) {
    var lastPrompt: [String: Int] = [:]
    for (index, row) in rows.enumerated() where row.isPrompt {
      if let parent = row.parent { lastPrompt[parent] = index }
    }
    var dropped: Set<String> = []
    var branches = 0
    var kept: [Row] = []
    for (index, row) in rows.enumerated() {
      let isTakenBack =
        row.isPrompt && row.parent.map { lastPrompt[$0] != index } == true
      if isTakenBack { branches += 1 }
      if isTakenBack || row.parent.map(dropped.contains) == true {
        if let uuid = row.uuid { dropped.insert(uuid) }
      } else {
        kept.append(row)
      }
    }
    return (kept, branches)
  }

  // MARK: - Events

  private mutating func readMessage(of event: JSONValue, into row: inout Row) {
    guard let message = event.member("message"), let content = message.member("content") else {
      return
    }
    let time = ImportedTime.read(event.member("timestamp"))
    switch event.words("type") {
    case "assistant":
      row.messageID = message.words("id")
      append(.assistant, MessageContent.text(content), time, message.words("model"), to: &row)
    case "user":
      let blocks = content.asElements ?? [content]
      let results = blocks.filter { $0.words("type") == "tool_result" }
      let others = blocks.filter { $0.words("type") != "tool_result" }
      for result in results {
        append(.tool, MessageContent.text(result.member("content")), time, nil, to: &row)
      }
      let isSummary = event.member("isCompactSummary")?.isTrue == true
      let text = Self.prompt(MessageContent.text(.array(others)))
      row.isPrompt = results.isEmpty && !isSummary && !text.isEmpty
      append(isSummary ? .system : .user, text, time, nil, to: &row)
    default:
      return
    }
    if !row.turns.isEmpty { readSurroundings(of: event) }
  }

  private mutating func append(
    _ role: Turn.Role, _ text: String, _ time: Timestamp?, _ author: String?, to row: inout Row
  ) {
    guard !text.allSatisfy(\.isWhitespace) else { return }
    byteCount += text.utf8.count
    let isKept = keepsText && byteCount <= maximumBytes
    row.turns.append(Turn(role, isKept ? text : "", at: time, author: author))
  }

  private mutating func readSurroundings(of event: JSONValue) {
    if conversation.id == nil { conversation.id = event.words("sessionId") }
    let directory = event.words("cwd")
    if conversation.customer == nil, let directory {
      conversation.customer =
        directory.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
    }
    // "HEAD" is what a detached checkout is called there.
    let branch = event.words("gitBranch").flatMap { $0 == "HEAD" ? nil : $0 }
    if conversation.code == nil, directory != nil || branch != nil {
      conversation.code = CodeState(branch: branch, workingDirectory: directory)
    }
  }

  /// A prompt as the person typed it: commands stand in markup, their output is no prompt at all.
  private static func prompt(_ text: String) -> String {
    if text.hasPrefix("<local-command-") { return "" }
    guard text.hasPrefix("<command-"), let name = element("command-name", of: text) else {
      return text
    }
    let arguments = element("command-args", of: text) ?? ""
    return arguments.isEmpty ? name : "\(name) \(arguments)"
  }

  private static func element(_ name: String, of text: String) -> String? {
    guard let start = text.firstRange(of: "<\(name)>"),
      let end = text[start.upperBound...].firstRange(of: "</\(name)>")
    else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }
}
