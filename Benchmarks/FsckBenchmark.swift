import Foundation
import StrataCore
import StrataStore
import SystemPackage

/// A check of a whole store as a process, beside a program that reads and hashes the same files.
struct FsckBenchmark {
  let folder: Folder
  let strata: String
  /// How many sessions the store has.
  let sessions: Int
  let progress: Progress

  /// How many sessions each customer has.
  private static let versions = 100
  private static let repetitions = 3
  private static let batch = 200

  func run() async throws -> [Comparison] {
    let root = folder.path("fsck-store")
    try await build(root)
    // The files that a check reads: the journal and every session directory.
    let hashing = [
      "sh", "-c",
      "find '\(root.string)/sessions' '\(root.string)/journal.db' -type f -print0 | xargs -0 sha256sum",
    ]
    var (ours, theirs, memory): ([Double], [Double], Int) = ([], [], 0)
    for round in 0..<Self.repetitions {
      progress.say(
        "fsck", part: Double(round) / Double(Self.repetitions), "checking \(sessions) sessions")
      theirs.append(try seconds(hashing).seconds)
      let check = try seconds([strata, "fsck", "--store", root.string])
      ours.append(check.seconds)
      memory = max(memory, check.peakBytes)
    }
    return [
      Comparison(
        part: "fsck, \(sessions) sessions, most memory \(memory >> 20) MiB", subject: "strata fsck",
        value: Statistics.median(ours), baseline: "sha256sum of the same files",
        baselineValue: Statistics.median(theirs), unit: .seconds
      ).aiming(atMost: 1.5)
    ]
  }

  private func seconds(_ command: [String]) throws -> ChildProcess {
    let child = try ChildProcess.run(command, watchingMemory: true)
    guard child.status == 0 else {
      throw BenchmarkError("\(command.joined(separator: " ")) ended with \(child.status)")
    }
    return child
  }

  private func build(_ root: FilePath) async throws {
    let store = try SessionStore.initialize(
      at: root, options: StrataStarts.Directory.follows.options)
    let customers = max(1, sessions / Self.versions)
    for first in stride(from: 0, to: sessions, by: Self.batch) {
      progress.say("fsck", part: Double(first) / Double(sessions), "making \(sessions) sessions")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in first..<min(first + Self.batch, sessions) {
          group.addTask {
            _ = try await store.start(
              SampleSession.request(number, customer: number % customers))
          }
        }
        try await group.waitForAll()
      }
    }
    try await store.close()
  }
}
