import ArgumentParser
import StrataCore

/// What the command's exit status says; the same for every verb.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  /// A check failed, or part of the input was refused.
  case finding = 1
  /// The arguments or a value in the input are wrong.
  case usage = 2
  case notFound = 3
  /// Somebody else was first, or held the lock for too long.
  case conflict = 4
  /// The disk, the database or a service refused, or what is stored cannot be read.
  case storage = 5

  /// The one place where errors become exit statuses.
  init(_ code: StrataError.Code) {
    self =
      switch code {
      case .usage, .invalidInput: .usage
      case .notFound: .notFound
      case .conflict, .lockTimeout, .fencedOff: .conflict
      case .storage, .unknownOutcome, .corrupt, .newerFormat, .olderFormat: .storage
      }
  }

  /// Thrown by a verb that has said everything and only has its status left to give.
  var asError: ExitCode { ExitCode(rawValue) }
}
