import StrataCore
import SystemPackage

/// What a file or standard input holds, read whole up to a limit.
struct BoundedInput {
  /// The most that a context, a message or a list of turns may have: 16 MiB.
  static let maximumBytes = 16 << 20

  /// How the source is called in messages.
  let place: String
  /// The bytes, without a byte order mark.
  let bytes: [UInt8]

  /// Reads a file, or standard input for `-`.
  ///
  /// - Throws: ``StrataError`` with code `notFound` or `storage` where it cannot be read, and
  ///   `invalidInput` where it is larger than the limit.
  init(_ path: String, limit: Int = maximumBytes) throws(StrataError) {
    let place = path == "-" ? "standard input" : path
    self.place = place
    do {
      if path == "-" {
        bytes = try Self.read(.standardInput, limit: limit, place: place)
      } else {
        let file = try FileDescriptor.open(FilePath(path), .readOnly)
        bytes = try file.closeAfter { try Self.read(file, limit: limit, place: place) }
      }
    } catch let error as StrataError {
      throw error
    } catch {
      throw Self.refusal(of: path, because: error)
    }
  }

  /// The bytes as text.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that says which byte is no UTF-8 or NUL.
  func text() throws(StrataError) -> String {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw StrataError(
        .invalidInput,
        "this is not text in UTF-8: byte \(error.byteOffsets.lowerBound + 1) is wrong",
        place: place, remedy: "convert it, for example with 'iconv -t utf-8'")
    }
    if let position = bytes.firstIndex(of: 0) {
      throw StrataError(
        .invalidInput, "byte \(position + 1) is NUL, which text does not have", place: place,
        remedy: "give a text file")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func refusal(of path: String, because error: any Error) -> StrataError {
    switch error as? Errno {
    case .noSuchFileOrDirectory?:
      StrataError(
        .notFound, "there is no file '\(path)'",
        remedy: "check the name; '-' stands for standard input")
    case .isDirectory?:
      StrataError(.invalidInput, "'\(path)' is a folder", remedy: "name a file")
    default: StrataError(.storage, "'\(path)' cannot be read", cause: error)
    }
  }

  private static func read(_ file: FileDescriptor, limit: Int, place: String) throws -> [UInt8] {
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { break }
      result += piece[..<count]
      guard result.count <= limit else {
        throw StrataError(
          .invalidInput, "this is larger than \(limit >> 20) MiB, the most that is read at once",
          place: place, remedy: "give less, or import it as a conversation ('strata import')")
      }
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return result.starts(with: mark) ? Array(result.dropFirst(mark.count)) : result
  }
}
