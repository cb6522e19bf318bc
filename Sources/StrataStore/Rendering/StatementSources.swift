public import StrataCore

/// What a session's statement of work tells beside the session: known without reading its turns again,
/// and settled once it was said.
public struct StatementSources: Hashable, Sendable {
  /// The changes (row L5) that made the version and its nearest ancestors, in any order, others among
  /// them.
  public var changes: [VersionChange]
  /// What is quoted of the conversation.
  public var excerpt: ConversationExcerpt

  /// Makes sources.
  public init(changes: [VersionChange], excerpt: ConversationExcerpt) {
    self.changes = changes
    self.excerpt = excerpt
  }
}

extension JournalReading {
  /// The sources of a session as it was read.
  static func sources(
    of stored: StoredSession, in connection: any SQLConnection
  ) throws -> StatementSources {
    let session = stored.session
    let count = session.turnCount
    let opening = try turns(
      of: stored.position, from: 0, limit: min(count, ConversationExcerpt.openingTurns),
      in: connection)
    let last =
      count > ConversationExcerpt.openingTurns
      ? try turns(of: stored.position, from: count - 1, limit: 1, in: connection).last
      : opening.last
    return StatementSources(
      changes: try changes(upTo: session.version, of: session.customer, in: connection),
      excerpt: ConversationExcerpt(opening: opening, last: last, of: count))
  }
}
