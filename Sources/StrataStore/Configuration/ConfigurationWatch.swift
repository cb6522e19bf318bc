public import StrataCore

/// What a watch saw.
public struct ConfigurationNews: Hashable, Sendable {
  /// The index to go on from: everything up to it was seen.
  public var index: Int64
  /// The changes, oldest first; all of a transaction or none. Empty where the time ran out.
  public var changes: [ConfigurationVersion]
}

extension SessionStore {
  /// How often a watch looks, in seconds: one look-up in an index.
  private static let watchSeconds = 0.1
  /// How many transactions are told at once, so that a watch that starts far back stays small.
  private static let watchBatch = 50

  /// Waits until something in a scope changes after an index, whichever process changes it (row B3).
  ///
  /// Going on from the answer's index misses nothing and repeats nothing, in this process or another.
  /// - Parameters:
  ///   - index: the last index that the caller has seen; 0 for all of the history.
  ///   - seconds: how long to wait; nil for as long as it takes, 0 for a look.
  /// - Throws: ``StrataError``: `invalidInput` for an index that was never given, `storage`.
  ///   `CancellationError` where the task was cancelled.
  public func configurationChanges(
    in scope: ConfigurationScope, after index: Int64, within seconds: Double? = nil
  ) async throws -> ConfigurationNews {
    let last = try driver.read { try ConfigurationReading.lastIndex(in: $0) }
    guard (0...last).contains(index) else {
      throw StrataError(
        .invalidInput, "index \(index) was never given: the last one is \(last)",
        remedy: "watch from an index that this store has told, or from 0")
    }
    var seen = index
    var left = seconds ?? .infinity
    while true {
      let news = try news(in: scope, after: seen)
      if !news.changes.isEmpty || left <= 0 { return news }
      seen = news.index
      let step = min(Self.watchSeconds, left)
      left -= step
      try await options.pause(step)
      try Task.checkCancellation()
    }
  }

  private func news(
    in scope: ConfigurationScope, after index: Int64
  ) throws -> ConfigurationNews {
    try driver.read { connection in
      let last = try ConfigurationReading.lastIndex(in: connection)
      guard last > index else { return ConfigurationNews(index: index, changes: []) }
      let changes = try ConfigurationReading.changes(
        of: scope, after: index, limit: Self.watchBatch, in: connection)
      return ConfigurationNews(index: changes.last?.index ?? last, changes: changes)
    }
  }
}
