import Foundation
import Glibc
import Synchronization
import SystemPackage

/// git itself: the four files added, committed, and the commit given an annotated tag.
///
/// All callers share one repository, as they would share one history of a customer; a caller that
/// meets another's lock tries again. `core.fsync` has its default, which leaves loose objects to the
/// kernel, so git promises less here than the others do.
struct GitTags: Contender {
  let key = "git"
  let title = "(c) git add, commit, tag -a"
  let files: SessionFiles

  private static let maximumTries = 2000

  func takes(_ load: Load) -> Bool {
    load.processes == 1 && load.customers == 1 && load.callers <= 8
  }

  func prepare(in folder: FilePath, for load: Load) async throws {
    for arguments in [
      ["init", "--quiet"], ["config", "user.name", "Benchmark"],
      ["config", "user.email", "benchmark@example.invalid"], ["config", "gc.auto", "0"],
    ] {
      let child = try ChildProcess.run(["git", "-C", folder.string] + arguments)
      guard child.status == 0 else { throw BenchmarkError("git \(arguments[0]) failed") }
    }
  }

  func work(
    in folder: FilePath, under load: Load, process: Int, seconds: Double
  ) async throws -> Tally {
    let next = Atomic(0)
    return try Callers.blocking(load.callers, seconds: seconds) { _, _ in
      let version = "v1.\(next.add(1, ordering: .relaxed).newValue).0"
      let directory = folder.appending(version)
      guard mkdir(directory.string, 0o755) == 0 else { throw BenchmarkError.system("mkdir") }
      for (name, bytes) in files.files {
        let file = try FileDescriptor.open(
          directory.appending(name), .writeOnly, options: .create,
          permissions: [.ownerReadWrite, .groupRead, .otherRead])
        try file.writeAll(bytes)
        try file.close()
      }
      try git(["add", "--", version], in: folder)
      // Empty is allowed because another caller's commit may have taken this one's files along.
      try git(["commit", "--quiet", "--allow-empty", "-m", "Session \(version)"], in: folder)
      try git(["tag", "-a", "-m", "Session \(version)", version], in: folder)
    }
  }

  private func git(_ arguments: [String], in folder: FilePath) throws {
    for _ in 0..<Self.maximumTries {
      if try ChildProcess.run(["git", "-C", folder.string] + arguments).status == 0 { return }
      usleep(UInt32.random(in: 500...3000))
    }
    throw BenchmarkError("git \(arguments[0]) was refused \(Self.maximumTries) times")
  }
}
