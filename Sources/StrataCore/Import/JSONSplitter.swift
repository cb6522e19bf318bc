/// Splits a stream of JSON into records, in chunks of any size.
///
/// It understands strings, escapes and nesting and nothing else: what a record means, and whether it
/// is well-formed inside, is the parser's to say. Memory is bounded by the largest record allowed.
package struct JSONSplitter {
  /// What a file's top level is.
  package enum Mode: Hashable, Sendable {
    /// One record a line.
    case lines
    /// One array; each element is a record.
    case array
    /// The whole file is one record.
    case document
  }

  /// One record, or a fault between records.
  package struct Piece: Hashable, Sendable {
    /// Where it begins in the file, in bytes.
    package var offset: Int
    /// Its bytes in the file.
    package var length: Int
    /// The line it begins on, from 1.
    package var line: Int
    /// The byte of that line at which it begins, from 1.
    package var column: Int
    /// Its position among the records of the file, from 1; a fault has that of the record before.
    package var ordinal: Int
    /// The bytes, or why there are none.
    package var content: Result<[UInt8], RecordFault>

    /// Makes a piece.
    package init(
      offset: Int, length: Int, line: Int, column: Int, ordinal: Int,
      content: Result<[UInt8], RecordFault>
    ) {
      self.offset = offset
      self.length = length
      self.line = line
      self.column = column
      self.ordinal = ordinal
      self.content = content
    }
  }

  private enum State {
    case beforeArray, first, next, inside, separator, end
  }

  private let mode: Mode
  private let maximumBytes: Int
  private var state: State
  private var offset: Int
  private var line = 1
  private var lineStart: Int
  private var ordinal = 0
  private var piece: Piece
  private var buffer: [UInt8] = []
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isBare = false
  private var hasTextAfterEnd = false

  /// A splitter at the start of a file.
  ///
  /// - Parameters:
  ///   - offset: how many bytes were skipped, for example a byte order mark.
  ///   - maximumBytes: a longer record is passed over with a fault.
  package init(_ mode: Mode, offset: Int = 0, line: Int = 1, maximumBytes: Int) {
    self.mode = mode
    self.maximumBytes = maximumBytes
    self.offset = offset
    self.line = line
    lineStart = offset
    state = mode == .array ? .beforeArray : .inside
    piece = Piece(
      offset: offset, length: 0, line: line, column: 1, ordinal: 1, content: .success([]))
  }

  /// Takes the next bytes of the file and gives out the records that end in them.
  package mutating func consume(
    _ chunk: UnsafeBufferPointer<UInt8>, emit: (Piece) throws -> Void
  ) rethrows {
    switch mode {
    case .lines: try consumeLines(chunk, emit)
    case .array: try consumeArray(chunk, emit)
    case .document: keep(chunk[...])
    }
    offset += chunk.count
  }

  /// Gives out what is left at the end of the file.
  package mutating func finish(emit: (Piece) throws -> Void) rethrows {
    switch mode {
    case .lines: try endLine(at: offset, emit)
    case .document:
      ordinal = 1
      try emit(completed(at: offset))
    case .array: try finishArray(emit)
    }
  }

  // MARK: - Lines

  private mutating func consumeLines(
    _ chunk: UnsafeBufferPointer<UInt8>, _ emit: (Piece) throws -> Void
  ) rethrows {
    var start = 0
    while let end = chunk[start...].firstIndex(of: 0x0A) {
      keep(chunk[start..<end])
      try endLine(at: offset + end, emit)
      line += 1
      lineStart = offset + end + 1
      begin(at: lineStart)
      start = end + 1
    }
    keep(chunk[start...])
  }

  private mutating func endLine(at end: Int, _ emit: (Piece) throws -> Void) rethrows {
    let isBlank = buffer.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    guard !isBlank || end - piece.offset > maximumBytes else { return }
    ordinal += 1
    try emit(completed(at: end))
  }

  // MARK: - Arrays

  private mutating func consumeArray(
    _ chunk: UnsafeBufferPointer<UInt8>, _ emit: (Piece) throws -> Void
  ) rethrows {
    var start = state == .inside ? 0 : -1
    for index in 0..<chunk.count {
      let byte = chunk[index]
      if state == .inside {
        switch step(byte) {
        case .goesOn: break
        case .endsHere:
          keep(chunk[start...index])
          try emit(completed(at: offset + index + 1))
          state = .separator
        case .endedBefore:
          keep(chunk[start..<index])
          try emit(completed(at: offset + index))
          state = .separator
          try between(byte, at: index, emit)
        }
      } else if try between(byte, at: index, emit) {
        start = index
      }
      if byte == 0x0A {
        line += 1
        lineStart = offset + index + 1
      }
    }
    if state == .inside { keep(chunk[start...]) }
  }

  private enum Step { case goesOn, endsHere, endedBefore }

  /// One byte inside an element.
  private mutating func step(_ byte: UInt8) -> Step {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
        return depth == 0 ? .endsHere : .goesOn
      }
      // A string never spans lines: a missing quote must not swallow the rest of the file.
      if byte == 0x0A { isInString = false }
      return .goesOn
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if isBare { return .endedBefore }
      depth -= 1
      return depth == 0 ? .endsHere : .goesOn
    case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D: return isBare ? .endedBefore : .goesOn
    default: break
    }
    return .goesOn
  }

  /// One byte outside of elements; returns whether an element begins with it.
  @discardableResult
  private mutating func between(
    _ byte: UInt8, at index: Int, _ emit: (Piece) throws -> Void
  ) rethrows -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: return false
    default: break
    }
    switch (state, byte) {
    case (.beforeArray, UInt8(ascii: "[")): state = .first
    case (.beforeArray, _):
      try emit(fault("expected '['", at: index))
      state = .end
      hasTextAfterEnd = true
    case (.end, _):
      if !hasTextAfterEnd {
        hasTextAfterEnd = true
        try emit(fault("text stands after the closing ]", at: index))
      }
    case (.first, UInt8(ascii: "]")), (.separator, UInt8(ascii: "]")): state = .end
    case (.next, UInt8(ascii: "]")):
      state = .end
      try emit(
        fault("a comma stands before the closing ]", at: index, remedy: "remove the comma"))
    case (.separator, UInt8(ascii: ",")): state = .next
    case (_, UInt8(ascii: ",")), (_, UInt8(ascii: "}")), (_, UInt8(ascii: ":")):
      let shown = Character(Unicode.Scalar(byte))
      try emit(fault("'\(shown)' stands where a record should begin", at: index))
    default:
      if state == .separator {
        try emit(fault("no comma stands between two records", at: index, remedy: "add a comma"))
      }
      beginElement(byte, at: index)
      return true
    }
    return false
  }

  private mutating func beginElement(_ byte: UInt8, at index: Int) {
    state = .inside
    ordinal += 1
    begin(at: offset + index)
    isInString = byte == UInt8(ascii: "\"")
    isBare = !isInString && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[")
    isEscaped = false
    depth = isInString || isBare ? 0 : 1
  }

  private mutating func finishArray(_ emit: (Piece) throws -> Void) rethrows {
    switch state {
    case .beforeArray, .end: break
    case .inside:
      let place = completed(at: offset)
      let fault = RecordFault(
        "the file ends inside this record", remedy: "see whether the file was cut off")
      try emit(
        Piece(
          offset: place.offset, length: place.length, line: place.line, column: place.column,
          ordinal: ordinal, content: .failure(fault)))
    case .first, .next, .separator:
      try emit(
        fault(
          "the file ends before the closing ]", at: 0, remedy: "see whether the file was cut off"))
    }
  }

  // MARK: - Pieces

  private mutating func begin(at start: Int) {
    buffer.removeAll(keepingCapacity: buffer.capacity < 1 << 20)
    piece = Piece(
      offset: start, length: 0, line: line, column: start - lineStart + 1, ordinal: ordinal,
      content: .success([]))
  }

  private mutating func keep(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    guard !bytes.isEmpty else { return }
    piece.length += bytes.count
    if piece.length > maximumBytes {
      buffer = []
    } else {
      buffer.append(contentsOf: bytes)
    }
  }

  private func completed(at end: Int) -> Piece {
    var result = piece
    result.length = end - piece.offset
    result.ordinal = ordinal
    result.content =
      result.length > maximumBytes
      ? .failure(
        RecordFault(
          "the record has \(result.length) bytes; at most \(maximumBytes) are read"))
      : .success(buffer)
    return result
  }

  private func fault(_ message: String, at index: Int, remedy: String? = nil) -> Piece {
    let place = offset + index
    return Piece(
      offset: place, length: 0, line: line, column: place - lineStart + 1, ordinal: ordinal,
      content: .failure(RecordFault(message, remedy: remedy)))
  }
}
