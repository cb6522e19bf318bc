import Foundation
import Glibc
import SystemPackage

/// The machine that the figures hold for.
struct Machine: Codable {
  var cores: Int
  var processor: String
  var memoryBytes: Int
  var kernel: String
  var fileSystem: String
  var time: String
  /// One write of 4 KB in place and its flush, alone: the median before the run and after it.
  var flushMicroseconds: Double
  var flushMicrosecondsAtEnd: Double?
  /// Processes that wanted to run in the minute before.
  var loadBefore: Double

  /// Looks at the machine and at the disk that a folder lies on.
  static func look(at folder: Folder) throws -> Machine {
    let load = contents("/proc/loadavg").split(separator: " ").first
    return Machine(
      cores: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      processor: field("model name", of: "/proc/cpuinfo") ?? "unknown processor",
      memoryBytes: Int(ProcessInfo.processInfo.physicalMemory),
      kernel: contents("/proc/sys/kernel/ostype") + " " + contents("/proc/sys/kernel/osrelease"),
      fileSystem: try fileSystem(of: folder.root), time: Date.now.formatted(.iso8601),
      flushMicroseconds: try flushMicroseconds(in: folder),
      loadBefore: load.flatMap { Double($0) } ?? 0)
  }

  /// The median time of a write in place with its flush, in microseconds.
  static func flushMicroseconds(in folder: Folder) throws -> Double {
    let file = try FileDescriptor.open(
      folder.path(folder.freshName("flushes")), .writeOnly, options: .create,
      permissions: .ownerReadWrite)
    let block = [UInt8](repeating: 1, count: 4096)
    try file.writeAll(block)
    guard fsync(file.rawValue) == 0 else { throw BenchmarkError.system("fsync") }
    let times = try (0..<200).map { _ in
      let watch = Stopwatch()
      try file.writeAll(toAbsoluteOffset: 0, block)
      guard fdatasync(file.rawValue) == 0 else { throw BenchmarkError.system("fdatasync") }
      return watch.seconds * 1e6
    }
    try file.close()
    return Statistics.median(times)
  }

  /// The kind of the mount with the longest path above the folder.
  private static func fileSystem(of folder: FilePath) throws -> String {
    guard let resolved = realpath(folder.string, nil) else {
      throw BenchmarkError.system("looking at \(folder)")
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    let mounts = contents("/proc/self/mounts").split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    let above = mounts.filter { mount in
      mount.count > 2 && (mount[1] == "/" || path == mount[1] || path.hasPrefix(mount[1] + "/"))
    }
    return above.max { $0[1].count < $1[1].count }?[2] ?? "unknown"
  }

  private static func field(_ name: String, of file: String) -> String? {
    contents(file).split(separator: "\n").first { $0.hasPrefix(name) }?
      .split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
  }

  private static func contents(_ path: String) -> String {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension Machine {
  /// What keeps the figures from meaning what they seem to.
  var warnings: [String] {
    var warnings: [String] = []
    if ["tmpfs", "ramfs", "overlay"].contains(fileSystem) {
      warnings.append(
        "the folder lies on \(fileSystem), where a flush means little: give --folder on a disk")
    }
    if loadBefore > Double(cores) / 2 {
      warnings.append("other programs were running (load \(loadBefore)): repeat on a quiet machine")
    }
    if let end = flushMicrosecondsAtEnd,
      max(end, flushMicroseconds) > 3 * min(end, flushMicroseconds)
    {
      warnings.append("a flush took \(Int(flushMicroseconds)) µs before and \(Int(end)) µs after")
    }
    return warnings
  }

  /// Two lines for a person.
  var text: String {
    "\(cores) cores (\(processor)), \(memoryBytes >> 30) GiB, \(kernel), \(fileSystem); "
      + "4 KB written and flushed in \(Int(flushMicroseconds)) µs\n\(time)"
  }
}
