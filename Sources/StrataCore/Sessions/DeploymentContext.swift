/// What a caller states about the deployment that a session is about.
///
/// Every field may be missing. Values stay as written; the policy normalises them when it compares
/// (`AWS` and `aws` are one provider). Fields that Strata has no name for are kept in ``other``.
public struct DeploymentContext: Hashable, Sendable {
  /// `aws`, `azure`, `gcp`, `on_prem`, …
  public var cloudProvider: String?
  /// `api_gateway`, `load_balancer`, `sidecar`, …
  public var architecture: String?
  /// `web_application`, `microservices`, `mobile_backend`, …
  public var serviceType: String?
  /// `development`, `test`, `staging`, `production`, …
  public var environment: String?
  /// The customer's project.
  public var project: String?
  /// The regimes in force; an empty list says that there are none, nil says nothing.
  public var compliance: [String]?
  /// `startup`, `mid_market`, `enterprise`, `global`, …
  public var scale: String?
  /// Every other field, as it came.
  public var other: [String: JSONValue]

  /// Makes a context; every field defaults to unknown.
  public init(
    cloudProvider: String? = nil, architecture: String? = nil, serviceType: String? = nil,
    environment: String? = nil, project: String? = nil, compliance: [String]? = nil,
    scale: String? = nil, other: [String: JSONValue] = [:]
  ) {
    self.cloudProvider = cloudProvider
    self.architecture = architecture
    self.serviceType = serviceType
    self.environment = environment
    self.project = project
    self.compliance = compliance
    self.scale = scale
    self.other = other
  }

  /// Whether nothing at all is stated.
  public var isEmpty: Bool { self == DeploymentContext() }
}

extension DeploymentContext {
  /// How long a field may be that the policy compares, in bytes: what it compares, entries quote.
  private static let maximumFieldBytes = 1024
  /// How long the regimes may be together, in bytes.
  private static let maximumRegimeBytes = 4096

  /// Refuses fields that an entry has no room for; ``other`` stands in no entry.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that names the field and its limit.
  package func check() throws(StrataError) {
    for (name, field) in Self.texts {
      guard let text = self[keyPath: field] else { continue }
      try RecordText.check(length: text, "context's \(name)", Self.maximumFieldBytes)
    }
    try RecordText.check(
      length: (compliance ?? []).joined(separator: ", "), "context's compliance",
      Self.maximumRegimeBytes)
  }
}

extension DeploymentContext: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private typealias Field = any WritableKeyPath<Self, String?> & Sendable

  private static let texts: [(name: String, field: Field)] = [
    ("cloud_provider", \.cloudProvider), ("architecture", \.architecture),
    ("service_type", \.serviceType), ("environment", \.environment), ("project", \.project),
    ("scale", \.scale),
  ]

  /// Decodes the snake-case JSON form; unknown names go to ``other``.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: Key.self)
    for (name, field) in Self.texts {
      self[keyPath: field] = try container.decodeIfPresent(
        String.self, forKey: Key(stringValue: name))
    }
    compliance = try container.decodeIfPresent(
      [String].self, forKey: Key(stringValue: "compliance"))
    let known = Set(Self.texts.map(\.name) + ["compliance"])
    for key in container.allKeys where !known.contains(key.stringValue) {
      other[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
    }
  }

  /// Encodes the snake-case JSON form without the fields that are unknown.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (name, field) in Self.texts {
      try container.encodeIfPresent(self[keyPath: field], forKey: Key(stringValue: name))
    }
    try container.encodeIfPresent(compliance, forKey: Key(stringValue: "compliance"))
    for (name, value) in other {
      try container.encode(value, forKey: Key(stringValue: name))
    }
  }
}
