public import StrataCore
public import SystemPackage

/// Imports conversations from files into a store.
///
/// ```swift
/// let importer = Importer(into: store)
/// let plan = try importer.plan(["conversations.json"])
/// let report = try await importer.perform(plan)
/// ```
///
/// Each file is read twice in bounded pieces: first to see what there is, then in the order in which
/// the conversations began, so that versions come out as history had them. Memory grows with the
/// number of conversations (some 200 bytes each) and the largest of them, not with the files.
/// Importing the same files again changes nothing.
public struct Importer: Sendable {
  private let store: SessionStore
  private let options: ImportOptions

  /// An importer.
  public init(into store: SessionStore, options: ImportOptions = .init()) {
    self.store = store
    self.options = options
  }

  /// Sees what there is to import; writes nothing.
  ///
  /// - Parameters:
  ///   - paths: files, or folders that are searched for `.json`, `.jsonl` and `.ndjson` files and
  ///     for session directories.
  ///   - progress: called after each mebibyte.
  /// - Throws: ``StrataError``: `notFound`, `storage`; `usage` where no conversation says whose it
  ///   is; `invalidInput` where nothing at all can be imported. Where something can, what cannot
  ///   stands in the plan's problems.
  /// - Complexity: O(bytes).
  public func plan(
    _ paths: [FilePath], progress: (ImportProgress) -> Void = { _ in }
  ) throws -> ImportPlan {
    try ImportPlan(of: paths, options: options, progress: progress)
  }

  /// Makes the sessions, the oldest conversation first.
  ///
  /// A conversation that cannot be taken becomes a problem of the report, and the rest goes on.
  /// - Parameters:
  ///   - progress: called after each conversation.
  ///   - onSession: called with each session made; never in a dry run.
  /// - Throws: ``StrataError`` where the store fails as a whole: `storage`, `lockTimeout`,
  ///   `fencedOff`, `corrupt`. What was imported until then stays; importing again goes on there.
  public func perform(
    _ plan: ImportPlan, progress: (ImportProgress) -> Void = { _ in },
    onSession: (Session) -> Void = { _ in }
  ) async throws -> ImportReport {
    var loader = RecordLoader(plan: plan, options: options)
    var taker = ConversationTaker(store: store, options: options)
    var problems = plan.problemList
    var report = ImportReport()
    let total = plan.entries.reduce(0) { $0 + $1.length }
    var done = 0
    for (index, entry) in plan.entries.enumerated() {
      switch try loader.load(entry) {
      case .failure(let problem): problems.add(problem)
      case .success(let conversation):
        do {
          let taken = try await taker.take(conversation, for: entry)
          report.count(taken, conversation, entry)
          if let session = taken.session { onSession(session) }
        } catch let fault as RecordFault {
          problems.add(loader.problem(fault, of: entry))
        }
      }
      done += entry.length
      progress(
        ImportProgress(
          phase: .storing, bytesDone: done, bytesTotal: total, records: index + 1,
          problems: problems.count))
    }
    report.bytes = plan.bytes
    report.empty = plan.empty
    report.skippedFiles = plan.skippedFiles
    report.problems = problems.kept
    report.problemCount = problems.count
    report.isDryRun = options.isDryRun
    return report
  }
}

extension ImportReport {
  fileprivate mutating func count(
    _ taken: ConversationTaker.Taken, _ conversation: ImportedConversation,
    _ entry: ImportPlan.Entry
  ) {
    switch taken.kind {
    case .imported:
      imported += 1
      otherBranches += conversation.otherBranches
      if entry.isUndated { undated += 1 }
    case .continued: continued += 1
    case .unchanged: unchanged += 1
    }
    turns += taken.turns
  }
}
