import StrataCore

/// Turns the JSON of one record into a conversation.
enum RecordFormat {
  /// - Throws: ``RecordFault``.
  static func conversation(
    _ value: JSONValue, as format: ConversationFormat
  ) throws(RecordFault) -> ImportedConversation {
    switch format {
    case .openAI: try MessageReader.conversation(value)
    case .chatGPT: try ChatExportReader.conversation(value)
    case .strata: try StrataReader.conversation(value)
    case .claudeCode: throw RecordFault("a transcript has one event a line")
    }
  }

  /// What a person is told who gave something else.
  static let known =
    "known are message arrays, ChatGPT exports, Claude Code transcripts and Strata's own JSON"
}

extension ImportProblem {
  /// The problem of a record, its place worked out from the byte to blame.
  init(_ fault: RecordFault, in piece: JSONSplitter.Piece, of file: String) {
    var line = piece.line
    // A fault between records has no length; a record without a byte to blame needs no column.
    var column = piece.length == 0 && piece.offset > 0 ? piece.column : nil
    if let offset = fault.offset, case .success(let bytes) = piece.content {
      let before = bytes.prefix(offset)
      line += before.count { $0 == 0x0A }
      column = before.lastIndex(of: 0x0A).map { offset - $0 } ?? piece.column + offset
    }
    self.init(
      file: file, line: line, column: column,
      record: piece.ordinal > 0 ? "record \(piece.ordinal)" : nil, message: fault.message,
      remedy: fault.remedy)
  }
}
