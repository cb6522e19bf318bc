public import StrataCore
import SystemPackage

extension SessionStore {
  private static let maximumRulesBytes = 1 << 20
  private static let redactionKey = "strata/redaction/patterns"

  /// Which secrets are taken out of what is kept of commands: those of `redaction.json` in the store's
  /// folder, else those of the configuration key `strata/redaction/patterns`, else
  /// ``RedactionRules/standard``.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where the rules are wrong, `storage`.
  public func redactionRules() throws -> RedactionRules {
    let path = layout.redaction
    if let status = try options.fileSystem.status(of: path) {
      guard status.kind == .file, status.size <= Self.maximumRulesBytes else {
        throw StrataError(
          .invalidInput, "the rules of redaction are not a file of at most 1 MiB",
          place: path.string, remedy: "replace it by a JSON file (docs/exec.md)")
      }
      return try RedactionRules(
        json: options.fileSystem.readFile(path, maximumBytes: Self.maximumRulesBytes),
        place: path.string)
    }
    guard
      let value = try driver.read({
        try ConfigurationReading.setting(Self.redactionKey, in: $0)
      })
    else { return .standard }
    return try RedactionRules(json: value, place: "configuration key \(Self.redactionKey)")
  }
}
