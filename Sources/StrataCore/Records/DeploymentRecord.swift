/// Something was brought to an environment: what a `deployment.recorded` entry says (row D1).
public struct DeploymentRecord: Hashable, Sendable {
  /// How far it came.
  public enum Status: String, Sendable, Codable, CaseIterable {
    case started, succeeded, failed
    case rolledBack = "rolled_back"
  }

  /// Where to, for example `production`.
  public var environment: String
  /// What, for example `registry.example.com/shop`.
  public var artifact: String?
  /// Which version of it.
  public var version: String?
  /// How far it came.
  public var status: Status
  /// Further particulars.
  public var metadata: [String: JSONValue]
  /// Who did it; nil for the session's user, where there is a session.
  public var user: String?
  /// In which realm; nil for the session's.
  public var realm: String?

  private static let maximumArtifactBytes = 1024

  /// Makes a record.
  public init(
    environment: String, artifact: String? = nil, version: String? = nil,
    status: Status = .succeeded, metadata: [String: JSONValue] = [:], user: String? = nil,
    realm: String? = nil
  ) {
    self.environment = environment
    self.artifact = artifact
    self.version = version
    self.status = status
    self.metadata = metadata
    self.user = user
    self.realm = realm
  }

  /// The particulars of the entry.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` and the field that is wrong.
  package func body() throws(StrataError) -> JSONValue {
    try RecordText.check(environment, "environment")
    try RecordText.check(artifact, "artifact", maximumBytes: Self.maximumArtifactBytes)
    try RecordText.check(version, "version")
    try RecordText.check(user, "user")
    try RecordText.check(realm, "realm")
    try RecordText.check(metadata: metadata)
    var members: [String: JSONValue] = [
      "environment": .string(environment), "status": .string(status.rawValue),
      "metadata": .object(metadata),
    ]
    members["artifact"] = artifact.map(JSONValue.string)
    members["version"] = version.map(JSONValue.string)
    return .object(members)
  }
}
