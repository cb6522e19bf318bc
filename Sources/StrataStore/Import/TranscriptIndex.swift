import StrataCore

/// The transcripts in a file of events: the one that the file is named after, or one a `sessionId`.
struct TranscriptIndex {
  private struct Group {
    var reader: TranscriptReader
    var place: JSONSplitter.Piece
    var end: Int
  }

  private let source: ImportSource
  private let options: ImportOptions
  /// Set where the file is named after its session: then all events are that session's, also those
  /// copied from the session that it resumed.
  private let wholeFile: String?
  private var groups: [String: Group] = [:]
  private var order: [String] = []
  private var summaries: [String: String] = [:]

  init(source: ImportSource, options: ImportOptions) {
    self.source = source
    self.options = options
    wholeFile = SessionID(source.stem) == nil ? nil : source.stem
  }

  /// Takes the next event.
  mutating func add(_ event: JSONValue, _ piece: JSONSplitter.Piece) {
    if let leaf = event.words("leafUuid"), let summary = event.words("summary") {
      summaries[leaf] = summary
    }
    guard let name = wholeFile ?? event.words("sessionId") else { return }
    if groups[name] == nil {
      order.append(name)
      groups[name] = Group(
        reader: TranscriptReader(id: name, keepsText: false, maximumBytes: .max),
        place: piece.place, end: 0)
    }
    groups[name]?.reader.add(event)
    groups[name]?.end = piece.offset + piece.length
  }

  /// The transcripts without their text, and where they are.
  func conversations() -> [(Result<ImportedConversation, RecordFault>, JSONSplitter.Piece)] {
    order.compactMap { name in
      guard let group = groups[name] else { return nil }
      let summary = summaries.lazy.filter { group.reader.contains(event: $0.key) }.map(\.value)
      let title = summary.min()
      let result = Result { () throws(RecordFault) in
        var conversation = try group.reader.finish()
        conversation.title = conversation.title ?? title
        return conversation
      }
      var place = group.place
      place.length = group.end - place.offset
      return (result, place)
    }
  }

  /// Which events of the file a transcript consists of; empty for all.
  func filter(of conversation: ImportedConversation) -> String {
    wholeFile == nil ? conversation.id ?? "" : ""
  }
}
