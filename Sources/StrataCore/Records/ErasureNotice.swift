/// What stands in the place of personal content that was erased (row D6).
public struct ErasureNotice: Hashable, Sendable {
  /// Who erased it.
  public var by: String?
  /// Under which rule.
  public var rule: String
  /// When.
  public var at: Timestamp

  private static let maximumReasonBytes = 2048

  /// Makes a notice.
  public init(by: String?, rule: String, at: Timestamp) {
    self.by = by
    self.rule = rule
    self.at = at
  }

  /// The notice of a `content.erased` entry, or nil where the entry names no rule.
  package init?(by: String?, body: JSONValue, at: Timestamp) {
    guard case .object(let members) = body, case .string(let rule)? = members["rule"] else {
      return nil
    }
    self.init(by: by, rule: rule, at: JournalEntry.Former(in: body)?.at ?? at)
  }

  /// `[erased by ada under rule gdpr-17 at 2026-01-05T09:00:00.000000Z]`.
  public var text: String { "[erased by \(by ?? "unknown") under rule \(rule) at \(at)]" }

  /// Checks who erases under which rule and why.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  package static func check(
    rule: String, reason: String?, by: String?
  ) throws(StrataError) {
    try RecordText.check(rule, "rule")
    try RecordText.check(reason, "reason", maximumBytes: maximumReasonBytes)
    try RecordText.check(by, "name of who erases")
  }
}
