package import Foundation

/// Reads lines as a process writes them.
package final class LineReader {
  private let handle: FileHandle
  private var unread: [UInt8] = []

  /// Reads what comes through a pipe.
  package init(_ pipe: Pipe) { handle = pipe.fileHandleForReading }

  /// The next line, waited for; nil at the end. Half a line at the end is none.
  package func next() -> String? {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        defer { unread.removeSubrange(...end) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      let data = handle.availableData
      if data.isEmpty { return nil }
      unread += data
    }
  }

  /// All lines up to the end.
  package func rest() -> [String] {
    var lines: [String] = []
    while let line = next() { lines.append(line) }
    return lines
  }
}
