import AgeEncryption
import StrataCore
import StrataStore
import SystemPackage

/// A backup that goes on, against a whole one: what it costs should follow what was recorded since.
struct BackupBenchmark {
  let folder: Folder
  let progress: Progress

  private static let sessions = 10_000
  private static let chunk = 100
  /// How much is recorded before each further backup, of what was there at first.
  private static let fractions = [0.001, 0.01, 0.1]
  /// A further backup may cost so much beside its share: the manifest, the settings, a last small segment.
  private static let fixedShare = 0.05

  func run() async throws -> [Comparison] {
    let store = try SessionStore.initialize(
      at: folder.path("backup-store"), options: .behindAServer)
    try await add(0..<Self.sessions, to: store)
    let secrecy = BackupSecrecy.recipients([
      try AgeIdentity(seed: [UInt8](repeating: 1, count: 32)).recipient
    ])
    let target = folder.path("backup")
    func measured() throws -> (seconds: Double, bytes: Double) {
      let watch = Stopwatch()
      let report = try store.backUp(to: target, secrecy: secrecy)
      return (watch.seconds, Double(report.byteCount))
    }
    progress.say("backup", part: nil, "all of \(Self.sessions) sessions")
    let whole = try measured()
    var comparisons: [Comparison] = []
    var made = Self.sessions
    for fraction in Self.fractions {
      let count = Int(Double(Self.sessions) * fraction)
      try await add(made..<(made + count), to: store)
      made += count
      let further = try measured()
      func comparison(
        _ subject: String, _ value: Double, _ baseline: Double, _ unit: Comparison.Unit
      ) -> Comparison {
        Comparison(
          part: "backup, encrypted, \(Self.sessions) sessions",
          subject: "\(subject) with \(fraction * 100) % new", value: value,
          baseline: "a whole backup", baselineValue: baseline, unit: unit
        ).aiming(atMost: 2 * fraction + Self.fixedShare)
      }
      comparisons.append(comparison("time", further.seconds, whole.seconds, .seconds))
      comparisons.append(comparison("bytes written", further.bytes, whole.bytes, .bytes))
    }
    try await store.close()
    return comparisons
  }

  private func add(_ numbers: Range<Int>, to store: SessionStore) async throws {
    for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: Self.chunk) {
      progress.say("backup", part: nil, "making session \(first)")
      let end = min(first + Self.chunk, numbers.upperBound)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in first..<end {
          group.addTask {
            _ = try await store.start(SampleSession.request(number / 100, customer: number % 100))
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
