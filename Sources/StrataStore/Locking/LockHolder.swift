import Glibc
import StrataCore
import SystemPackage

/// Who holds a lock or waits for one: a process, named so that no other is ever taken for it.
public struct LockHolder: Hashable, Sendable, Codable {
  /// The user's name.
  public var user: String
  /// The machine's name.
  public var host: String
  /// The kernel's number of this boot.
  public var bootID: String
  /// The namespace that the process id belongs to; containers of one machine have their own.
  public var pidNamespace: String
  /// The process id.
  public var process: Int32
  /// When the process started, in clock ticks since boot; tells a recycled process id.
  public var startTime: UInt64

  /// Makes a holder.
  public init(
    user: String, host: String, bootID: String, pidNamespace: String, process: Int32,
    startTime: UInt64
  ) {
    self.user = user
    self.host = host
    self.bootID = bootID
    self.pidNamespace = pidNamespace
    self.process = process
    self.startTime = startTime
  }

  /// This process. `user` stands for the name of its user, where that is someone's deputy.
  public static func current(user: String? = nil) -> LockHolder {
    let process = getpid()
    return LockHolder(
      user: user ?? userName(), host: hostName(),
      bootID: firstLine(of: "/proc/sys/kernel/random/boot_id"), pidNamespace: pidNamespaceName(),
      process: process, startTime: ProcessStatus(of: process)?.startTime ?? 0)
  }

  /// Whether the two run where each can see whether the other lives.
  func isNeighbour(of other: LockHolder) -> Bool {
    host == other.host && bootID == other.bootID && pidNamespace == other.pidNamespace
  }

  /// Whether a process that runs on this machine, in this namespace, is still running. Where it
  /// cannot be told, it is.
  public static func isRunning(_ holder: LockHolder) -> Bool {
    // Holders write these files; 0 and -1 would stand for whole groups of processes.
    guard holder.process > 0 else { return false }
    if kill(holder.process, 0) != 0, errno == ESRCH { return false }
    guard let status = ProcessStatus(of: holder.process) else { return true }
    return status.startTime == holder.startTime && !status.hasEnded
  }

  enum CodingKeys: String, CodingKey {
    case user, host
    case bootID = "boot_id"
    case pidNamespace = "pid_namespace"
    case process
    case startTime = "process_start"
  }

  private static func userName() -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    let id = geteuid()
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
      guard let start = buffer.baseAddress,
        getpwuid_r(id, &entry, start, buffer.count, &found) == 0, let name = found?.pointee.pw_name
      else { return "user \(id)" }
      return String(cString: name)
    }
  }

  private static func hostName() -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress, gethostname(start, 255) == 0 else { return "" }
      start[255] = 0
      return String(cString: start)
    }
  }

  private static func pidNamespaceName() -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let count = readlink("/proc/self/ns/pid", start, 255)
      guard count >= 0 else { return "" }
      start[count] = 0
      return String(cString: start)
    }
  }

  private static func firstLine(of path: FilePath) -> String {
    let bytes =
      (try? OpenFile.using(path, O_RDONLY) { file throws(Errno) in
        try file.read(at: 0, count: 256)
      }) ?? []
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}

/// What the kernel says of a process in `/proc/{id}/stat`.
struct ProcessStatus: Equatable {
  /// When it started, in clock ticks since boot.
  let startTime: UInt64
  /// Whether it has ended and only waits to be reaped.
  let hasEnded: Bool

  /// Reads the status of a process, or nil where there is none to be seen.
  init?(of process: Int32) {
    let bytes = try? OpenFile.using(FilePath("/proc/\(process)/stat"), O_RDONLY) {
      file throws(Errno) in
      try file.read(at: 0, count: 4096)
    }
    guard let bytes else { return nil }
    self.init(parsing: String(decoding: bytes, as: UTF8.self))
  }

  /// Parses the line of proc(5). The second field is the program's name in parentheses and may hold
  /// anything, parentheses too, so the fields are counted from the last one.
  init?(parsing line: String) {
    guard let end = line.lastIndex(of: ")") else { return nil }
    let fields = line[line.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let threads = Int(fields[17]), let start = UInt64(fields[19]) else {
      return nil
    }
    startTime = start
    // The first thread of a process may end before the others do, and then looks like a zombie.
    hasEnded = ["Z", "X"].contains(fields[0]) && threads <= 1
  }
}
