import CSignals
import Glibc
import StrataCore

/// Signals that this process gets on behalf of the command that it runs.
///
/// Both are in one process group, so what the terminal sends reaches both; only what a process sends
/// to this one alone is handed on.
final class SignalRelay {
  /// A signal that came.
  struct Arrival {
    var signal: Int32
    /// Whether the terminal sent it, which means that the command has it already.
    var isFromTerminal: Bool
  }

  /// What is handed on.
  static let relayed = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH,
  ]

  private let pipe: Pipe
  /// The signals that were blocked when this program began, which the command begins with.
  let mask = strata_initial_mask()

  /// Readable when a signal has come, or a child has changed.
  var descriptor: Int32 { pipe.readEnd }

  /// Begins to catch.
  ///
  /// - Throws: ``StrataError`` with code `storage` where the system refuses.
  init() throws(StrataError) {
    pipe = try Pipe()
    for end in [pipe.readEnd, pipe.writeEnd] {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for signal in Self.relayed + [SIGCHLD] {
      sigaddset(&unblocked, signal)
      // A parent that does not care for its children may have left theirs ignored.
      let code = strata_catch_signal(signal, pipe.writeEnd, signal == SIGCHLD ? 1 : 0)
      guard code == 0 else {
        throw StrataError(
          .storage, "signals cannot be caught: \(String(cString: strerror(code)))")
      }
    }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

  /// What has come since it was last asked; changes of children are not among it.
  func arrivals() -> [Arrival] {
    var bytes = [UInt8](repeating: 0, count: 128)
    var arrivals: [Arrival] = []
    while true {
      let count = read(pipe.readEnd, &bytes, bytes.count)
      guard count > 0 else { return arrivals }
      for index in stride(from: 0, to: count - 1, by: 2) where Int32(bytes[index]) != SIGCHLD {
        arrivals.append(
          Arrival(signal: Int32(bytes[index]), isFromTerminal: bytes[index + 1] == 1))
      }
    }
  }
}
