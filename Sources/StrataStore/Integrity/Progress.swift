/// How far long work has come.
public struct Progress: Hashable, Sendable {
  /// What is being done, for example `session directories`.
  public var step: String
  /// How many are done.
  public var completed: Int
  /// How many there are.
  public var total: Int
}

/// One thing that `diagnose` looked at.
public struct Diagnosis: Hashable, Sendable, Codable {
  /// How it stands.
  public enum Result: String, Sendable, Codable, CaseIterable {
    case ok, warn, fail
  }

  /// What was looked at, for example `disk space`.
  public var name: String
  /// How it stands.
  public var result: Result
  /// What was seen.
  public var message: String
  /// What to do about it, where something should be done.
  public var remedy: String?
}
