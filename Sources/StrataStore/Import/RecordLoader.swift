import StrataCore

/// The second pass: reads one planned conversation again, with its text.
struct RecordLoader {
  let plan: ImportPlan
  let options: ImportOptions
  private var open: (source: Int, file: ChunkedFile)?

  init(plan: ImportPlan, options: ImportOptions) {
    self.plan = plan
    self.options = options
  }

  /// Reads a conversation.
  ///
  /// - Throws: ``StrataError`` with code `storage` where the file cannot be read.
  mutating func load(
    _ entry: ImportPlan.Entry
  ) throws -> Result<ImportedConversation, ImportProblem> {
    let source = plan.sources[entry.source]
    let result: Result<ImportedConversation, ImportProblem>
    if source.kind == .sessionDirectory {
      result = try SessionDirectoryFiles.value(in: source, options: options).flatMap {
        conversation($0, of: entry)
      }
    } else if let transcript = entry.transcript {
      result = try loadTranscript(transcript, of: entry)
    } else {
      let bytes = try file(entry.source).read(at: entry.offset, count: entry.length)
      let value = Result { () throws(RecordFault) in try JSONParser.parse(bytes) }
      result = value.mapError { problem($0, of: entry) }.flatMap { conversation($0, of: entry) }
    }
    return result.flatMap { conversation in
      guard conversation.turns.count == entry.turnCount, conversation.id == entry.id else {
        return .failure(
          problem(
            RecordFault("the file changed while it was imported", remedy: "import it again"),
            of: entry))
      }
      return .success(conversation)
    }
  }

  /// The problem of a planned record.
  func problem(_ fault: RecordFault, of entry: ImportPlan.Entry) -> ImportProblem {
    ImportProblem(
      file: plan.sources[entry.source].name, line: entry.line,
      record: entry.id ?? (entry.ordinal > 0 ? "record \(entry.ordinal)" : nil),
      message: fault.message, remedy: fault.remedy)
  }

  private func conversation(
    _ value: JSONValue, of entry: ImportPlan.Entry
  ) -> Result<ImportedConversation, ImportProblem> {
    Result { () throws(RecordFault) in
      try RecordFormat.conversation(value, as: entry.format)
    }.mapError { problem($0, of: entry) }
  }

  private mutating func loadTranscript(
    _ transcript: String, of entry: ImportPlan.Entry
  ) throws -> Result<ImportedConversation, ImportProblem> {
    var reader = TranscriptReader(id: entry.id, maximumBytes: options.maximumRecordBytes)
    var splitter = JSONSplitter(
      .lines, offset: entry.offset, line: entry.line, maximumBytes: options.maximumRecordBytes)
    func take(_ piece: JSONSplitter.Piece) {
      // A broken line was reported by the first pass.
      guard case .success(let event) = piece.value else { return }
      if transcript.isEmpty || event.words("sessionId") == transcript { reader.add(event) }
    }
    try file(entry.source).forEachChunk(in: entry.offset..<entry.offset + entry.length) {
      splitter.consume($0, emit: take)
    }
    splitter.finish(emit: take)
    return Result { () throws(RecordFault) in
      var conversation = try reader.finish()
      conversation.title = entry.title
      return conversation
    }.mapError { problem($0, of: entry) }
  }

  private mutating func file(_ index: Int) throws -> ChunkedFile {
    if let open, open.source == index { return open.file }
    let file = try ChunkedFile(plan.sources[index].path)
    open = (index, file)
    return file
  }
}
