import Glibc
import StrataCore

/// Another machine, as `--ssh` names it: `[user@]host[:port]`.
struct RemoteHost: Equatable {
  var user: String?
  var host: String
  var port: Int?

  /// Parses a name; an IPv6 address with a port stands in brackets.
  ///
  /// - Throws: ``StrataError`` with code `usage`.
  init(parsing text: String) throws(StrataError) {
    var rest = Substring(text)
    if let at = rest.lastIndex(of: "@") {
      user = String(rest[..<at])
      rest = rest[rest.index(after: at)...]
    }
    var number: Substring?
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      let after = rest[rest.index(after: end)...]
      if after.hasPrefix(":") { number = after.dropFirst() }
      if !after.isEmpty, number == nil { throw Self.refusal(of: text) }
      rest = rest[rest.index(after: rest.startIndex)..<end]
    } else if let colon = rest.firstIndex(of: ":"), rest.lastIndex(of: ":") == colon {
      number = rest[rest.index(after: colon)...]
      rest = rest[..<colon]
    }
    if let number {
      guard let value = Int(number), (1...65_535).contains(value) else {
        throw Self.refusal(of: text)
      }
      port = value
    }
    host = String(rest)
    // What begins with a hyphen would be an option to ssh.
    for part in [user, host].compactMap({ $0 }) {
      guard !part.isEmpty, !part.hasPrefix("-"),
        part.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
      else { throw Self.refusal(of: text) }
    }
  }

  private static func refusal(of text: String) -> StrataError {
    StrataError(
      .usage, "\(text.debugDescription) names no machine",
      remedy: "give [user@]host[:port], an IPv6 address with a port as [::1]:22")
  }

  /// What ssh is told.
  var destination: String { user.map { "\($0)@\(host)" } ?? host }
}

/// The system's `ssh`, and what it makes of a name by its own configuration.
struct SecureShell {
  let remote: RemoteHost
  /// A configuration file instead of the user's own.
  let configuration: String?

  /// Where a connection goes.
  struct Settings: Equatable {
    var host: String
    var port: Int
    /// Whether connections are shared (ControlMaster), so that one may stay open.
    var isShared: Bool
  }

  /// The words that run a command there. The other machine's shell takes it apart again, so each of
  /// its words is quoted.
  func words(for command: [String], withTerminal: Bool) -> [String] {
    let line = command.map { word in
      "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
        + "'"
    }
    return words(
      (withTerminal ? ["-t"] : []) + ["--", remote.destination, line.joined(separator: " ")])
  }

  private func words(_ rest: [String]) -> [String] {
    ["ssh"] + (configuration.map { ["-F", $0] } ?? [])
      + (remote.port.map { ["-p", "\($0)"] } ?? [])
      + rest
  }

  /// What ssh itself says; what was given where it says nothing.
  func settings() -> Settings {
    var settings = Settings(host: remote.host, port: remote.port ?? 22, isShared: false)
    guard let answer = Self.answer(to: words(["-G", "--", remote.destination])), answer.status == 0
    else { return settings }
    for line in answer.text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { continue }
      switch words[0] {
      case "hostname": settings.host = String(words[1])
      case "port": settings.port = Int(words[1]) ?? settings.port
      case "controlpath": settings.isShared = words[1] != "none"
      default: break
      }
    }
    return settings
  }

  /// What has become of the connection after a command.
  func state(by settings: Settings) -> SSHConnection.State {
    guard settings.isShared,
      Self.answer(to: words(["-O", "check", "--", remote.destination]))?.status == 0
    else { return .closed }
    return .idle
  }

  private static func answer(to words: [String]) -> (text: String, status: Int32)? {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nothing) }
    guard let pipe = try? Pipe() else { return nil }
    defer { close(pipe.readEnd) }
    let child = try? ChildProcess(words, input: nothing, output: pipe.writeEnd, error: nothing)
    close(pipe.writeEnd)
    guard let child else { return nil }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(pipe.readEnd, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      text += piece[..<count]
    }
    return (String(decoding: text, as: UTF8.self), child.wait())
  }
}
