public import StrataCore

extension SessionStore {
  /// Records a command that ran in an active session (row D1).
  ///
  /// The entry says what a person or a program may know for ever; the command line and the output lie
  /// apart and can be erased.
  /// - Returns: the entry.
  /// - Throws: ``StrataError``: `notFound`, `conflict` where the session is sealed, `invalidInput` with
  ///   the field that is wrong, `storage`.
  public func record(command: CommandRecord, in name: SessionName) async throws -> JournalEntry {
    let body = try EntryBody(command.body())
    let base = try recent(name)
    let contents = contents(of: command)
    let code = options.code
    let recorded = try await retrying {
      try await self.commits.commit { transaction in
        try SessionChange.record(
          command, body: body, contents: contents, in: base.stored, code: code, in: transaction)
      }
    }
    return await shown(recorded, since: base)
  }

  private func contents(of command: CommandRecord) -> [Content] {
    var generator = options.randomness()
    var contents: [Content] = []
    for (name, bytes) in [
      (Content.command, command.commandLine.map { Array($0.utf8) }),
      (Content.output, command.output),
    ] {
      guard let bytes else { continue }
      contents.append(Content(name: name, salt: .salt(using: &generator), bytes: bytes))
    }
    return contents
  }

  /// Records that somebody logged in or out, or tried to (row D1).
  ///
  /// - Returns: the entry.
  /// - Throws: ``StrataError``: `invalidInput` with the field that is wrong, `storage`.
  public func record(access: AccessRecord) async throws -> JournalEntry {
    try await record(
      .accessAttempted, body: try EntryBody(access.body()), user: access.user, realm: access.realm)
  }

  /// Records that something was brought to an environment, in a session where there is one (row D1).
  ///
  /// - Returns: the entry.
  /// - Throws: ``StrataError``: `notFound`, `invalidInput` with the field that is wrong, `storage`.
  public func record(
    deployment: DeploymentRecord, in name: SessionName? = nil
  ) async throws -> JournalEntry {
    let body = try EntryBody(deployment.body())
    guard let name else {
      return try await record(
        .deploymentRecorded, body: body, user: deployment.user, realm: deployment.realm)
    }
    let base = try recent(name)
    let code = options.code
    let recorded = try await retrying {
      try await self.commits.commit { transaction in
        try SessionChange.record(
          deployment, body: body, in: base.stored, code: code, in: transaction)
      }
    }
    return await shown(recorded, since: base)
  }

  /// Appends an entry that belongs to no session.
  private func record(
    _ kind: JournalEntry.Kind, body: EntryBody, user: String?, realm: String?
  ) async throws -> JournalEntry {
    let entry = try await retrying {
      try await self.commits.commit { transaction in
        try transaction.append(
          JournalTransaction.Draft(
            kind: kind, actor: user, realm: realm, body: body.bytes, value: body.value)
        ).entry()
      }
    }
    signNowAndThen()
    return entry
  }

  /// Shows a session's change in its directory, and returns the entry that caused it.
  private func shown(
    _ recorded: SessionChange.Recorded, since base: RecentSessions.Known
  ) async -> JournalEntry {
    let stored = recorded.stored
    _ = await show(
      .refreshed(stored, sources(of: stored, since: base)), entryCount: stored.entryCount)
    return recorded.entry
  }

  /// What an entry committed to and keeps apart, by name; an erased content is missing.
  ///
  /// - Throws: ``StrataError`` with code `storage`.
  public func contents(of entry: JournalEntry) throws -> [String: [UInt8]] {
    try driver.read { connection in
      var contents: [String: [UInt8]] = [:]
      let rows = try connection.query(
        "SELECT name, content FROM contents WHERE entry = ? AND content IS NOT NULL",
        .integer(entry.position))
      for row in rows { contents[try row.text(0)] = try row.bytes(1) }
      return contents
    }
  }
}

/// The particulars of an entry, and their canonical JSON.
struct EntryBody: Sendable {
  let value: JSONValue
  let bytes: [UInt8]

  /// - Throws: ``StrataError`` with code `invalidInput` for numbers that JSON cannot hold.
  init(_ value: JSONValue) throws(StrataError) {
    self.value = value
    bytes = try CanonicalJSON.bytes(value)
  }
}
