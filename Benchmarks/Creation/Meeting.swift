import Glibc
import SystemPackage

/// Lets processes begin together, however long each took to start: each says that it is there, and
/// begins when all are.
struct Meeting {
  let folder: FilePath

  private static let patienceSeconds = 60.0
  private static let pauseMicroseconds: UInt32 = 1000

  /// What one of the processes does.
  func attend(as process: Int) throws {
    try put(name(of: process))
    try wait(for: ["begin"])
  }

  /// What the one does that started them.
  func begin(with count: Int) throws {
    try wait(for: (0..<count).map(name))
    try put("begin")
  }

  private func name(of process: Int) -> String { "ready-\(process)" }

  private func put(_ name: String) throws {
    try FileDescriptor.open(
      folder.appending(name), .writeOnly, options: [.create, .exclusiveCreate],
      permissions: .ownerReadWrite
    ).close()
  }

  private func wait(for names: [String]) throws {
    let watch = Stopwatch()
    for name in names {
      while access(folder.appending(name).string, F_OK) != 0 {
        guard watch.seconds < Self.patienceSeconds else {
          throw BenchmarkError("\(name) did not come within \(Int(Self.patienceSeconds)) seconds")
        }
        usleep(Self.pauseMicroseconds)
      }
    }
  }
}
