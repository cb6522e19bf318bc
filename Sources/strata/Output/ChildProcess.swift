import CSignals
import Foundation
import Glibc
import StrataCore

/// Another program, started with its own standard streams.
///
/// It stays in our process group, because a pager must read the terminal, and gets the usual
/// answers to signals back, which this command changes for itself.
struct ChildProcess {
  let id: pid_t

  /// Why a program could not be started.
  struct Failure: Error {
    let program: String
    /// The error number.
    let code: Int32
  }

  /// Starts a program found on the path. A stream that is nil is inherited.
  ///
  /// - Parameters:
  ///   - defaults: the signals that it meets as if nobody had asked for anything else. Those that
  ///     this process catches are among them by themselves.
  ///   - mask: the signals that it begins with blocked; nil for those of the calling thread.
  /// - Throws: ``Failure``.
  init(
    starting arguments: [String], input: Int32? = nil, output: Int32? = nil, error: Int32? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    defaults: [Int32] = [SIGPIPE, SIGINT], mask: sigset_t? = nil
  ) throws(Failure) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, source) in [(0, input), (1, output), (2, error)] {
      if let source { posix_spawn_file_actions_adddup2(&actions, source, Int32(target)) }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in defaults { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var flags = Int16(POSIX_SPAWN_SETSIGDEF)
    if var mask {
      posix_spawnattr_setsigmask(&attributes, &mask)
      flags |= Int16(POSIX_SPAWN_SETSIGMASK)
    }
    posix_spawnattr_setflags(&attributes, flags)

    let program = arguments.first ?? ""
    var process: pid_t = 0
    let code = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawnp(&process, program, &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else { throw Failure(program: program, code: code) }
    id = process
  }

  /// Starts a program found on the path, as ``init(starting:input:output:error:environment:defaults:mask:)``
  /// does.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where it cannot be started.
  init(
    _ arguments: [String], input: Int32? = nil, output: Int32? = nil, error: Int32? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(StrataError) {
    do {
      try self.init(
        starting: arguments, input: input, output: output, error: error, environment: environment)
    } catch {
      throw StrataError(
        .notFound,
        "'\(error.program)' cannot be started: \(String(cString: strerror(error.code)))")
    }
  }

  /// Waits until it ends.
  ///
  /// - Returns: its exit status, or 128 and the number of the signal that ended it.
  @discardableResult
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) == -1 {
      if errno != EINTR { return -1 }
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }

  /// Ends it at once.
  func terminate() {
    kill(id, SIGKILL)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return body(pointers)
  }
}

/// A pipe whose ends are not inherited by children unless they are passed on purpose.
struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(StrataError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw StrataError(.storage, "no pipe can be made: \(String(cString: strerror(errno)))")
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }
}
