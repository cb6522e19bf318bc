/// The namespace `NAME/config` of a key, whose `version` and `updated-at` Strata keeps (row B1).
struct ConfigurationNamespace: Hashable, Comparable {
  /// `rebe-shell/config`.
  let path: String

  private static let folder = "config"
  private static let versionName = "version"
  private static let updatedName = "updated-at"

  /// The namespace of a key that lies under `NAME/config/`; nil for any other key. NAME may have
  /// slashes; the first segment `config` that has something on both sides counts.
  init?(of key: ConfigurationKey) {
    let segments = key.segments
    guard
      let folder = segments.indices.dropFirst().dropLast().first(where: {
        segments[$0] == Self.folder
      })
    else { return nil }
    path = segments[...folder].joined(separator: "/")
  }

  /// The key of the namespace's version, which follows SemVer: `1.4.2`.
  func version() throws(StrataError) -> ConfigurationKey {
    try ConfigurationKey("\(path)/\(Self.versionName)")
  }

  /// The key of the time of the last change.
  func updatedAt() throws(StrataError) -> ConfigurationKey {
    try ConfigurationKey("\(path)/\(Self.updatedName)")
  }

  /// What Strata keeps under a key by itself; nil for keys that are only their callers'.
  static func role(of key: ConfigurationKey) -> KeptRole? {
    guard let namespace = ConfigurationNamespace(of: key) else { return nil }
    switch key.path {
    case "\(namespace.path)/\(versionName)": return .version
    case "\(namespace.path)/\(updatedName)": return .updatedAt
    default: return nil
    }
  }

  /// What Strata keeps by itself.
  enum KeptRole { case version, updatedAt }

  /// Byte order.
  static func < (left: ConfigurationNamespace, right: ConfigurationNamespace) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }
}

/// The version of a namespace: SemVer 2.0.0, `MAJOR.MINOR.PATCH` as in the seed.
///
/// It says what readers of the configuration must be ready for: a key was removed (major), a key was
/// added (minor), a value changed (patch); of several effects the greatest counts.
struct ConfigurationRelease: Hashable {
  /// What a change means for readers.
  enum Effect: Int, Comparable {
    case changed, added, removed

    static func < (left: Effect, right: Effect) -> Bool { left.rawValue < right.rawValue }
  }

  let number: SemanticVersion

  /// The version after the first change of a namespace.
  static let first = ConfigurationRelease(number: .first)

  private init(number: SemanticVersion) { self.number = number }

  /// Reads `1.4.2`.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  init(_ value: ConfigurationValue, of key: ConfigurationKey) throws(StrataError) {
    do throws(StrataError) {
      number = try SemanticVersion(parsing: "v" + (value.text ?? "?"))
    } catch {
      throw StrataError(
        .invalidInput, "the value for \(key) is no version", place: key.path,
        remedy: "write it as MAJOR.MINOR.PATCH, for example 1.4.2, or leave it to Strata")
    }
  }

  /// The version after a change.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where the number cannot grow any more.
  func following(_ effect: Effect, of key: ConfigurationKey) throws(StrataError)
    -> ConfigurationRelease
  {
    let next: SemanticVersion? =
      switch effect {
      case .removed: number.nextMajor
      case .added: number.nextMinor
      case .changed: number.nextPatch
      }
    guard let next else {
      throw StrataError(
        .invalidInput, "the version \(text) has no next one", place: key.path,
        remedy: "set \(key) in the same transaction")
    }
    return ConfigurationRelease(number: next)
  }

  /// `1.4.2`.
  var text: String { "\(number.major).\(number.minor).\(number.patch)" }
}
