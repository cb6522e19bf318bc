import Foundation
import Glibc
import Synchronization
import SystemPackage

/// A program run to its end, measured as a whole.
struct ChildProcess {
  /// How it ended: its exit code, or 128 and the signal.
  let status: Int
  /// From before the start until after the end.
  let seconds: Double
  /// The most memory it held, in bytes, as far as it was looked at while it ran; 0 where it was not.
  let peakBytes: Int

  /// Where a child's output goes.
  enum Output {
    /// Nowhere.
    case discarded
    /// To a file, which is made anew.
    case file(String)
  }

  /// A started child.
  struct Handle {
    fileprivate let id: pid_t
    fileprivate let watch: Stopwatch

    /// Waits for its end, and looks at its memory meanwhile where that is wanted.
    func wait(watchingMemory: Bool = false) throws -> ChildProcess {
      let memory = watchingMemory ? MemoryWatch(of: id) : nil
      var status: Int32 = 0
      while waitpid(id, &status, 0) < 0 {
        guard errno == EINTR else { throw BenchmarkError.system("waiting for a program") }
      }
      let signal = status & 0x7f
      return ChildProcess(
        status: signal == 0 ? Int(status >> 8 & 0xff) : 128 + Int(signal), seconds: watch.seconds,
        peakBytes: memory?.end() ?? 0)
    }
  }

  /// Looks at the highest mark of a process's memory until it is gone.
  ///
  /// What `wait4` says would include the memory of this process, which the child has until it is
  /// another program.
  private final class MemoryWatch: Sendable {
    private let state = Mutex((peak: 0, isOver: false))
    private let finished = DispatchSemaphore(value: 0)

    init(of id: pid_t) {
      Thread.detachNewThread { [self] in
        while !state.withLock({ $0.isOver }) {
          let text = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
          let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
          let bytes = line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1024 } ?? 0
          state.withLock { $0.peak = max($0.peak, bytes) }
          usleep(2000)
        }
        finished.signal()
      }
    }

    /// Ends looking.
    func end() -> Int {
      state.withLock { $0.isOver = true }
      finished.wait()
      return state.withLock { $0.peak }
    }
  }

  /// Starts a program, found in the search path where its name has no slash, without input.
  static func start(
    _ command: [String], output: Output = .discarded, errors: Output = .discarded
  ) throws -> Handle {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, output) in [(Int32(1), output), (Int32(2), errors)] {
      switch output {
      case .discarded:
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
      case .file(let path):
        posix_spawn_file_actions_addopen(
          &actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
      }
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var id: pid_t = 0
    let watch = Stopwatch()
    let code = posix_spawnp(&id, command[0], &actions, nil, &arguments, environ)
    guard code == 0 else {
      throw BenchmarkError("\(command[0]) could not be started: \(String(cString: strerror(code)))")
    }
    return Handle(id: id, watch: watch)
  }

  /// Starts a program and waits for its end.
  static func run(
    _ command: [String], output: Output = .discarded, errors: Output = .discarded,
    watchingMemory: Bool = false
  ) throws -> ChildProcess {
    try start(command, output: output, errors: errors).wait(watchingMemory: watchingMemory)
  }

  /// Runs a program that has to succeed and returns what it wrote.
  static func output(of command: [String], in folder: Folder) throws -> Data {
    let written = folder.path(folder.freshName("output")).string
    let errors = folder.path(folder.freshName("errors")).string
    let child = try run(command, output: .file(written), errors: .file(errors))
    guard child.status == 0 else {
      let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
      throw BenchmarkError(
        "\(command.joined(separator: " ")) ended with \(child.status): \(said.suffix(2000))")
    }
    return try Data(contentsOf: URL(filePath: written))
  }
}
