internal import Crypto

/// What is on record about a customer's work, as far as a statement of work for one version needs it
/// (rows P1–P3): the source of every report, so that the same records give the same document.
public struct WorkRecords: Sendable, Hashable {
  /// One version with what proves its record.
  public struct Version: Sendable, Hashable {
    /// The session as it is now.
    public var session: Session
    /// How many entries it has.
    public var entryCount: Int
    /// The hash of the leaf of its last entry, 32 bytes. Each entry names the leaf before it, so this
    /// commits to all of them.
    public var leaf: [UInt8]

    /// Makes a version.
    public init(session: Session, entryCount: Int, leaf: [UInt8]) {
      self.session = session
      self.entryCount = entryCount
      self.leaf = leaf
    }
  }

  /// Something that was brought to an environment in one of the versions.
  public struct Deployment: Sendable, Hashable {
    /// In which session.
    public var session: SessionID
    /// When.
    public var at: Timestamp
    /// Where to.
    public var environment: String
    /// What.
    public var artifact: String?
    /// Which version of it.
    public var artifactVersion: String?
    /// How far it came: `succeeded`, `failed`, …
    public var status: String

    /// Makes a deployment.
    public init(
      session: SessionID, at: Timestamp, environment: String, artifact: String? = nil,
      artifactVersion: String? = nil, status: String
    ) {
      self.session = session
      self.at = at
      self.environment = environment
      self.artifact = artifact
      self.artifactVersion = artifactVersion
      self.status = status
    }
  }

  /// A side of the deployment as a version inherits it, merged from all that was stated and said.
  public struct Inherited: Sendable, Hashable {
    /// Which.
    public var field: ContextField
    /// The value.
    public var value: String
    /// The version it comes from.
    public var version: SemanticVersion
    /// Whether it was said in a conversation, instead of stated as a field or set by a person.
    public var isSaid: Bool

    /// Makes a side.
    public init(field: ContextField, value: String, version: SemanticVersion, isSaid: Bool) {
      self.field = field
      self.value = value
      self.version = version
      self.isSaid = isSaid
    }
  }

  /// A file of a session's directory.
  public struct File: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The digest of its bytes, `sha256:…`.
    public var digest: String

    /// Makes a file.
    public init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  /// The version that the document is about.
  public var subject: SemanticVersion
  /// The store's identity.
  public var store: SessionID
  /// All versions of the customer, lowest first; the subject is among them.
  public var versions: [Version]
  /// The first turns of the versions whose words the document may quote.
  public var openings: [SemanticVersion: [Turn]]
  /// The subject's last turn.
  public var lastTurn: Turn?
  /// What was deployed in the versions, oldest first.
  public var deployments: [Deployment]
  /// The four files of the versions that the document is about.
  public var files: [SemanticVersion: [File]]
  /// What these versions inherit (row L2).
  public var inherited: [SemanticVersion: [Inherited]]

  /// Makes the records.
  public init(
    subject: SemanticVersion, store: SessionID, versions: [Version],
    openings: [SemanticVersion: [Turn]] = [:], lastTurn: Turn? = nil,
    deployments: [Deployment] = [], files: [SemanticVersion: [File]] = [:],
    inherited: [SemanticVersion: [Inherited]] = [:]
  ) {
    self.subject = subject
    self.store = store
    self.versions = versions.sorted { $0.session.version < $1.session.version }
    self.openings = openings
    self.lastTurn = lastTurn
    self.deployments = deployments
    self.files = files
    self.inherited = inherited
  }

  /// How the versions descend from one another.
  ///
  /// - Complexity: O(n log n).
  public var lineage: Lineage {
    Lineage(
      versions.map {
        Lineage.Node(
          version: $0.session.version, parent: $0.session.previousVersion, family: $0.session.family
        )
      })
  }

  /// One digest over all versions: the SHA-256 of a line for each, lowest first, as
  /// `strata report sow --json` gives them: `VERSION SESSION ENTRIES LEAF`.
  ///
  /// - Complexity: O(n).
  public var digest: String {
    var hash = SHA256()
    for version in versions {
      let session = version.session
      let line =
        "\(session.version) \(session.id) \(version.entryCount) \(version.leaf.digestText)\n"
      hash.update(data: Array(line.utf8))
    }
    return Array(hash.finalize()).digestText
  }
}

extension ErasureNotice {
  /// Whether a text is, or begins with, the notice that stands for erased content.
  public static func begins(_ text: String) -> Bool { text.hasPrefix("[erased by ") }
}
