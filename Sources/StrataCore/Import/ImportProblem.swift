/// Something in a file that could not be imported, with its place and what to do about it.
public struct ImportProblem: Hashable, Sendable, Codable {
  /// The file, as the caller named it.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The place in the line, in bytes from 1, where a single character is to blame.
  public var column: Int?
  /// Which record: `record 12`, or the conversation's id.
  public var record: String?
  /// One sentence: what is wrong.
  public var message: String
  /// What to do about it.
  public var remedy: String?

  /// Makes a problem.
  public init(
    file: String, line: Int, column: Int? = nil, record: String? = nil, message: String,
    remedy: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.record = record
    self.message = message
    self.remedy = remedy
  }
}

extension ImportProblem: CustomStringConvertible {
  /// One line: `FILE:LINE:COLUMN: RECORD: MESSAGE; REMEDY`.
  public var description: String {
    var text = "\(file):\(line)"
    if let column { text += ":\(column)" }
    if let record { text += ": \(record)" }
    text += ": \(message)"
    if let remedy { text += "; \(remedy)" }
    return text
  }
}

/// Why one record cannot be taken, by itself: what is wrong and, where bytes are to blame, which.
package struct RecordFault: Error, Hashable, Sendable {
  /// One sentence: what is wrong.
  package var message: String
  /// What to do about it.
  package var remedy: String?
  /// The byte to blame, counted from the record's first.
  package var offset: Int?

  /// Makes a fault.
  package init(_ message: String, remedy: String? = nil, offset: Int? = nil) {
    self.message = message
    self.remedy = remedy
    self.offset = offset
  }
}
