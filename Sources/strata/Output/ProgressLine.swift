import Glibc
import StrataCore

/// One line on standard error that says how far long work has come; nothing where that is no terminal.
final class ProgressLine {
  private let isShown: Bool
  private let width: Int
  private var lastShown: Int64 = 0
  private var isDirty = false

  init(terminal: Terminal = .current) {
    isShown = terminal.hasTerminalErrors
    width = (terminal.width ?? 80) - 1
  }

  /// Shows a new state, at most ten times a second.
  func show(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let now = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    guard now - lastShown >= 100 else { return }
    lastShown = now
    isDirty = true
    Output.complain("\r\u{1B}[K" + DisplayWidth.fitting(TerminalText.line(text()), in: width))
  }

  /// Takes the line away again.
  func clear() {
    guard isDirty else { return }
    isDirty = false
    Output.complain("\r\u{1B}[K")
  }
}
