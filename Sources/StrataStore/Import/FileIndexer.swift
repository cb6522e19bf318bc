import Foundation
import StrataCore

/// The first pass over one source: where its conversations are, when they began, whose they are.
struct FileIndexer {
  let options: ImportOptions
  let source: ImportSource
  let sourceIndex: Int

  private(set) var entries: [ImportPlan.Entry] = []
  private(set) var problems: ProblemList
  private(set) var empty = 0
  /// Whether it is sound JSON (or nothing) in which nothing looks like a conversation.
  private(set) var isForeign = false

  private var recognised = 0
  private var malformed = 0
  private var unrecognised = 0
  /// Whether the last thing met between brackets was broken: what follows may be its splinters.
  private var isLost = false
  private var recordsAreObjects: Bool?
  private var withoutCustomer: (count: Int, first: JSONSplitter.Piece)?
  private var transcripts: TranscriptIndex?

  /// How many conversations do not say whose they are.
  var withoutCustomerCount: Int { withoutCustomer?.count ?? 0 }

  /// After so many records none of which can be read, a file is given up.
  static let patience = 100

  private enum Interruption: Error {
    case isOneConversation
    case isHopeless
  }

  init(options: ImportOptions, source: ImportSource, sourceIndex: Int) {
    self.options = options
    self.source = source
    self.sourceIndex = sourceIndex
    problems = ProblemList(limit: options.maximumProblems)
  }

  /// Reads the whole source once. Problems are collected, never thrown.
  ///
  /// - Throws: ``StrataError`` with code `storage` where the file cannot be read.
  mutating func run(
    progress: (_ bytes: Int, _ records: Int, _ problems: Int) -> Void
  ) throws {
    switch source.kind {
    case .sessionDirectory: try indexSessionDirectory()
    case .file: try indexFile(progress: progress)
    }
    if let (count, first) = withoutCustomer {
      let others = count == 1 ? "" : ", nor do \(count - 1) more in this file"
      report(
        RecordFault(
          "the conversation does not say whose it is\(others)",
          remedy: "name the customer with --customer NAME"), first)
    }
    if recognised == 0, malformed == 0, !source.isNamed {
      isForeign = true
      problems = ProblemList(limit: options.maximumProblems)
    }
  }

  // MARK: - Files

  private mutating func indexFile(progress: (Int, Int, Int) -> Void) throws {
    let file = try ChunkedFile(source.path)
    let head = try file.read(at: 0, count: FileShape.headLength)
    switch Result(catching: { () throws(RecordFault) in
      try FileShape(head: head, isNamedLines: source.isNamedLines)
    }) {
    case .failure(let fault):
      if source.bytes > 0 { malformed += 1 }
      report(fault, Self.wholeFile(source))
    case .success(let shape):
      try index(file, shape, progress: progress)
    }
  }

  private mutating func index(
    _ file: ChunkedFile, _ shape: FileShape, progress: (Int, Int, Int) -> Void
  ) throws {
    do {
      try split(file, shape, progress: progress)
    } catch Interruption.isOneConversation {
      var document = shape
      document.mode = .document
      try split(file, document, progress: progress)
    } catch Interruption.isHopeless {
      let first = problems.kept.first
      problems = ProblemList(limit: options.maximumProblems)
      report(
        RecordFault(
          "none of the first \(Self.patience) records can be read; "
            + "of the first: \(first?.message ?? "")", remedy: RecordFormat.known),
        Self.wholeFile(source))
    }
    finishTranscripts()
  }

  private mutating func split(
    _ file: ChunkedFile, _ shape: FileShape, progress: (Int, Int, Int) -> Void
  ) throws {
    var splitter = JSONSplitter(
      shape.mode, offset: shape.offset, maximumBytes: options.maximumRecordBytes)
    var done = shape.offset
    try file.forEachChunk(in: shape.offset..<max(shape.offset, source.bytes)) { chunk in
      try splitter.consume(chunk) { try take($0, in: shape.mode) }
      done += chunk.count
      progress(done, entries.count, problems.count)
    }
    try splitter.finish { try take($0, in: shape.mode) }
  }

  private mutating func take(_ piece: JSONSplitter.Piece, in mode: JSONSplitter.Mode) throws {
    switch piece.value {
    case .failure(let fault):
      malformed += 1
      if !(isLost && piece.isBetweenRecords) { report(fault, piece) }
      isLost = mode == .array
    case .success(let value):
      let shape = shape(of: value)
      if shape == .message, mode == .array, recognised == 0 { throw Interruption.isOneConversation }
      if mode == .array, isSplinter(value) {
        unrecognised += 1
        if !isLost { report(Self.noConversation, piece) }
        isLost = true
      } else {
        take(value, shape, piece)
      }
    }
    if recognised == 0, malformed + unrecognised >= Self.patience {
      throw Interruption.isHopeless
    }
  }

  private func shape(of value: JSONValue) -> RecordShape? {
    transcripts != nil || options.format == .claudeCode ? .event : RecordShape(of: value)
  }

  /// Where a record falls to pieces, its members look like elements of the array; records of one
  /// file are all objects or all arrays.
  private func isSplinter(_ value: JSONValue) -> Bool {
    guard let recordsAreObjects else { return false }
    return recordsAreObjects ? value.asMembers == nil : value.asElements == nil
  }

  private mutating func take(
    _ value: JSONValue, _ shape: RecordShape?, _ piece: JSONSplitter.Piece
  ) {
    switch shape {
    case .event:
      recognised += 1
      var index = transcripts ?? TranscriptIndex(source: source, options: options)
      transcripts = nil
      index.add(value, piece)
      transcripts = index
    case .conversation(let format):
      recognised += 1
      isLost = false
      recordsAreObjects = value.asMembers != nil
      do throws(RecordFault) {
        try register(RecordFormat.conversation(value, as: options.format ?? format), at: piece)
      } catch let fault {
        report(fault, piece)
      }
    case .message, nil:
      unrecognised += 1
      if isLost { return }
      report(
        shape == nil
          ? Self.noConversation
          : RecordFault(
            "it is a single message", remedy: "put the messages of a conversation in one array"),
        piece)
    }
  }

  private static let noConversation = RecordFault(
    "it is no conversation", remedy: RecordFormat.known)

  // MARK: - Conversations

  private mutating func register(
    _ conversation: ImportedConversation, at piece: JSONSplitter.Piece, transcript: String? = nil
  ) throws(RecordFault) {
    guard !conversation.turns.isEmpty || conversation.operation != nil else {
      empty += 1
      return
    }
    guard conversation.id != nil || !conversation.turns.isEmpty else {
      throw RecordFault("a mend without turns needs an id", remedy: "give it a session_id")
    }
    guard let customer = try customer(of: conversation) else {
      withoutCustomer = ((withoutCustomer?.count ?? 0) + 1, withoutCustomer?.first ?? piece.place)
      return
    }
    entries.append(
      ImportPlan.Entry(
        source: sourceIndex, offset: piece.offset, length: piece.length, line: piece.line,
        ordinal: piece.ordinal, format: conversation.format, id: conversation.id,
        customer: customer, startedAt: conversation.startedAt ?? source.modifiedAt,
        isUndated: conversation.startedAt == nil, turnCount: conversation.turns.count,
        title: transcript == nil ? nil : conversation.title, transcript: transcript))
  }

  private func customer(
    of conversation: ImportedConversation
  ) throws(RecordFault) -> CustomerID? {
    if let customer = options.customer { return customer }
    guard let name = conversation.customer else { return nil }
    do {
      // A folder's name is nobody's statement; some systems write it decomposed.
      return try CustomerID(
        conversation.format == .claudeCode ? name.precomposedStringWithCanonicalMapping : name)
    } catch {
      throw RecordFault(error.message, remedy: "name the customer with --customer NAME")
    }
  }

  private mutating func finishTranscripts() {
    guard let transcripts else { return }
    for (result, piece) in transcripts.conversations() {
      do throws(RecordFault) {
        let conversation = try result.get()
        try register(conversation, at: piece, transcript: transcripts.filter(of: conversation))
      } catch let fault {
        report(fault, piece)
      }
    }
  }

  private mutating func indexSessionDirectory() throws {
    let piece = Self.wholeFile(source)
    switch try SessionDirectoryFiles.value(in: source, options: options) {
    case .failure(let problem):
      malformed += 1
      problems.add(problem)
    case .success(let value): take(value, .conversation(.strata), piece)
    }
  }

  // MARK: - Problems

  private mutating func report(_ fault: RecordFault, _ piece: JSONSplitter.Piece) {
    problems.add(ImportProblem(fault, in: piece, of: source.name))
  }

  private static func wholeFile(_ source: ImportSource) -> JSONSplitter.Piece {
    JSONSplitter.Piece(
      offset: 0, length: source.bytes, line: 1, column: 1, ordinal: 0, content: .success([]))
  }
}

extension JSONSplitter.Piece {
  /// The parsed value.
  var value: Result<JSONValue, RecordFault> {
    content.flatMap { bytes in
      Result { () throws(RecordFault) in try JSONParser.parse(bytes) }
    }
  }

  /// Whether it is a fault between two records.
  var isBetweenRecords: Bool {
    if case .failure = content { length == 0 } else { false }
  }

  /// The piece without its bytes, to remember where it was.
  var place: JSONSplitter.Piece {
    var place = self
    place.content = .success([])
    return place
  }
}
