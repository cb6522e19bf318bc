import Glibc
import StrataCore
import StrataStore
import StrataTesting
import SystemPackage

/// A process for tests to run by the dozen, to stop and to kill. It reports each thing that the
/// store has acknowledged as one line of ``LoadReport``, written before the next thing is asked for.
@main struct StrataLoad {
  static func main() async {
    _ = parent
    do {
      try await run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      report(on: STDERR_FILENO, "\(error)")
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) async throws {
    guard arguments.count >= 2 else { throw usage }
    let root = FilePath(arguments[1])
    let numbers = arguments.dropFirst(3).compactMap { UInt64($0) }
    switch (arguments[0], arguments.count, numbers.count) {
    case ("create", 5, 2):
      let creation = Creation(
        customer: try CustomerID(arguments[2]), worker: Int(numbers[0]), count: Int(numbers[1]))
      try await creation.run(on: root)
    case ("churn", 4, 1):
      guard let callers = Int(arguments[2]) else { throw usage }
      try await Churn(seed: numbers[0], callers: callers).run(on: root)
    case ("hold", 3, 0):
      try await hold(try CustomerID(arguments[2]), in: root)
    case ("stranger", 3, 0):
      try await Stranger.run(on: root, customer: try CustomerID(arguments[2]))
    default: throw usage
    }
  }

  private static let usage = StrataError(
    .usage,
    "strata-load create ROOT CUSTOMER WORKER COUNT | churn ROOT CALLERS SEED | "
      + "hold ROOT CUSTOMER | stranger ROOT CUSTOMER")

  /// Takes a customer's version lock and keeps it until the process is ended.
  private static func hold(_ customer: CustomerID, in root: FilePath) async throws {
    let lock = VersionLock(
      layout: StoreLayout(root: root), fileSystem: POSIXFileSystem(),
      settings: LockSettings(clock: StoreOptions().clock))
    _ = try await lock.acquire(customer, onBreak: { _ in }, nextFence: { _ in 1 })
    report(.holding)
    while !isOrphan { _ = poll(nil, 0, 100) }
  }

  private static let parent = getppid()

  /// Whether the test that started this process is gone, so that nobody will ever end it.
  static var isOrphan: Bool { getppid() != parent }

  static func report(_ line: LoadReport) { report(line.description) }

  static func report(_ line: String) { report(on: STDOUT_FILENO, line) }

  /// One write for one line, so that a line is whole wherever the process is killed.
  private static func report(on file: Int32, _ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  }
}
