/// What is to happen to one key.
public struct ConfigurationChange: Hashable, Sendable {
  /// What becomes of the value.
  public enum Operation: Hashable, Sendable {
    /// The key gets a value.
    case set(ConfigurationValue)
    /// The key has no value any more.
    case delete
    /// The key gets what it had at an index: a value, or none (row B2). The index is that of the
    /// change which made that value, 0 where there was none.
    case restore(ConfigurationValue?, from: Int64)
  }

  /// The key.
  public var key: ConfigurationKey
  /// What becomes of its value.
  public var operation: Operation
  /// The index of the key's last change as the caller knows it, 0 where it must not have a value;
  /// another index is a conflict. Nil for whatever is there (compare-and-set).
  public var expected: Int64?

  /// Makes a change.
  public init(_ key: ConfigurationKey, _ operation: Operation, expecting expected: Int64? = nil) {
    self.key = key
    self.operation = operation
    self.expected = expected
  }

  /// The value that the key is to have, nil for none.
  var value: ConfigurationValue? {
    switch operation {
    case .set(let value): value
    case .delete: nil
    case .restore(let value, _): value
    }
  }
}

/// Who changes the configuration and why (row B2).
public struct Authorship: Hashable, Sendable {
  /// Who.
  public var author: String?
  /// In which realm.
  public var realm: String?
  /// Why.
  public var reason: String?

  /// The longest reason, in bytes.
  public static let maximumReasonBytes = 4096
  /// The longest name of an author or a realm, in bytes.
  public static let maximumNameBytes = 256

  /// Makes an authorship.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for text with control characters and for a
  ///   reason that is too long.
  public init(
    author: String? = nil, realm: String? = nil, reason: String? = nil
  ) throws(StrataError) {
    for (name, text) in [("author", author), ("realm", realm), ("reason", reason)] {
      guard let text else { continue }
      let most = name == "reason" ? Self.maximumReasonBytes : Self.maximumNameBytes
      guard text.utf8.count <= most else {
        throw StrataError(
          .invalidInput, "the \(name) has \(text.utf8.count) bytes, and \(most) are the most",
          remedy: "say it in fewer words"
        )
      }
      let control = text.unicodeScalars.first {
        $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
      }
      if let control {
        throw StrataError(
          .invalidInput, "the \(name) has the control character \(control.codePoint)",
          remedy: "leave it out")
      }
    }
    self.author = author
    self.realm = realm
    self.reason = reason
  }
}

/// Changes that take place together or not at all, under one index.
public struct ConfigurationTransaction: Hashable, Sendable {
  /// The changes, one a key.
  public let changes: [ConfigurationChange]
  /// Who and why.
  public let authorship: Authorship

  /// How many keys a transaction changes at most, as in Consul.
  public static let maximumChanges = 128

  /// Makes a transaction.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where there is no change, there are too many,
  ///   or a key is named twice.
  public init(_ changes: [ConfigurationChange], by authorship: Authorship) throws(StrataError) {
    guard !changes.isEmpty else {
      throw StrataError(.invalidInput, "there is nothing to change", remedy: "name a key")
    }
    guard changes.count <= Self.maximumChanges else {
      throw StrataError(
        .invalidInput,
        "\(changes.count) keys are too many for one transaction: \(Self.maximumChanges) are the most",
        remedy: "split it")
    }
    var seen: Set<ConfigurationKey> = []
    for change in changes where !seen.insert(change.key).inserted {
      throw StrataError(
        .invalidInput, "\(change.key) is named twice", remedy: "change each key once")
    }
    self.changes = changes
    self.authorship = authorship
  }
}

/// One change of one key, as it is kept.
public struct ConfigurationVersion: Hashable, Sendable {
  /// What was done to the key.
  public enum Operation: String, Sendable, Codable, CaseIterable {
    case set, delete, rollback
  }

  /// The index of the configuration from this change on.
  public var index: Int64
  /// The key.
  public var key: ConfigurationKey
  /// What was done to it.
  public var operation: Operation
  /// The value since then; nil where the key has none, or where it was erased.
  public var value: ConfigurationValue?
  /// Whether the value was erased under a rule (row D6).
  public var isErased: Bool
  /// When.
  public var at: Timestamp
  /// By whom.
  public var author: String?
  /// Why.
  public var reason: String?
  /// The position of the entry in the journal.
  public var entry: Int64

  /// Makes a version.
  public init(
    index: Int64, key: ConfigurationKey, operation: Operation, value: ConfigurationValue?,
    isErased: Bool = false, at: Timestamp, author: String? = nil, reason: String? = nil,
    entry: Int64
  ) {
    self.index = index
    self.key = key
    self.operation = operation
    self.value = value
    self.isErased = isErased
    self.at = at
    self.author = author
    self.reason = reason
    self.entry = entry
  }

  /// Whether the key has a value since then.
  public var isPresent: Bool { value != nil || isErased }
}
