import Crypto
import Foundation
import StrataCore
import StrataStore
import SystemPackage

/// The verification of a whole log by the command, against SHA-256 over the bytes of its records: one
/// digest over all of them, and one for each record.
struct VerificationBenchmark {
  let folder: Folder
  let strata: String
  let progress: Progress

  private static let peakBytes = 200.0 * 1e6
  private static let repetitions = 3

  func run(_ journal: JournalStore) async throws -> [Comparison] {
    progress.say("verification", part: nil, "\(journal.entries) entries")
    let sample = try await records(of: journal)
    let bytes = Double(sample.reduce(0) { $0 + $1.count }) / Double(sample.count)
    let total = bytes * Double(journal.entries) / 1e6
    var (whole, each, ours, peak) = ([Double](), [Double](), [Double](), 0)
    for _ in 0..<Self.repetitions {
      whole.append(total / Self.secondsHashing(journal.entries, Int(bytes)))
      each.append(total / Self.secondsHashing(journal.entries, of: sample))
      let child = try ChildProcess.run(
        [strata, "audit", "verify", "--store", journal.root.string], watchingMemory: true)
      guard child.status == 0 else {
        throw BenchmarkError("strata audit verify ended with \(child.status)")
      }
      ours.append(total / child.seconds)
      peak = max(peak, child.peakBytes)
    }
    let part = "verification of \(journal.entries) entries, \(Int(total)) MB of records"
    func speed(_ baseline: String, _ values: [Double]) -> Comparison {
      Comparison(
        part: part, subject: "strata audit verify, whole process",
        value: Statistics.median(ours), baseline: baseline,
        baselineValue: Statistics.median(values), unit: .megabytesPerSecond)
    }
    return [
      speed("SHA-256 over the bytes in one piece, one core", whole).aiming(atLeast: 1.0 / 3),
      speed("SHA-256 of each record, one core", each),
      Comparison(
        part: part, subject: "peak memory", value: Double(peak), baseline: "200 MB",
        baselineValue: Self.peakBytes, unit: .bytes
      ).aiming(atMost: 1),
    ]
  }

  private func records(of journal: JournalStore) async throws -> [[UInt8]] {
    var options = StoreOptions()
    options.access = .reading
    let store = try SessionStore.open(at: journal.root, options: options)
    let records = try store.entries(from: Int64(journal.entries / 2), limit: 2000).map {
      try $0.record()
    }
    try await store.close()
    return records
  }

  private static func secondsHashing(_ count: Int, _ bytes: Int) -> Double {
    let piece = [UInt8](repeating: 0x61, count: 1 << 20)
    let watch = Stopwatch()
    var hash = SHA256()
    var left = count * bytes
    while left > 0 {
      hash.update(data: piece[..<min(left, piece.count)])
      left -= piece.count
    }
    _ = hash.finalize()
    return watch.seconds
  }

  private static func secondsHashing(_ count: Int, of sample: [[UInt8]]) -> Double {
    let watch = Stopwatch()
    for index in 0..<count { _ = SHA256.hash(data: sample[index % sample.count]) }
    return watch.seconds
  }
}
