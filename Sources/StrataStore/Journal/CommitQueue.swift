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
    try await begin(change).value()
  }

  /// Begins to commit a change.
  func begin<Value: Sendable>(
    _ change: @escaping @Sendable (JournalTransaction) throws -> Value
  ) -> Commitment<Value> {
    let commitment = Commitment<Value>()
    enqueue(
      Change(
        perform: { commitment.note(try change($0)) }, answer: { commitment.answer($0) }))
    return commitment
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

/// A change on its way to the disk.
final class Commitment<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var result: Result<Value, any Error>?
    var waiter: CheckedContinuation<Value, any Error>?
  }

  private let state = Mutex(State())

  /// Whether it has been committed, or has failed.
  var isSettled: Bool { state.withLock { $0.result != nil } }

  /// What the change came to, when it survives a power cut. To be asked for once.
  func value() async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let result = state.withLock { state in
        if state.result == nil { state.waiter = continuation }
        return state.result
      }
      if let result { continuation.resume(with: result) }
    }
  }

  fileprivate func note(_ value: Value) { state.withLock { $0.value = value } }

  fileprivate func answer(_ error: (any Error)?) {
    let (waiter, result) = state.withLock { state in
      let result: Result<Value, any Error> =
        if let error {
          .failure(error)
        } else if let value = state.value {
          .success(value)
        } else {
          .failure(StrataError(.storage, "the journal's writer did not perform a change"))
        }
      state.result = result
      return (state.waiter, result)
    }
    waiter?.resume(with: result)
  }
}
