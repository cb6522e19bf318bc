import StrataCore
import StrataStore

/// What one decision costs for a customer with fifty sessions on several lines, in time of the
/// processor, for a decision waits for nothing.
struct DecisionBenchmark {
  let folder: Folder
  let progress: Progress

  private static let sessions = 50
  private static let decisions = 2000
  private static let limitSeconds = 0.005

  func run() async throws -> [Comparison] {
    progress.say("decision", part: nil, "a customer with \(Self.sessions) sessions")
    let policy = VersionPolicy()
    let history = try history(by: policy)
    let requests = try (0..<Self.decisions).map { number in
      try question(number, at: Self.sessions)
    }
    var times: [Double] = []
    for request in requests {
      let before = Stopwatch.processor
      _ = try policy.decide(request, given: history)
      times.append(Stopwatch.processor - before)
    }
    return [
      comparison("median", Statistics.median(times)),
      comparison("99 of 100 within", Statistics.percentile(0.99, of: times)),
      comparison("the slowest", times.max() ?? 0),
    ]
  }

  private func comparison(_ subject: String, _ seconds: Double) -> Comparison {
    Comparison(
      part: "a decision, \(Self.sessions) sessions, processor time", subject: subject,
      value: seconds,
      baseline: "the limit set for it", baselineValue: Self.limitSeconds, unit: .seconds
    ).aiming(atMost: 1)
  }

  /// Every tenth session begins a line on another provider; the others go on.
  private func question(_ number: Int, at time: Int) throws -> DecisionRequest {
    var start = try SampleSession.request(number, customer: 0)
    start.context.cloudProvider = ["aws", "azure", "gcp"][number / 10 % 3]
    return DecisionRequest(
      startedAt: moment(time), context: start.context,
      opening: start.turns.filter { $0.role == .user }.map(\.content))
  }

  private func moment(_ session: Int) -> Timestamp {
    Timestamp(microseconds: 1_767_258_000_000_000).advanced(bySeconds: Double(session) * 86_400)
  }

  /// What the store knows after fifty sessions of twenty turns, folded as the store folds it.
  private func history(by policy: VersionPolicy) throws -> CustomerHistory {
    var lines: [Int: CustomerHistory.Line] = [:]
    for number in 0..<Self.sessions {
      let question = try question(number, at: number)
      let known = CustomerHistory(
        lines: Array(lines.values), highestMajor: lines.keys.max() ?? 0)
      let version = try policy.decide(question, given: known).version
      var line =
        lines[version.major]
        ?? CustomerHistory.Line(
          major: version.major, newest: version, lastActivityAt: question.startedAt, phase: nil,
          profile: LineProfile())
      line.newest = max(line.newest, version)
      line.lastActivityAt = question.startedAt
      let turns = try SampleSession.request(number, customer: 0).turns
      policy.absorb(
        LineProfile.Excerpt(
          version: version, context: question.context,
          turns: turns + (0..<18).map(SampleSession.turn)), into: &line.profile)
      lines[version.major] = line
    }
    return CustomerHistory(lines: Array(lines.values), highestMajor: lines.keys.max() ?? 0)
  }
}
