import Foundation
import Glibc

/// What is being measured, on standard error: one line that changes on a terminal, else a line a step.
final class Progress {
  private let isTerminal = isatty(2) == 1
  private var step = ""

  /// Says what is being done, and how much of the step is done, from 0 to 1.
  func say(_ step: String, part: Double?, _ detail: String) {
    if isTerminal {
      let percent = part.map { " \(Int($0 * 100)) %" } ?? ""
      write("\r\u{1B}[K\(step)\(percent)  \(detail)")
    } else if step != self.step {
      write(step + "\n")
    }
    self.step = step
  }

  /// Clears the line.
  func end() {
    if isTerminal { write("\r\u{1B}[K") }
    step = ""
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
