/// The code in force when something was recorded (rows A1, A3).
public struct CodeState: Hashable, Sendable, Codable {
  /// Where the repository is: a remote's URL, else a path.
  public var repository: String?
  /// The full hash of the commit; nil in a repository without commits.
  public var commit: String?
  /// A tag that names the commit.
  public var tag: String?
  /// The branch; nil where HEAD is detached.
  public var branch: String?
  /// Whether tracked files differ from the commit; nil where nobody looked.
  public var isDirty: Bool?
  /// The working directory it was seen from.
  public var workingDirectory: String?
  /// The file that is pointed at, as a path in the repository.
  public var file: String?
  /// The line of the file that is pointed at, from 1.
  public var line: Int?

  /// Makes a state; every field defaults to unknown.
  public init(
    repository: String? = nil, commit: String? = nil, tag: String? = nil, branch: String? = nil,
    isDirty: Bool? = nil, workingDirectory: String? = nil, file: String? = nil, line: Int? = nil
  ) {
    self.repository = repository
    self.commit = commit
    self.tag = tag
    self.branch = branch
    self.isDirty = isDirty
    self.workingDirectory = workingDirectory
    self.file = file
    self.line = line
  }

  /// The place that is pointed at as `path:line`; nil where no file is.
  public var place: String? {
    file.map { file in line.map { "\(file):\($0)" } ?? file }
  }

  /// Commits and files are looked up in an index, which takes no long texts on every database.
  private static let maximumCommitBytes = 128
  private static let maximumFileBytes = 2048
  /// As long as a path may be.
  private static let maximumTextBytes = 4096

  /// Refuses a state that an entry has no room for.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that names the field and its limit.
  package func check() throws(StrataError) {
    for (text, field, limit) in [
      (commit, "commit", Self.maximumCommitBytes), (file, "file", Self.maximumFileBytes),
      (repository, "repository", Self.maximumTextBytes), (tag, "tag", Self.maximumTextBytes),
      (branch, "branch", Self.maximumTextBytes),
      (workingDirectory, "working directory", Self.maximumTextBytes),
    ] {
      guard let text else { continue }
      try RecordText.check(length: text, "code's \(field)", limit)
      guard !text.unicodeScalars.contains("\0") else {
        throw StrataError(
          .invalidInput, "the code's \(field) holds a NUL character", remedy: "leave it out")
      }
    }
  }

  enum CodingKeys: String, CodingKey {
    case repository, commit, tag, branch, file, line
    case isDirty = "dirty"
    case workingDirectory = "working_directory"
  }
}
