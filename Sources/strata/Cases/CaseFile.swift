import StrataCore
import SystemPackage

/// A file of cases, one JSON object a line, read piece by piece.
enum CaseFile {
  /// The largest line.
  private static let maximumLineBytes = 16 << 20

  /// Gives each case, or why its line is none, to `body`, in the order of the file.
  ///
  /// - Throws: ``StrataError`` where the file cannot be read, and what `body` throws.
  static func read(
    _ path: String, _ body: (Result<LabelledCase, StrataError>) throws -> Void
  ) throws {
    let place = path == "-" ? "standard input" : path
    let file: FileDescriptor
    do {
      file = path == "-" ? .standardInput : try .open(FilePath(path), .readOnly)
    } catch {
      throw StrataError(
        error as? Errno == .noSuchFileOrDirectory ? .notFound : .storage,
        "the cases cannot be read", place: path, remedy: "check the name", cause: error)
    }
    defer { if path != "-" { try? file.close() } }
    var splitter = JSONSplitter(.lines, maximumBytes: maximumLineBytes)
    func take(_ piece: JSONSplitter.Piece) throws {
      try body(Result { () throws(StrataError) in try read(piece, of: place) })
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count: Int
      do {
        count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      } catch {
        throw StrataError(.storage, "the cases cannot be read", place: path, cause: error)
      }
      if count == 0 { break }
      try chunk[..<count].withUnsafeBufferPointer { try splitter.consume($0, emit: take) }
    }
    try splitter.finish(emit: take)
  }

  private static func read(
    _ piece: JSONSplitter.Piece, of place: String
  ) throws(StrataError) -> LabelledCase {
    let line = "\(place):\(piece.line)"
    switch piece.content {
    case .failure(let fault):
      throw StrataError(.invalidInput, fault.message, place: line, remedy: fault.remedy)
    case .success(let bytes):
      let value = try JSONReader.value(of: bytes, place: place, firstLine: piece.line)
      return try LabelledCase(JSONFields(value, place: line))
    }
  }
}
