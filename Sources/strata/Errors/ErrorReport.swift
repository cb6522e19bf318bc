import Foundation
import StrataCore
import SystemPackage

/// An error as the command tells it: what is wrong, where, what to do, and what lies beneath.
struct ErrorReport {
  let code: StrataError.Code
  let message: String
  let place: String?
  let remedy: String?
  /// The messages of the causes, nearest first.
  let causes: [String]

  /// The report of any error; one that is not ours counts as a storage failure.
  init(_ error: any Error) {
    let own =
      error as? StrataError
      ?? StrataError(
        .storage, "something failed that Strata did not foresee",
        remedy: "run 'strata doctor'; if it finds nothing, report this", cause: error)
    code = own.code
    message = own.message
    place = own.place
    remedy = own.remedy ?? Self.remedies(under: own).first
    causes = Self.chain(under: own)
  }

  /// A usage error in the words of the parser of arguments.
  init(usage message: String, remedy: String) {
    code = .usage
    self.message = message
    place = nil
    self.remedy = remedy
    causes = []
  }

  /// The status to exit with.
  var status: ExitStatus { ExitStatus(code) }

  /// For people, with a line break at the end.
  func text(style: Style) -> String {
    var lines = ["\(style(.bad, "strata:")) \(TerminalText.line(message))"]
    if let place { lines.append("  \(style(.quiet, "at:")) \(TerminalText.line(place))") }
    for cause in causes {
      lines.append("  \(style(.quiet, "because:")) \(TerminalText.line(cause))")
    }
    if let remedy { lines.append("  \(style(.quiet, "try:")) \(TerminalText.line(remedy))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// For programs: one line of JSON with a line break at the end.
  func json() -> String {
    struct Body: Encodable {
      let code: String
      let message: String
      let place: Nullable<String>
      let remedy: Nullable<String>
      let causes: [String]
      let exit_status: Int32
    }
    let body = Body(
      code: code.rawValue, message: message, place: .init(place), remedy: .init(remedy),
      causes: causes, exit_status: status.rawValue)
    return ((try? JSONOutput.line(["error": body])) ?? #"{"error":{"code":"\#(code)"}}"#) + "\n"
  }

  // MARK: - The chain

  // A chain that refers to itself cannot be made of values, but a long one must end somewhere.
  private static let longestChain = 16

  private static func chain(under error: StrataError) -> [String] {
    var result: [String] = []
    var next = error.cause
    while let cause = next, result.count < longestChain {
      if let own = cause as? StrataError {
        result.append(own.description)
        next = own.cause
      } else {
        result.append(sentence(of: cause))
        next = nil
      }
    }
    return result
  }

  private static func remedies(under error: StrataError) -> [String] {
    var result: [String] = []
    var next = error.cause as? StrataError
    while let own = next, result.count < longestChain {
      if let remedy = own.remedy { result.append(remedy) }
      next = own.cause as? StrataError
    }
    return result
  }

  private static func sentence(of error: any Error) -> String {
    switch error {
    case let error as Errno: error.description
    case let error as any LocalizedError: error.errorDescription ?? String(describing: error)
    default: String(describing: error)
    }
  }
}
