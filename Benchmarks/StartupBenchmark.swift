import Foundation
import Glibc
import StrataCore
import StrataStore
import SystemPackage

/// The command as a whole process, from before it is started until it has ended, beside git's.
struct StartupBenchmark {
  let folder: Folder
  let strata: String
  let progress: Progress

  private static let repetitions = 20
  private static let versions = 50

  func run() async throws -> [Comparison] {
    progress.say("start-up", part: nil, "making \(Self.versions) versions")
    let store = folder.path("startup-store")
    try await build(store)
    let repository = folder.path("startup-repository")
    try makeRepository(repository)
    let customer = try SampleSession.request(0, customer: 0).customer.name
    return [
      try compare(
        "strata --version", [strata, "--version"], "git --version", ["git", "--version"]),
      try compare(
        "strata log, \(Self.versions) versions",
        [strata, "log", customer, "--store", store.string],
        "git log, \(Self.versions) commits",
        ["git", "-C", repository.string, "--no-pager", "log"]),
    ]
  }

  private func compare(
    _ subject: String, _ ours: [String], _ baseline: String, _ theirs: [String]
  ) throws -> Comparison {
    progress.say("start-up", part: nil, subject)
    var times: (ours: [Double], theirs: [Double]) = ([], [])
    for _ in 0..<Self.repetitions {
      times.ours.append(try seconds(of: ours))
      times.theirs.append(try seconds(of: theirs))
    }
    return Comparison(
      part: "a whole process, median", subject: subject, value: Statistics.median(times.ours),
      baseline: baseline, baselineValue: Statistics.median(times.theirs), unit: .seconds)
  }

  private func seconds(of command: [String]) throws -> Double {
    let child = try ChildProcess.run(command)
    guard child.status == 0 else {
      throw BenchmarkError("\(command.joined(separator: " ")) ended with \(child.status)")
    }
    return child.seconds
  }

  private func build(_ root: FilePath) async throws {
    let store = try SessionStore.initialize(at: root)
    for number in 0..<Self.versions {
      _ = try await store.start(SampleSession.request(number, customer: 0))
    }
    try await store.close()
  }

  private func makeRepository(_ path: FilePath) throws {
    func git(_ arguments: String...) throws {
      _ = try seconds(of: ["git", "-C", path.string] + arguments)
    }
    guard mkdir(path.string, 0o755) == 0 else { throw BenchmarkError.system("mkdir \(path)") }
    try git("init", "--quiet")
    try git("config", "user.name", "Benchmark")
    try git("config", "user.email", "benchmark@example.invalid")
    for number in 0..<Self.versions {
      try git("commit", "--quiet", "--allow-empty", "-m", "Session v1.\(number).0")
    }
  }
}
