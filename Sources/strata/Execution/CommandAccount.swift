import Glibc
import StrataCore

/// What is recorded of a run: pure, from what was asked and what came of it.
struct CommandAccount {
  /// The words of the command, as they were given.
  var words: [String]
  var type: String?
  var fields: [String] = []
  var user: String?
  var isFromCache = false
  var rules: RedactionRules

  /// The record.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where a rule of redaction is wrong.
  func record(
    of outcome: CommandRun.Outcome, on host: String, over connection: SSHConnection?
  ) throws(StrataError) -> CommandRecord {
    let line = try rules.redacting(words.map(ShellWord.quoted).joined(separator: " "))
    let kept = try outcome.output.map { keeper throws(StrataError) in try keeper.finish() }
    var record = CommandRecord(
      type: type ?? Self.type(of: words.first ?? ""), fields: fields,
      mode: connection == nil ? .local : .ssh, host: host, connection: connection,
      durationMilliseconds: outcome.milliseconds,
      status: Self.status(of: outcome.end, isRemote: connection != nil),
      outputByteCount: kept?.totalByteCount, isFromCache: isFromCache,
      redactionCount: line.count + (kept?.redactionCount ?? 0), user: user,
      commandLine: Self.bounded(line.text), output: kept?.bytes)
    switch outcome.end {
    case .exit(let code): record.exitCode = Int(code)
    case .signal(let signal): record.signal = Int(signal)
    case .notStarted: break
    }
    return record
  }

  /// The status to exit with, as a shell has it.
  static func exitStatus(of end: CommandRun.End) -> Int32 {
    switch end {
    case .exit(let code): code
    case .signal(let signal): 128 + signal
    case .notStarted(let code): code == ENOENT ? 127 : 126
    }
  }

  /// ssh says with 255 that it failed itself.
  private static func status(of end: CommandRun.End, isRemote: Bool) -> CommandRecord.Status {
    switch end {
    case .exit(0): .success
    case .exit(255) where isRemote: .error
    case .exit: .failure
    case .signal: .signalled
    case .notStarted: .error
    }
  }

  /// The program's name without its folder.
  private static func type(of program: String) -> String {
    let name = program.split(separator: "/").last.map(String.init) ?? ""
    var type = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(60)
    where scalar.properties.generalCategory != .control {
      type.append(scalar)
    }
    return type.contains { !$0.properties.isWhitespace } ? String(type) : "command"
  }

  private static func bounded(_ line: String) -> String {
    let bytes = Array(line.utf8)
    guard bytes.count > CommandRecord.maximumCommandBytes else { return line }
    let note = "[strata: the rest was left out]"
    // Cutting within a character makes at most three bytes more of it.
    let room = CommandRecord.maximumCommandBytes - note.utf8.count - 3
    return String(decoding: bytes.prefix(room), as: UTF8.self) + note
  }
}
