import StrataCore

/// The problems of an import: a bounded number of them kept, all of them counted.
struct ProblemList: Sendable {
  private(set) var kept: [ImportProblem] = []
  private(set) var count = 0
  let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ problem: ImportProblem) {
    count += 1
    if kept.count < limit { kept.append(problem) }
  }

  mutating func add(_ other: ProblemList) {
    count += other.count
    kept += other.kept.prefix(max(0, limit - kept.count))
  }
}
