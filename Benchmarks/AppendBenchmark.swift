import StrataCore
import StrataStore
import SystemPackage

/// What a turn costs in a long session, against a short one.
struct AppendBenchmark {
  let folder: Folder
  let progress: Progress

  private static let short = 10
  private static let long = 10_000
  private static let appends = 300

  func run() async throws -> [Comparison] {
    var comparisons: [Comparison] = []
    for directory in StrataStarts.Directory.allCases {
      progress.say("append", part: nil, directory.words)
      comparisons.append(try await compare(directory))
    }
    return comparisons
  }

  private func compare(_ directory: StrataStarts.Directory) async throws -> Comparison {
    let root = folder.path(folder.freshName("append"))
    let store = try SessionStore.initialize(at: root, options: directory.options)
    let longOne = try await session(of: Self.long, in: store, customer: 0)
    // Short ones change often enough to stay short.
    var shortOnes: [SessionName] = []
    for number in 0..<(Self.appends / Self.short) {
      shortOnes.append(try await session(of: Self.short, in: store, customer: 1 + number))
    }
    var times: (long: [Double], short: [Double]) = ([], [])
    for number in 0..<Self.appends {
      times.long.append(try await append(number, to: longOne, in: store))
      times.short.append(try await append(number, to: shortOnes[number / Self.short], in: store))
    }
    try await store.close()
    return Comparison(
      part: "append of one turn, median", subject: "to \(Self.long) turns, \(directory.words)",
      value: Statistics.median(times.long), baseline: "to \(Self.short) turns",
      baselineValue: Statistics.median(times.short), unit: .seconds
    ).aiming(atMost: 1.25)
  }

  private func session(
    of turns: Int, in store: SessionStore, customer: Int
  ) async throws -> SessionName {
    var request = try SampleSession.request(0, customer: customer)
    request.turns = (0..<turns).map(SampleSession.turn)
    return .id(try await store.start(request).id)
  }

  private func append(
    _ number: Int, to name: SessionName, in store: SessionStore
  ) async throws -> Double {
    let turn = SampleSession.turn(number)
    let watch = Stopwatch()
    _ = try await store.append([turn], to: name)
    return watch.seconds
  }
}
