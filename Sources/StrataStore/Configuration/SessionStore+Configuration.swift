public import StrataCore

/// A point in the history of the configuration.
public enum ConfigurationPoint: Hashable, Sendable {
  /// Now.
  case now
  /// An index, 0 for before the first change.
  case index(Int64)
  /// A time. Indexes only rise; where the clock was set back, the highest index that was recorded at
  /// or before the time counts.
  case time(Timestamp)
}

/// What a change of the configuration came to.
public struct ConfigurationOutcome: Hashable, Sendable {
  /// The index of the configuration since then.
  public var index: Int64
  /// What was changed, by key; with `version` and `updated-at` where they are kept. Empty where every
  /// key had its value already: then nothing was written.
  public var changes: [ConfigurationVersion]
}

/// The values of some keys at one index.
public struct ConfigurationSnapshot: Hashable, Sendable {
  /// The index that was in force.
  public var index: Int64
  /// The keys that had a value, in order.
  public var values: [ConfigurationVersion]
}

/// Under which configuration a session's entries were made (row B5).
public struct SessionConfiguration: Hashable, Sendable {
  /// The session.
  public var session: SessionID
  /// Its entries by the index that was in force, in order; at least one span.
  public var spans: [ConfigurationSpan]
  /// What was in force at its first entry.
  public var first: ConfigurationSnapshot
  /// What changed between its first and its last entry, oldest first.
  public var changes: [ConfigurationVersion]
}

extension SessionStore {
  /// Changes some keys together, or none (rows B1, B2).
  ///
  /// ```swift
  /// let key = try ConfigurationKey("rebe-shell/config/feature-flags")
  /// let flags = try ConfigurationValue(#"{"wasm-preview": true}"#)
  /// try await store.changeConfiguration(
  ///   ConfigurationTransaction(
  ///     [ConfigurationChange(key, .set(flags), expecting: 0)],
  ///     by: Authorship(author: "ada", reason: "preview for all")))
  /// ```
  /// - Throws: ``StrataError``: `conflict` where a key is not as expected, `invalidInput`, `storage`.
  /// - Complexity: O(size of the transaction), independent of the length of the history.
  @discardableResult
  public func changeConfiguration(
    _ change: ConfigurationTransaction
  ) async throws -> ConfigurationOutcome {
    let randomness = options.randomness
    return try await commitConfiguration { transaction in
      var generator = randomness()
      return try transaction.changeConfiguration(
        change.changes, by: change.authorship, using: &generator)
    }
  }

  /// Gives a key, or all keys of a scope, what they had at a point, as a new change (row B2).
  ///
  /// - Throws: ``StrataError``: `notFound` where the scope never had a value or the index does not
  ///   exist, `conflict` where a value that is wanted back was erased, `storage`.
  @discardableResult
  public func rollBackConfiguration(
    of scope: ConfigurationScope, to point: ConfigurationPoint, by authorship: Authorship
  ) async throws -> ConfigurationOutcome {
    let randomness = options.randomness
    return try await commitConfiguration { transaction in
      var generator = randomness()
      return try transaction.rollBackConfiguration(
        of: scope, to: point, by: authorship, using: &generator)
    }
  }

  private func commitConfiguration(
    _ change: @escaping @Sendable (JournalTransaction) throws -> ConfigurationOutcome
  ) async throws -> ConfigurationOutcome {
    let outcome = try await commits.commit(change)
    signNowAndThen()
    return outcome
  }
}

// MARK: - Reading

extension SessionStore {
  /// The value of a key with who set it when and why.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where it had none.
  /// - Complexity: O(log n).
  public func configuration(
    of key: ConfigurationKey, at point: ConfigurationPoint = .now
  ) throws -> ConfigurationVersion {
    try driver.read { connection in
      let index: Int64 =
        point == .now ? .max : try ConfigurationReading.index(at: point, in: connection)
      let version = try ConfigurationReading.version(of: key, at: index, in: connection)
      if let version, version.isPresent { return version }
      var message = point == .now ? "\(key) has no value" : "\(key) had no value then"
      if point == .now, let version {
        message += ": it was deleted at index \(version.index)"
      }
      throw StrataError(
        .notFound, message,
        remedy: "'strata config list' lists the keys, 'strata config history' "
          + "says what they had")
    }
  }

  /// A feature flag of a key (row B1).
  ///
  /// - Throws: ``StrataError``: `notFound`, `invalidInput` where the value holds no such Boolean.
  public func flag(_ name: String, of key: ConfigurationKey) throws -> Bool {
    let version = try configuration(of: key)
    guard let value = version.value else {
      throw StrataError(.notFound, "the value of \(key) was erased", remedy: "set it again")
    }
    return try value.flag(name, of: key)
  }

  /// The keys of a scope that had a value at a point (row B5).
  ///
  /// - Throws: ``StrataError`` with code `notFound` for an index that does not exist.
  public func configuration(
    in scope: ConfigurationScope = .everything, at point: ConfigurationPoint = .now
  ) throws -> ConfigurationSnapshot {
    try driver.read { connection in
      try Self.snapshot(
        of: scope, at: ConfigurationReading.index(at: point, in: connection), in: connection)
    }
  }

  /// The changes of a scope, newest first (row B2).
  ///
  /// - Parameters:
  ///   - index: only changes before this one; nil for all.
  ///   - limit: how many transactions at most; all changes of one are there or none.
  public func configurationHistory(
    of scope: ConfigurationScope, before index: Int64? = nil, limit: Int = .max
  ) throws -> [ConfigurationVersion] {
    try driver.read { connection in
      try ConfigurationReading.history(
        of: scope, before: index ?? .max, limit: max(0, limit), in: connection)
    }
  }

  /// Under which configuration a session's entries were made (row B5).
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  /// - Complexity: O(entries of the session + changes of the scope).
  public func configuration(
    of session: SessionName, in scope: ConfigurationScope = .everything
  ) throws -> SessionConfiguration {
    try driver.read { connection in
      let id = try StoredSession.named(session, in: connection).session.id
      let stamps = try connection.query(
        """
        SELECT sequence, recorded_at, configuration FROM entries WHERE session = ? ORDER BY sequence
        """, .text(id.description)
      ).map { (sequence: try $0.int(0), at: try $0.time(1), index: try $0.integer(2)) }
      let spans = ConfigurationSpan.spans(of: stamps)
      let (first, last) = (spans.first?.index ?? 0, spans.last?.index ?? 0)
      return SessionConfiguration(
        session: id, spans: spans, first: try Self.snapshot(of: scope, at: first, in: connection),
        changes: try ConfigurationReading.changes(
          of: scope, after: first, upTo: last, limit: .max, in: connection))
    }
  }

  /// The keys whose values are not shown unless they are asked for by name.
  public func concealedConfigurationKeys() throws -> ConcealedKeys {
    try driver.read { try ConfigurationReading.concealedKeys(in: $0) }
  }

  private static func snapshot(
    of scope: ConfigurationScope, at index: Int64, in connection: any SQLConnection
  ) throws -> ConfigurationSnapshot {
    ConfigurationSnapshot(
      index: index,
      values: try ConfigurationReading.versions(in: scope, at: index, in: connection)
        .filter(\.isPresent))
  }
}
