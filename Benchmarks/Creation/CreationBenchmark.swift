import SystemPackage

/// Durable creation of sessions against what else one could do with the same bytes.
struct CreationBenchmark {
  let folder: Folder
  let contenders: [any Contender]
  let payload: FilePath
  let bytes: Int
  let rounds: Int
  let seconds: Double
  let progress: Progress

  private let loads: [Load]

  private static func loads(full: Bool) -> [Load] {
    let one = [1, 8, 64].map { Load(callers: $0) } + [Load(callers: 8, processes: 8)]
    guard full else { return one + [Load(callers: 8, customers: 1000)] }
    return one
      + one.map { Load(callers: $0.callers, processes: $0.processes, customers: 1000) }
  }

  init(
    folder: Folder, settings: Settings, progress: Progress
  ) async throws {
    self.folder = try folder.fresh("creation")
    rounds = settings.rounds
    seconds = settings.seconds
    loads = Self.loads(full: settings.full)
    self.progress = progress
    let files = try await SampleSession.files(in: self.folder)
    let payload = try self.folder.fresh("payload")
    try files.write(to: payload.root)
    self.payload = payload.root
    bytes = files.joined.count
    var contenders: [any Contender] = [
      StrataStarts(directory: .follows), StrataStarts(directory: .first),
      GroupCommitFile(files: files), FlushedDirectories(files: files), GitTags(files: files),
      SQLiteInserts(files: files),
    ]
    if let python = settings.doltlitePython, let script = settings.doltliteScript {
      contenders.append(DoltLiteTags(files: files, python: python, script: script))
    }
    self.contenders = contenders
  }

  /// Measures each contender under each load, all of them once before any of them again.
  func run() async throws -> [Creation] {
    let pairs = loads.flatMap { load in
      contenders.filter { $0.takes(load) }.map { (load, $0) }
    }
    var tallies = pairs.map { _ in [Tally]() }
    for round in 1...rounds {
      for (index, (load, contender)) in pairs.enumerated() {
        progress.say(
          "creation, round \(round) of \(rounds)",
          part: Double((round - 1) * pairs.count + index) / Double(rounds * pairs.count),
          "\(load): \(contender.title)")
        tallies[index].append(try await measure(contender, under: load))
      }
    }
    return zip(pairs, tallies).map { pair, tallies in
      Creation(load: pair.0, contender: pair.1, tallies: tallies)
    }
  }

  private func measure(_ contender: any Contender, under load: Load) async throws -> Tally {
    let place = try folder.fresh(contender.key)
    try await contender.prepare(in: place.root, for: load)
    guard load.processes > 1 else {
      return try await contender.work(in: place.root, under: load, process: 0, seconds: seconds)
    }
    return try CreationWorker.runAll(
      contender, in: place, payload: payload, under: load, seconds: seconds)
  }
}

/// What one contender did under one load: medians of the rounds.
struct Creation: Codable {
  var load: Load
  var contender: String
  var title: String
  var perSecond: Double
  /// The lowest and the highest round.
  var lowest: Double
  var highest: Double
  /// Until the work that follows an acknowledgement is done.
  var settledPerSecond: Double?
  var longestWaitSeconds: Double

  init(load: Load, contender: any Contender, tallies: [Tally]) {
    self.load = load
    self.contender = contender.key
    title = contender.title
    let rates = tallies.map(\.perSecond)
    perSecond = Statistics.median(rates)
    lowest = rates.min() ?? 0
    highest = rates.max() ?? 0
    let settled = tallies.compactMap(\.settledPerSecond)
    settledPerSecond = settled.isEmpty ? nil : Statistics.median(settled)
    longestWaitSeconds = tallies.map(\.longestWait).max() ?? 0
  }
}
