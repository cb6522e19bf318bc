import Foundation
import StrataAnalysis
import StrataCore
import StrataStore
import SystemPackage

/// The trace of a session of 100 entries in a large store, against the same in a small one; then the
/// verification of both stores' logs, against SHA-256 over the same bytes.
struct TraceBenchmark {
  let folder: Folder
  let strata: String
  let large: Int
  let progress: Progress

  private static let small = 10_000
  private static let repetitions = 60

  func run() async throws -> [Comparison] {
    let small = try await JournalStore.make(
      at: folder.path("small-journal"), entries: Self.small, progress: progress)
    let large = try await JournalStore.make(
      at: folder.path("large-journal"), entries: self.large, progress: progress)
    let verification = VerificationBenchmark(
      folder: folder, strata: strata, progress: progress)
    return try await compareTraces(small, large) + verification.run(large)
  }

  private func compareTraces(
    _ small: JournalStore, _ large: JournalStore
  ) async throws -> [Comparison] {
    progress.say("trace", part: nil, "\(JournalStore.tracedEntries) entries")
    let stores = try [small, large].map { journal in
      var options = StoreOptions()
      options.access = .reading
      return (try SessionStore.open(at: journal.root, options: options), journal)
    }
    var times: [[Double]] = [[], []]
    for _ in 0..<Self.repetitions {
      for (index, (store, journal)) in stores.enumerated() {
        let watch = Stopwatch()
        let records = try store.layerRecords(of: .id(journal.traced))
        let reports = LayerReport.all(of: records)
        guard records.entries.count == JournalStore.tracedEntries, reports.count == 5 else {
          throw BenchmarkError("the trace has \(records.entries.count) entries")
        }
        times[index].append(watch.seconds)
      }
    }
    for (store, _) in stores { try await store.close() }
    var whole: [[Double]] = [[], []]
    for _ in 0..<Self.repetitions / 6 {
      for (index, journal) in [small, large].enumerated() {
        whole[index].append(try seconds(tracing: journal))
      }
    }
    return [
      comparison("in a process", times), comparison("strata trace --json, whole process", whole),
    ]
  }

  private func comparison(_ subject: String, _ times: [[Double]]) -> Comparison {
    Comparison(
      part: "trace of a session of \(JournalStore.tracedEntries) entries, median",
      subject: "\(subject), \(large) entries in the store", value: Statistics.median(times[1]),
      baseline: "\(Self.small) entries in the store", baselineValue: Statistics.median(times[0]),
      unit: .seconds
    ).aiming(atMost: 1.5)
  }

  private func seconds(tracing journal: JournalStore) throws -> Double {
    let child = try ChildProcess.run([
      strata, "trace", journal.traced.description, "--json", "--store", journal.root.string,
    ])
    guard child.status == 0 else { throw BenchmarkError("strata trace ended with \(child.status)") }
    return child.seconds
  }
}
