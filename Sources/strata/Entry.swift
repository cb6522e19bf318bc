import ArgumentParser
import Foundation
import Glibc
import StrataCore

/// Where the process begins: parses, runs one verb, and turns whatever happens into words and a status.
@main
enum Entry {
  static func main() async {
    // A closed pipe is an answer to a write, not the end of a transaction that is under way.
    signal(SIGPIPE, SIG_IGN)
    exit(await status(of: Array(CommandLine.arguments.dropFirst())))
  }

  private static func status(of arguments: [String]) async -> Int32 {
    do {
      try refuseBrokenText()
      var command = try Strata.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch {
      return tell(error, arguments)
    }
  }

  private static func tell(_ error: any Error, _ arguments: [String]) -> Int32 {
    switch error {
    case is OutputClosed: return ExitStatus.done.rawValue
    case let code as ExitCode: return code.rawValue
    default: break
    }
    let report: ErrorReport
    if let own = error as? StrataError {
      report = ErrorReport(own)
    } else {
      let columns = min(max(Terminal.current.width ?? 80, 60), 100)
      let words = Strata.fullMessage(for: error, columns: columns)
      switch Strata.exitCode(for: error) {
      case .success: return show(words)
      case .validationFailure:
        let message = UnknownVerb.message(in: arguments) ?? Strata.message(for: error)
        report = EarlyOption.report(in: arguments) ?? usageReport(message, words)
      default: report = ErrorReport(error)
      }
    }
    let asJSON = arguments.prefix { $0 != "--" }.contains("--json")
    Output.complain(asJSON ? report.json() : report.text(style: Terminal.current.errorStyle))
    return report.status.rawValue
  }

  /// Help, the version, a completion script.
  private static func show(_ words: String) -> Int32 {
    do {
      try Output.print { try $0.text(words.hasSuffix("\n") ? words : words + "\n") }
      return ExitStatus.done.rawValue
    } catch {
      return tell(error, [])
    }
  }

  private static func usageReport(_ message: String, _ full: String) -> ErrorReport {
    // The parser names the help of the verb only at the end of its long form.
    let help = full.range(of: "See '", options: .backwards).map { start in
      String(full[start.upperBound...].prefix { $0 != "'" })
    }
    let first = message.prefix(1).lowercased() + message.dropFirst()
    let sentence = first.hasSuffix(".") ? String(first.dropLast()) : first
    return ErrorReport(usage: sentence, remedy: help ?? "strata --help")
  }

  /// Refuses arguments that are not UTF-8, which would reach the verbs with letters replaced.
  private static func refuseBrokenText() throws(StrataError) {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let pointer = CommandLine.unsafeArgv[index] else { continue }
      guard String(validatingCString: pointer) != nil else {
        throw StrataError(
          .usage, "argument \(index) is not UTF-8",
          remedy: "pass text in UTF-8, or in a file that is (--message-file)")
      }
    }
  }
}
