import CSignals
import Glibc
import StrataCore

/// One run of a command: what it writes is passed on and kept, signals are handed on.
struct CommandRun {
  /// How it ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
    /// It never ran; the error number says why.
    case notStarted(Int32)
  }

  /// What is known of a run.
  struct Outcome {
    var end: End
    var milliseconds: Int64
    /// What it wrote; nil where nobody looked.
    var output: OutputKeeper?
  }

  private let relay: SignalRelay
  private var keeper: OutputKeeper?
  private var passages: [Passage] = []

  /// A run whose output goes through `keeper`; without one the command has our own descriptors, and a
  /// terminal stays a terminal.
  init(relay: SignalRelay, keeper: OutputKeeper?) {
    self.relay = relay
    self.keeper = keeper
  }

  /// Runs a program to its end, and until nobody can write to its output any more.
  ///
  /// - Throws: ``StrataError`` with code `storage` where the system has no pipe left.
  mutating func run(_ arguments: [String]) throws(StrataError) -> Outcome {
    if keeper != nil { passages = [Passage(try Pipe(), to: 1), Passage(try Pipe(), to: 2)] }
    let begin = ContinuousClock.now
    let child: ChildProcess
    do {
      child = try ChildProcess(
        starting: arguments, output: passages.first?.pipe.writeEnd,
        error: passages.last?.pipe.writeEnd, defaults: [SIGPIPE], mask: relay.mask)
    } catch {
      for index in passages.indices {
        passages[index].closeWriteEnd()
        passages[index].close()
      }
      return Outcome(end: .notStarted(error.code), milliseconds: begin.milliseconds, output: keeper)
    }
    for passage in passages { passage.closeWriteEnd() }
    var outcome: Outcome?
    while outcome == nil || passages.contains(where: \.isOpen) {
      if outcome == nil, let end = Self.end(of: child) {
        outcome = Outcome(end: end, milliseconds: begin.milliseconds, output: nil)
        continue
      }
      passOn()
      for arrival in relay.arrivals() {
        if outcome == nil {
          hand(arrival, to: child)
        } else if Self.deadly.contains(arrival.signal) {
          // Somebody else still holds the output; nobody waits for that after being told to end.
          for index in passages.indices { passages[index].close() }
        }
      }
    }
    var whole = outcome ?? Outcome(end: .exit(0), milliseconds: begin.milliseconds, output: nil)
    whole.output = keeper
    return whole
  }

  private static let deadly = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Waits until something can be passed on or a signal comes, and passes on one piece of each stream.
  /// Nothing is read while a piece has not been written yet, so that the order stays what it was.
  private mutating func passOn() {
    var waited = [pollfd(fd: relay.descriptor, events: Int16(POLLIN), revents: 0)]
    let isPending = passages.contains(where: \.isPending)
    var indices: [Int] = []
    for (index, passage) in passages.enumerated()
    where passage.isOpen && passage.isPending == isPending {
      indices.append(index)
      waited.append(passage.waited)
    }
    guard poll(&waited, nfds_t(waited.count), -1) > 0 else { return }
    for (index, ready) in zip(indices, waited.dropFirst()) where ready.revents != 0 {
      if isPending {
        passages[index].write()
      } else if let piece = passages[index].read() {
        keeper?.add(piece)
      }
    }
  }

  private func hand(_ arrival: SignalRelay.Arrival, to child: ChildProcess) {
    if !arrival.isFromTerminal { kill(child.id, arrival.signal) }
    // Whoever waits for us must see that we stopped; going on comes as a signal again.
    if arrival.signal == SIGTSTP { kill(getpid(), SIGSTOP) }
  }

  /// How the child ended, or nil where it has not.
  private static func end(of child: ChildProcess) -> End? {
    var status: Int32 = 0
    var found: pid_t
    repeat { found = waitpid(child.id, &status, WNOHANG) } while found == -1 && errno == EINTR
    if found == -1 { return .notStarted(errno) }
    guard found == child.id else { return nil }
    var value: Int32 = 0
    return strata_process_end(status, &value) == 1 ? .exit(value) : .signal(value)
  }
}

extension ContinuousClock.Instant {
  /// How long ago it was.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = duration(to: .now).components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}

/// The way of one stream: from the command's pipe to our own descriptor.
private struct Passage {
  let pipe: Pipe
  private let target: Int32
  private(set) var isOpen = true
  private var pending: ArraySlice<UInt8> = []

  /// A pipe that is ready takes that much without making anybody wait (PIPE_BUF).
  private static let pieceBytes = 4096

  init(_ pipe: Pipe, to target: Int32) {
    self.pipe = pipe
    self.target = target
  }

  /// Whether something was read and not written yet.
  var isPending: Bool { isOpen && !pending.isEmpty }

  /// What to wait for.
  var waited: pollfd {
    isPending
      ? pollfd(fd: target, events: Int16(POLLOUT), revents: 0)
      : pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
  }

  func closeWriteEnd() { Glibc.close(pipe.writeEnd) }

  /// Closes our end: the command is told so when it writes again, as it would be without us.
  mutating func close() {
    if isOpen { Glibc.close(pipe.readEnd) }
    isOpen = false
  }

  /// Reads a piece that is there; nil at the end.
  mutating func read() -> ArraySlice<UInt8>? {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(pipe.readEnd, &bytes, bytes.count)
    if count < 0, errno == EINTR { return nil }
    guard count > 0 else {
      close()
      return nil
    }
    pending = bytes[..<count]
    return pending
  }

  /// Writes a piece of what is pending.
  mutating func write() {
    let piece = pending.prefix(Self.pieceBytes)
    let count = piece.withUnsafeBytes { Glibc.write(target, $0.baseAddress, $0.count) }
    if count >= 0 {
      pending = pending.dropFirst(count)
    } else if errno != EINTR, errno != EAGAIN {
      close()
    }
  }
}
