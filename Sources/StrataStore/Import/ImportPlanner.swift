import StrataCore
import SystemPackage

extension ImportPlan {
  /// Reads all files once. See ``Importer/plan(_:progress:)``.
  init(
    of paths: [FilePath], options: ImportOptions, progress: (ImportProgress) -> Void = { _ in }
  ) throws {
    self.init(sources: try ImportSource.find(paths), maximumProblems: options.maximumProblems)
    let total = bytes
    var done = 0
    for (index, source) in sources.enumerated() {
      var indexer = FileIndexer(options: options, source: source, sourceIndex: index)
      try indexer.run { bytes, found, faults in
        progress(
          ImportProgress(
            phase: .reading, bytesDone: done + bytes, bytesTotal: total,
            records: records + found, problems: problemCount + faults))
      }
      done += source.bytes
      entries += indexer.entries
      problemList.add(indexer.problems)
      empty += indexer.empty
      withoutCustomer += indexer.withoutCustomerCount
      if indexer.isForeign { skippedFiles.append(source.name) }
    }
    if entries.isEmpty { throw refusal(of: paths) }
    sortChronologically()
  }

  private func refusal(of paths: [FilePath]) -> StrataError {
    if let problem = problems.first {
      var place = "\(problem.file), line \(problem.line)"
      if let column = problem.column { place += ", byte \(column)" }
      let others = problemCount == 1 ? "" : " (and \(problemCount - 1) more problems)"
      return StrataError(
        withoutCustomer > 0 ? .usage : .invalidInput, problem.message + others, place: place,
        remedy: problem.remedy)
    }
    return StrataError(
      .invalidInput,
      empty > 0
        ? "there are only conversations without a turn" : "there are no conversations",
      place: paths.map(\.string).joined(separator: ", "), remedy: RecordFormat.known)
  }
}
