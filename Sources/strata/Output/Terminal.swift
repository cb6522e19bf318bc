import Foundation
import Glibc

/// What is known of where the command's words go.
struct Terminal: Sendable {
  /// Whether standard output is a terminal.
  var hasTerminalOutput: Bool
  /// Whether standard error is a terminal, so that progress may be shown there.
  var hasTerminalErrors: Bool
  /// The columns to fill; nil where nothing limits them (a pipe or a file).
  var width: Int?
  /// The look of words on standard output.
  var style: Style
  /// The look of words on standard error.
  var errorStyle: Style
  /// Whether the locale can show more than ASCII.
  var isUnicode: Bool

  /// The terminal, or what stands in for it, of this process.
  static let current = Terminal(
    environment: ProcessInfo.processInfo.environment, hasTerminalOutput: isatty(1) == 1,
    hasTerminalErrors: isatty(2) == 1, reportedWidth: reportedWidth())

  /// What the environment makes of it: `NO_COLOR`, `TERM`, `COLUMNS` and the locale.
  init(
    environment: [String: String], hasTerminalOutput: Bool, hasTerminalErrors: Bool,
    reportedWidth: Int?
  ) {
    let mayColour =
      (environment["NO_COLOR"] ?? "").isEmpty && !["", "dumb"].contains(environment["TERM"] ?? "")
    self.hasTerminalOutput = hasTerminalOutput
    self.hasTerminalErrors = hasTerminalErrors && environment["TERM"] != "dumb"
    style = Style(isColoured: mayColour && hasTerminalOutput)
    errorStyle = Style(isColoured: mayColour && hasTerminalErrors)
    let asked =
      environment["COLUMNS"].flatMap(Int.init) ?? (hasTerminalOutput ? reportedWidth : nil)
    width = asked.map { max($0, 20) }
    // As the C library reads the locale: the first of the three that is set counts.
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    isUnicode = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
  }

  private static func reportedWidth() -> Int? {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
