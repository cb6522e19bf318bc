/// What Git says of one line of a file.
public struct BlamedLine: Sendable, Hashable {
  /// The file, as a path in the repository.
  public var path: String
  /// The number of the line, from 1.
  public var line: Int
  /// What the line says.
  public var text: String
  /// The commit that made it; nil while it is not committed.
  public var commit: String?
  /// The commit's parents; of a line that is not committed, the commit that is checked out.
  public var parents: [String]
  /// Where the line stood in the commit that made it.
  public var originalPath: String
  /// Its number there.
  public var originalLine: Int
  /// Who wrote it.
  public var author: String
  /// When the commit was made; nil where there is none.
  public var committedAt: Timestamp?
  /// The first line of the commit's message.
  public var summary: String

  /// Makes a line.
  public init(
    path: String, line: Int, text: String, commit: String?, parents: [String],
    originalPath: String, originalLine: Int, author: String, committedAt: Timestamp?,
    summary: String
  ) {
    self.path = path
    self.line = line
    self.text = text
    self.commit = commit
    self.parents = parents
    self.originalPath = originalPath
    self.originalLine = originalLine
    self.author = author
    self.committedAt = committedAt
    self.summary = summary
  }
}

/// Why a line of a file is as it is, as far as the code stamps of entries tell (rows A1, K3).
public struct LineCause: Sendable {
  /// The line and its commit.
  public var blame: BlamedLine
  /// What was recorded on the commit's parents before it was made, newest first: the work that it
  /// came from.
  public var before: CitedEntries
  /// What was recorded on the commit and on later code that contains it, oldest first.
  public var since: CitedEntries
  /// What points at the file itself, newest first.
  public var pointing: CitedEntries
  /// The commits among those of the store's entries that contain the line's commit.
  public var commits: [String]

  /// Puts a cause together.
  public init(
    blame: BlamedLine, before: CitedEntries, since: CitedEntries, pointing: CitedEntries,
    commits: [String]
  ) {
    self.blame = blame
    self.before = before
    self.since = since
    self.pointing = pointing
    self.commits = commits
  }
}
