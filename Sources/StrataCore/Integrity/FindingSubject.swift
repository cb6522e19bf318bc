/// What a repair of a finding works on.
package enum FindingSubject: Hashable, Sendable {
  /// The journal as a whole, its log or the store's marker: what a recovery mends.
  case journal
  /// An object of the database that is made by a statement of the schema: a trigger, an index, a view.
  case schemaObject(String)
  /// Rows that the entries make.
  case views
  /// What was said in a session, or what its entries commit to.
  case content(SessionID)
  /// The same of an entry that belongs to no session.
  case entryContent(Int64)
  /// A session's directory, or one of its files.
  case directory(SessionID, FileDamage)
  /// Something that Strata did not put there: a path below the store's folder.
  case stranger(path: String, session: SessionID?)
  /// A folder of the store, by its name.
  case folder(String)
  /// A private key that others may read: a path below the store's folder.
  case key(path: String)
  /// A version lock that a dead process left.
  case lock(CustomerID)
  /// The archive of a topic.
  case archive(Topic)
  /// How far a consumer group has come.
  case offset(group: String, topic: Topic)
  /// A row of the table `meta`.
  case mark(String)
  /// A file of temporary storage that cannot be read, by its session.
  case kept(SessionID)
}

/// What happened to a file of a session's directory, or to the directory.
package struct FileDamage: Hashable, Sendable {
  /// How the file is damaged.
  package enum Kind: String, Hashable, Sendable {
    /// It is not there, or something else stands in its place.
    case missing
    /// It is no JSON any more.
    case unreadable
    /// It differs in nothing but times.
    case times
    /// It says something else.
    case changed
    /// Only its owner, group or mode is wrong.
    case permissions
  }

  /// The file; nil for the directory.
  package var file: String?
  /// How it is damaged.
  package var kind: Kind

  /// Names damage.
  package init(file: String?, _ kind: Kind) {
    self.file = file
    self.kind = kind
  }

  /// The kind of mend that it asks for (row V4); nil where no content is concerned.
  package var mend: Trigger? {
    switch kind {
    case .permissions: nil
    case .missing: .missingFileRegeneration
    case .times: .timestampCorrections
    case .unreadable, .changed:
      if file == "conversation.json" {
        .conversationReconstruction
      } else {
        kind == .unreadable && file?.hasSuffix(".json") == true
          ? .jsonSchemaFixes : .metadataCorrections
      }
    }
  }
}

extension [FileDamage] {
  /// The kind of the one mend that covers them all: the one that concerns most of what a session is.
  package var mend: Trigger? {
    let order: [Trigger] = [
      .conversationReconstruction, .missingFileRegeneration, .jsonSchemaFixes,
      .metadataCorrections, .timestampCorrections,
    ]
    let kinds = Set(compactMap(\.mend))
    return order.first(where: kinds.contains)
  }
}
