/// A command that ran in a session: what a `command.executed` entry says (rows D1, E1).
///
/// ``commandLine`` and ``output`` may hold anything, so they lie apart from the entry and can be erased
/// (row D6). Secrets must be redacted before they are put in here (``Redactor``).
public struct CommandRecord: Hashable, Sendable {
  /// Where it ran.
  public enum Mode: String, Sendable, Codable, CaseIterable {
    /// On this machine.
    case local
    /// On another one, through ssh.
    case ssh
  }

  /// What became of it.
  public enum Status: String, Sendable, Codable, CaseIterable {
    /// It ended with 0.
    case success
    /// It ended with another status.
    case failure
    /// It could not be started, or its host could not be reached.
    case error
    /// A signal ended it.
    case signalled
  }

  /// What kind of command it is, for example the program's name.
  public var type: String
  /// What of the kind it asked for, as Seed A has it.
  public var fields: [String]
  /// Where it ran.
  public var mode: Mode
  /// The machine on which it ran.
  public var host: String
  /// The ssh connection, in mode `ssh`.
  public var connection: SSHConnection?
  /// How long it ran, in milliseconds.
  public var durationMilliseconds: Int64
  /// What became of it.
  public var status: Status
  /// Its exit status, where it ended by itself.
  public var exitCode: Int?
  /// The number of the signal that ended it.
  public var signal: Int?
  /// How much it wrote, in bytes; nil where nobody counted.
  public var outputByteCount: Int64?
  /// Whether the answer came from a cache and nothing ran.
  public var isFromCache: Bool
  /// How many secrets were redacted.
  public var redactionCount: Int
  /// Who ran it; nil for the session's user.
  public var user: String?
  /// The whole command.
  public var commandLine: String?
  /// What it wrote, or the beginning and the end of that.
  public var output: [UInt8]?

  /// How long a kept command line may be, in bytes.
  public static let maximumCommandBytes = 65_536
  /// How long a kept output may be, in bytes.
  public static let maximumOutputBytes = 16 << 20
  private static let maximumFields = 64

  /// Makes a record.
  public init(
    type: String, fields: [String] = [], mode: Mode = .local, host: String,
    connection: SSHConnection? = nil, durationMilliseconds: Int64, status: Status,
    exitCode: Int? = nil, signal: Int? = nil, outputByteCount: Int64? = nil,
    isFromCache: Bool = false, redactionCount: Int = 0, user: String? = nil,
    commandLine: String? = nil, output: [UInt8]? = nil
  ) {
    self.type = type
    self.fields = fields
    self.mode = mode
    self.host = host
    self.connection = connection
    self.durationMilliseconds = durationMilliseconds
    self.status = status
    self.exitCode = exitCode
    self.signal = signal
    self.outputByteCount = outputByteCount
    self.isFromCache = isFromCache
    self.redactionCount = redactionCount
    self.user = user
    self.commandLine = commandLine
    self.output = output
  }

  /// The particulars of the entry, in the shape of Seed A's `shell-command-events`.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` and the field that is wrong.
  package func body() throws(StrataError) -> JSONValue {
    try check()
    var command: [String: JSONValue] = ["type": .string(type)]
    if !fields.isEmpty { command["fields"] = .array(fields.map(JSONValue.string)) }
    var execution: [String: JSONValue] = [
      "mode": .string(mode.rawValue), "host": .string(host),
      "duration_ms": .integer(durationMilliseconds), "status": .string(status.rawValue),
    ]
    execution["exit_code"] = exitCode.map { .integer(Int64($0)) }
    execution["signal"] = signal.map { .integer(Int64($0)) }
    execution["connection"] = connection?.json
    var metadata: [String: JSONValue] = ["from_cache": .bool(isFromCache)]
    metadata["output_size_bytes"] = outputByteCount.map(JSONValue.integer)
    metadata["output_kept_bytes"] = output.map { .integer(Int64($0.count)) }
    if redactionCount > 0 { metadata["redactions"] = .integer(Int64(redactionCount)) }
    return .object([
      "command": .object(command), "execution": .object(execution), "metadata": .object(metadata),
    ])
  }

  private func check() throws(StrataError) {
    try RecordText.check(type, "command's type")
    for field in fields { try RecordText.check(field, "command's field") }
    try RecordText.check(host, "command's host")
    try RecordText.check(user, "user")
    try connection?.check()
    let limits: [(String, Int, Int)] = [
      ("fields", fields.count, Self.maximumFields),
      ("bytes of the command line", commandLine?.utf8.count ?? 0, Self.maximumCommandBytes),
      ("bytes of output", output?.count ?? 0, Self.maximumOutputBytes),
    ]
    for (what, count, limit) in limits where count > limit {
      throw StrataError(
        .invalidInput, "\(count) are too many \(what): \(limit) are the most that is kept",
        remedy: "keep less of it")
    }
    guard durationMilliseconds >= 0, outputByteCount ?? 0 >= 0, redactionCount >= 0,
      (0...255).contains(exitCode ?? 0), (1...64).contains(signal ?? 1)
    else {
      throw StrataError(
        .invalidInput, "a number of the command is out of range",
        remedy: "an exit status is 0 to 255, a signal 1 to 64, nothing else is negative")
    }
  }
}
