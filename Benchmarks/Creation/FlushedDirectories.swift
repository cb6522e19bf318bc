import Glibc
import Synchronization
import SystemPackage

/// What a careful program does with files: each flushed, the folder flushed, renamed into place, the
/// parent flushed. Nothing but the rename is shared between callers.
struct FlushedDirectories: Contender {
  let key = "files"
  let title = "(b) four files, fsync each, rename, parent fsync"
  let files: SessionFiles

  func prepare(in folder: FilePath, for load: Load) async throws {
    try makeDirectory(folder.appending("staging"))
    for customer in 0..<load.customers { try makeDirectory(parent(customer, in: folder)) }
  }

  func work(
    in folder: FilePath, under load: Load, process: Int, seconds: Double
  ) async throws -> Tally {
    let next = Atomic(0)
    return try Callers.blocking(load.callers, seconds: seconds) { caller, index in
      let number = next.add(1, ordering: .relaxed).newValue
      let staged = folder.appending("staging").appending("\(process)-\(number)")
      let customer = load.customer(caller: caller + process * load.callers, index: index)
      let parent = parent(customer, in: folder)
      try makeDirectory(staged)
      for (name, bytes) in files.files {
        let file = try FileDescriptor.open(
          staged.appending(name), .writeOnly, options: [.create, .exclusiveCreate],
          permissions: [.ownerReadWrite, .groupRead, .otherRead])
        try file.writeAll(bytes)
        guard fsync(file.rawValue) == 0 else { throw BenchmarkError.system("fsync") }
        try file.close()
      }
      try flushDirectory(staged)
      let place = parent.appending("v\(process + 1).\(number).0")
      guard rename(staged.string, place.string) == 0 else { throw BenchmarkError.system("rename") }
      try flushDirectory(parent)
    }
  }

  private func parent(_ customer: Int, in folder: FilePath) -> FilePath {
    folder.appending("customer-\(customer)")
  }

  private func makeDirectory(_ path: FilePath) throws {
    guard mkdir(path.string, 0o755) == 0 else { throw BenchmarkError.system("mkdir \(path)") }
  }

  private func flushDirectory(_ path: FilePath) throws {
    let directory = try FileDescriptor.open(path, .readOnly, options: .directory)
    guard fsync(directory.rawValue) == 0 else { throw BenchmarkError.system("fsync \(path)") }
    try directory.close()
  }
}
