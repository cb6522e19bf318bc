import Foundation
import Synchronization

/// What some callers got done together.
struct Tally: Codable {
  /// Acknowledged operations.
  var operations: Int
  /// From the common start until the last caller had its last answer.
  var seconds: Double
  /// The longest that one caller waited for one answer, in seconds.
  var longestWait: Double
  /// Until also the work that follows an acknowledgement was done; nil where nothing follows.
  var settledSeconds: Double?

  var perSecond: Double { Double(operations) / seconds }
  var settledPerSecond: Double? { settledSeconds.map { Double(operations) / $0 } }
}

/// Callers that ask again as soon as they have their answer, until the time is up.
///
/// The time is counted up to the last answer, so slow operations are neither cut off nor free.
enum Callers {
  /// One operation: the caller's number and how many that caller made before.
  typealias Operation = @Sendable (_ caller: Int, _ index: Int) throws -> Void

  /// Callers that block, each on its own thread.
  static func blocking(
    _ count: Int, seconds: Double, _ operation: @escaping Operation
  ) throws -> Tally {
    let results = Mutex<[Result<(Int, Double), any Error>]>([])
    let finished = DispatchSemaphore(value: 0)
    let watch = Stopwatch()
    for caller in 0..<count {
      Thread.detachNewThread {
        let result = Result { () throws -> (Int, Double) in
          var index = 0
          var longest = 0.0
          while watch.seconds < seconds {
            let before = watch.seconds
            try operation(caller, index)
            longest = max(longest, watch.seconds - before)
            index += 1
          }
          return (index, longest)
        }
        results.withLock { $0.append(result) }
        finished.signal()
      }
    }
    for _ in 0..<count { finished.wait() }
    let elapsed = watch.seconds
    let answers = try results.withLock { try $0.map { try $0.get() } }
    return tally(answers, elapsed)
  }

  /// Callers that suspend, each in its own task.
  static func suspending(
    _ count: Int, seconds: Double,
    _ operation: @escaping @Sendable (_ caller: Int, _ index: Int) async throws -> Void
  ) async throws -> Tally {
    let watch = Stopwatch()
    let answers = try await withThrowingTaskGroup(of: (Int, Double).self) { group in
      for caller in 0..<count {
        group.addTask {
          var index = 0
          var longest = 0.0
          while watch.seconds < seconds {
            let before = watch.seconds
            try await operation(caller, index)
            longest = max(longest, watch.seconds - before)
            index += 1
          }
          return (index, longest)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return tally(answers, watch.seconds)
  }

  private static func tally(_ answers: [(Int, Double)], _ seconds: Double) -> Tally {
    Tally(
      operations: answers.reduce(0) { $0 + $1.0 }, seconds: seconds,
      longestWait: answers.map(\.1).max() ?? 0)
  }
}
