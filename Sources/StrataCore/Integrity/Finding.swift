/// Something that `check` found wrong (row Q1).
public struct Finding: Hashable, Sendable, Codable {
  /// How bad it is.
  public enum Severity: String, Sendable, Codable, CaseIterable {
    /// Data is missing, changed or contradicts itself.
    case error
    /// Something is not as it should be, and nothing is lost.
    case warning
  }

  /// What is wrong, stable across releases, for example `directory.missing`.
  public var code: String
  /// How bad it is.
  public var severity: Severity
  /// The file, table or session.
  public var place: String
  /// One sentence: what is wrong.
  public var message: String
  /// One sentence: what to do now.
  public var remedy: String
  /// What a repair would work on; nil where nothing here can mend it.
  package var subject: FindingSubject?

  /// Makes a finding.
  public init(
    _ code: String, _ severity: Severity = .error, place: String, _ message: String, remedy: String
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.message = message
    self.remedy = remedy
  }

  /// The same finding about something that can be repaired.
  package func about(_ subject: FindingSubject?) -> Finding {
    var finding = self
    finding.subject = subject
    return finding
  }

  // What is repaired stands in the plan.
  enum CodingKeys: String, CodingKey { case code, severity, place, message, remedy }
}
