import StrataAnalysis
import StrataCore
import StrataStore

/// What a statement of work by template costs beside the four files of a directory, which are
/// written at each start, in time of the processor (decision 13).
struct ReportBenchmark {
  let folder: Folder
  let progress: Progress

  private static let repetitions = 200

  func run() async throws -> [Comparison] {
    progress.say("report", part: nil, "a customer with six sessions")
    let store = try SessionStore.initialize(at: folder.path("report-store"))
    var session = try await store.start(SampleSession.request(0, customer: 0))
    for number in 1...5 {
      session = try await store.start(SampleSession.request(number, customer: 0))
    }
    let records = try store.workRecords(of: session.customer, session.version)
    let turns = try store.turns(of: session.id)
    try await store.close()
    let changes = records.versions.map { VersionChange($0.session) }
    let files = try median {
      _ = SessionRendering(session: session, turns: turns, changes: changes).digests
    }
    return try ReportFormat.allCases.map { format in
      let template = try ReportTemplate(format.template, format: format, place: "template")
      return Comparison(
        part: "a statement of work, processor time", subject: "by template, \(format.rawValue)",
        value: try median { _ = template.render(try WorkReport(.version, of: records)) },
        baseline: "the four files of a directory with their digests", baselineValue: files,
        unit: .seconds)
    }
  }

  private func median(_ body: () throws -> Void) throws -> Double {
    try Statistics.median(
      (0..<Self.repetitions).map { _ in
        let before = Stopwatch.processor
        try body()
        return Stopwatch.processor - before
      })
  }
}
