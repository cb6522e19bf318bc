/// Which secrets are taken out of commands and their output before they are kept (docs/exec.md).
public struct RedactionRules: Hashable, Sendable {
  /// Something that looks like a secret.
  public struct Pattern: Hashable, Sendable {
    /// What is put in its place says this name.
    public var name: String
    /// An ICU regular expression. Where it has groups, only what they match is replaced.
    public var expression: String

    /// Makes a pattern.
    public init(name: String, expression: String) {
      self.name = name
      self.expression = expression
    }
  }

  /// The patterns.
  public var patterns: [Pattern]

  /// Makes rules.
  public init(_ patterns: [Pattern]) { self.patterns = patterns }

  // No pattern begins with a repetition that has no bound: on a long line without a blank, as base64
  // has them, it would be tried from every character to the end of the line.

  // A value as shells, environment files, JSON and YAML write it.
  private static let value = #"(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([^\s"',;]{3,}))"#

  private static let privateKey = #"""
    -----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?\#
    (?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)
    """#

  private static let token = #"""
    \b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}\#
    |xox[abprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{20,}|hvs\.[A-Za-z0-9_-]{20,}\#
    |npm_[A-Za-z0-9]{30,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,})
    """#

  private static let secret = #"""
    (?i)(?:password|passwd|passphrase|secret|token|api_?key|access_?key|private_?key|credential)\#
    s?["']?\s*[:=]\s*\#(value)
    """#

  private static let option = #"""
    (?i)(?:^|\s)--?[a-z0-9-]{0,40}?(?:password|passwd|passphrase|secret|token|api-?key|access-?key)\#
    [=\s]\s*\#(value)
    """#

  /// What is redacted unless the store says otherwise.
  public static let standard = RedactionRules([
    Pattern(name: "private_key", expression: privateKey),
    Pattern(
      name: "authorization",
      expression: #"(?i)\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?([^\r\n"']+)"#),
    Pattern(name: "bearer", expression: #"(?i)\bbearer\s+([A-Za-z0-9._~+/=-]{8,})"#),
    Pattern(
      name: "url_password",
      expression: #"(?i)\b[a-z][a-z0-9+.-]{0,20}://[^\s/:@]{0,255}:([^\s/@]{1,1024})@"#),
    Pattern(
      name: "aws_key", expression: #"\b(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b"#),
    Pattern(name: "token", expression: token),
    Pattern(name: "secret", expression: secret),
    Pattern(name: "option", expression: option),
  ])

  /// Reads rules: `{"patterns": {"NAME": "EXPRESSION"}, "standard": true}`. Without `"standard":
  /// false` they are added to ``standard``.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` and the pattern that is wrong.
  public init(json bytes: [UInt8], place: String) throws(StrataError) {
    let fields = try JSONFields(JSONReader.value(of: bytes, place: place), place: place)
    var patterns: [Pattern] = []
    switch fields.members["standard"] ?? .bool(true) {
    case .bool(true): patterns = Self.standard.patterns
    case .bool(false): break
    default:
      throw StrataError(
        .invalidInput, "the field 'standard' is not true or false", place: place)
    }
    for name in fields.members.keys where !["patterns", "standard"].contains(name) {
      throw StrataError(
        .invalidInput, "there is no field '\(name)' in rules of redaction", place: place,
        remedy: "use 'patterns' and 'standard' (docs/exec.md)")
    }
    if let named = try fields.object("patterns") {
      for name in named.members.keys.sorted() {
        patterns.append(Pattern(name: name, expression: try named.requiredText(name)))
      }
    }
    self.init(patterns)
    do {
      _ = try Redactor(self)
    } catch {
      throw StrataError(
        .invalidInput, error.message, place: place, remedy: error.remedy, cause: error.cause)
    }
  }
}
