import Crypto
public import StrataCore

/// The four files of a session's directory as bytes (row S1): a pure function of what the journal
/// knows, so that a directory can be checked, and made again, byte for byte.
///
/// `conversation.json` depends on the session's id, customer and version and on the turns; the other
/// three on the session and its ``StatementSources``, which know of the turns only what is quoted.
public struct SessionRendering: Sendable {
  /// How many version changes of its ancestry, its own included, a statement of work lists.
  public static let historyLength = 5

  private let files: [SessionFile: [UInt8]]

  /// Renders all four files.
  ///
  /// - Parameter changes: the changes (row L5) that made this version and its nearest ancestors, in
  ///   any order, others among them. Only ``historyLength`` steps of the ancestry are used, and
  ///   these never change once a version is made.
  /// - Complexity: O(bytes of the turns).
  public init(session: Session, turns: [Turn], changes: [VersionChange]) {
    var files = Self.summaries(
      session, StatementSources(changes: changes, excerpt: ConversationExcerpt(of: turns)))
    files[.conversation] = ConversationText.whole(session, turns: turns)
    self.files = files
  }

  /// The bytes of one file.
  public subscript(file: SessionFile) -> [UInt8] { files[file] ?? [] }

  /// The digest of each file, as ``ContentDigest`` writes it.
  ///
  /// - Complexity: O(bytes).
  public var digests: [SessionFile: String] { files.mapValues { ContentDigest.text(of: $0) } }

  /// The three files that do not hold the turns.
  static func summaries(
    _ session: Session, _ sources: StatementSources
  ) -> [SessionFile: [UInt8]] {
    let context = MetadataText.context(session.context)
    let metadata = MetadataText.metadata(session)
    let statement = StatementOfWork.text(
      session, history: history(of: session, in: sources.changes), excerpt: sources.excerpt,
      files: [
        (.deploymentContext, ContentDigest.text(of: context)),
        (.metadata, ContentDigest.text(of: metadata)),
      ])
    return [.deploymentContext: context, .metadata: metadata, .statementOfWork: statement]
  }

  private static func history(
    of session: Session, in changes: [VersionChange]
  ) -> [VersionChange] {
    var history: [VersionChange] = []
    var next: SemanticVersion? = session.version
    while history.count < historyLength, let version = next,
      let change = changes.first(where: { $0.new == version })
    {
      history.append(change)
      next = change.previous
    }
    return history
  }
}

/// The digest of content: `sha256:` and 64 hexadecimal digits.
public enum ContentDigest {
  /// The digest of some bytes.
  ///
  /// - Complexity: O(bytes).
  public static func text(of bytes: [UInt8]) -> String {
    Array(SHA256.hash(data: bytes)).digestText
  }
}
