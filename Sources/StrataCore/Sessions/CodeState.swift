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

  /// Makes a state; every field defaults to unknown.
  public init(
    repository: String? = nil, commit: String? = nil, tag: String? = nil, branch: String? = nil,
    isDirty: Bool? = nil, workingDirectory: String? = nil
  ) {
    self.repository = repository
    self.commit = commit
    self.tag = tag
    self.branch = branch
    self.isDirty = isDirty
    self.workingDirectory = workingDirectory
  }

  enum CodingKeys: String, CodingKey {
    case repository, commit, tag, branch
    case isDirty = "dirty"
    case workingDirectory = "working_directory"
  }
}
