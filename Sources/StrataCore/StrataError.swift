/// What went wrong, where, and what to do about it.
///
/// A message never repeats its cause; whoever prints the error walks ``cause``. Each face of Strata
/// (command, server) translates ``code`` once, the command into an exit code.
public struct StrataError: Error, Sendable {
  /// The kind of failure, stable across releases.
  public enum Code: String, Sendable, CaseIterable {
    /// The caller's words do not fit the command or the API.
    case usage
    /// A value from outside is malformed.
    case invalidInput = "invalid_input"
    /// The named thing does not exist.
    case notFound = "not_found"
    /// Somebody else was first, or the state does not allow it.
    case conflict
    /// The customer's version lock was not released in time (row C1).
    case lockTimeout = "lock_timeout"
    /// The lock was broken while its holder was away; nothing was committed (row C2).
    case fencedOff = "fenced_off"
    /// The disk or the database refused (row S4).
    case storage
    /// The connection was lost while a change was committed, and whether it was cannot be found out.
    case unknownOutcome = "unknown_outcome"
    /// What is stored contradicts itself; `strata fsck` says more.
    case corrupt
    /// The store was written by a newer Strata.
    case newerFormat = "newer_format"
    /// The store was written by a Strata so old that this one does not read it.
    case olderFormat = "older_format"
  }

  /// The kind of failure.
  public var code: Code
  /// One sentence: what is wrong.
  public var message: String
  /// The file, line, field or session it concerns.
  public var place: String?
  /// One sentence: what to do now.
  public var remedy: String?
  /// What lies beneath, if anything does.
  public var cause: (any Error)?

  /// Makes an error.
  public init(
    _ code: Code, _ message: String, place: String? = nil, remedy: String? = nil,
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.place = place
    self.remedy = remedy
    self.cause = cause
  }
}

extension StrataError: CustomStringConvertible {
  /// The message with its place: `message (place)`.
  public var description: String {
    place.map { "\(message) (\($0))" } ?? message
  }
}
