import Foundation
import Glibc
import StrataCore

/// The reader of standard output went away (`| head`); whoever writes stops quietly.
struct OutputClosed: Error {}

/// Standard output, collected and written in large pieces, through a pager where one is wanted.
final class Output {
  /// What the words go to.
  let terminal: Terminal
  private let descriptor: Int32
  private var pager: ChildProcess?
  private var buffer: [UInt8] = []

  /// Columns to fill, or nil.
  var width: Int? { terminal.width }
  /// The look of words.
  var style: Style { terminal.style }

  private init(terminal: Terminal, pagerCommand: String?) throws(StrataError) {
    self.terminal = terminal
    guard let pagerCommand else {
      descriptor = 1
      return
    }
    let pipe = try Pipe()
    var environment = ProcessInfo.processInfo.environment
    environment["LESS"] = environment["LESS"] ?? "FRX"
    pager = try ChildProcess(
      ["sh", "-c", pagerCommand], input: pipe.readEnd, environment: environment)
    close(pipe.readEnd)
    descriptor = pipe.writeEnd
    signal(SIGINT, SIG_IGN)  // the pager answers it, and must outlive us
  }

  /// Writes what `body` writes, and waits for the pager.
  ///
  /// - Throws: what `body` throws, ``OutputClosed``, or ``StrataError`` with code `storage` where
  ///   standard output takes no more.
  static func print(paged: Bool = false, _ body: (Output) throws -> Void) throws {
    let terminal = Terminal.current
    let output = try Output(
      terminal: terminal,
      pagerCommand: paged && terminal.hasTerminalOutput ? PagerChoice.command() : nil)
    defer { output.finish() }
    try body(output)
    try output.flush()
  }

  /// Writes one line.
  func line(_ text: String = "") throws {
    buffer += text.utf8
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes text as it is.
  func text(_ text: String) throws { try bytes(Array(text.utf8)) }

  /// Writes bytes as they are.
  func bytes(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  private func flush() throws {
    defer { buffer.removeAll(keepingCapacity: true) }
    try Self.write(buffer, to: descriptor)
  }

  private func finish() {
    guard let pager else { return }
    close(descriptor)
    pager.wait()
    signal(SIGINT, SIG_DFL)
    self.pager = nil
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw OutputClosed()
      } else if errno != EINTR {
        throw StrataError(
          .storage, "standard output takes no more: \(String(cString: strerror(errno)))",
          remedy: "make room where the output goes, or send it elsewhere")
      }
    }
  }

  /// Writes to standard error; where that is gone there is nobody left to tell.
  static func complain(_ text: String) {
    try? write(Array(text.utf8), to: 2)
  }
}

/// Which pager shows long output.
enum PagerChoice {
  /// `$STRATA_PAGER`, else `$PAGER`, else `less` where it is installed; nil for none.
  ///
  /// An empty value or `cat` says none, as with git.
  static func command(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    if environment["TERM"] == "dumb" { return nil }
    if let asked = environment["STRATA_PAGER"] ?? environment["PAGER"] {
      return asked.isEmpty || asked == "cat" ? nil : asked
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/less", X_OK) == 0 } ? "less -FRX" : nil
  }
}
