import Dispatch
import StrataCore
import Synchronization

/// The one writer of a process: takes everything that waits, commits it in one transaction with one
/// flush, then answers all (group commit; SQLite itself has none).
///
/// A change that fails is undone alone; its companions are committed. A change may be performed
/// more than once before it is answered, so it must depend on nothing but the transaction.
final class CommitQueue: Sendable {
  typealias Answer = @Sendable ((any Error)?) -> Void

  private struct Change: Sendable {
    let perform: @Sendable (JournalTransaction) throws -> Void
    let answer: Answer
  }

  private struct State {
    var waiting: [Change] = []
    var isWorking = false
  }

  /// How many changes share a transaction at most.
  static let batchLimit = 256

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "strata.journal.writer", qos: .userInitiated)
  private let driver: any SQLDriver
  private let clock: @Sendable () -> Timestamp
  private let mark: MaterialisationMark
  private let stamp: CodeStamp

  init(
    driver: any SQLDriver, mark: MaterialisationMark, code: CodeState?,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    stamp = CodeStamp(code)
    self.driver = driver
    self.mark = mark
    self.clock = clock
  }

  /// Commits a change; when it returns, the change survives a power cut.
  func commit<Value: Sendable>(
    _ change: @escaping @Sendable (JournalTransaction) throws -> Value
  ) async throws -> Value {
    let outcome = Outcome<Value>()
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      enqueue(
        Change(
          perform: { transaction in
            let value = try change(transaction)
            outcome.value.withLock { $0 = value }
          },
          answer: { error in
            if let error { done.resume(throwing: error) } else { done.resume() }
          }))
    }
    guard let value = outcome.value.withLock({ $0 }) else {
      throw StrataError(.storage, "the journal's writer did not perform a change")
    }
    return value
  }

  /// Commits a change while the calling thread waits, ahead of what is queued.
  @discardableResult
  func commitNow<Value>(_ change: (JournalTransaction) throws -> Value) throws -> Value {
    try driver.write { connection in
      let transaction = JournalTransaction(connection, at: clock(), stamp: stamp)
      try mark.note(in: transaction)
      return try change(transaction)
    }
  }

  private func enqueue(_ change: Change) {
    let starts = state.withLock { state in
      state.waiting.append(change)
      defer { state.isWorking = true }
      return !state.isWorking
    }
    if starts { queue.async { self.work() } }
  }

  private func work() {
    while let batch = next() {
      if batch.count > 1, let errors = performTogether(batch) {
        for (change, error) in zip(batch, errors) { change.answer(error) }
      } else {
        for change in batch { change.answer(performAlone(change)) }
      }
    }
  }

  private func next() -> [Change]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isWorking = false
        return nil
      }
      let batch = Array(state.waiting.prefix(Self.batchLimit))
      state.waiting.removeFirst(batch.count)
      return batch
    }
  }

  /// The error of each change, or nil where the whole transaction was undone and each change must
  /// be tried alone.
  ///
  /// First all of them are trusted, for after each savepoint SQLite copies every page aside that is
  /// changed again, and most pages are: that costs as much as the changes themselves.
  private func performTogether(_ batch: [Change]) -> [(any Error)?]? {
    do {
      try commitNow { transaction in
        for change in batch { try change.perform(transaction) }
      }
      return batch.map { _ in nil }
    } catch {
      return Self.mayBeCommitted(error) ? batch.map { _ in error } : performApart(batch)
    }
  }

  /// Whether a transaction that failed may have been committed nevertheless: then nothing of it is
  /// tried again, for it could come to be there twice.
  private static func mayBeCommitted(_ error: any Error) -> Bool {
    (error as? StrataError)?.code == .unknownOutcome
  }

  private func performApart(_ batch: [Change]) -> [(any Error)?]? {
    do {
      return try commitNow { transaction in
        try batch.map { change in try transaction.attempt { try change.perform(transaction) } }
      }
    } catch {
      return Self.mayBeCommitted(error) ? batch.map { _ in error } : nil
    }
  }

  private func performAlone(_ change: Change) -> (any Error)? {
    do {
      try commitNow(change.perform)
      return nil
    } catch {
      return error
    }
  }
}

private final class Outcome<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
