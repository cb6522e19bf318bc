/// The names in a Git repository that conventions speak of (row A2), as values.
public struct RepositoryOutline: Hashable, Sendable {
  /// A branch, here or as last seen on a remote.
  public struct Branch: Hashable, Sendable {
    /// The name, without the remote's.
    public var name: String
    /// The remote it was seen on; nil for one of this repository.
    public var remote: String?
    /// The full hash of its head.
    public var commit: String
    /// Whether `main` or `develop` has all its commits.
    public var isIntegrated: Bool

    /// Makes a branch.
    public init(name: String, remote: String? = nil, commit: String, isIntegrated: Bool) {
      self.name = name
      self.remote = remote
      self.commit = commit
      self.isIntegrated = isIntegrated
    }

    /// The name with the remote's: `origin/develop`.
    public var shownName: String { remote.map { "\($0)/\(name)" } ?? name }
  }

  /// A tag.
  public struct Tag: Hashable, Sendable {
    /// The name.
    public var name: String
    /// Why the phases before were skipped, as the message of a milestone says.
    public var skipReason: String?

    /// Makes a tag.
    public init(_ name: String, skipReason: String? = nil) {
      self.name = name
      self.skipReason = skipReason
    }
  }

  /// The branches, in any order; not those that only point at another, as `origin/HEAD` does.
  public var branches: [Branch]
  /// The tags, in any order.
  public var tags: [Tag]
  /// The folders at the top of the commit that is checked out; nil where there is no commit.
  public var folders: [String]?
  /// The folders in `conversations` of that commit.
  public var conversationFolders: [String]
  /// The branch that is checked out; nil where HEAD is detached.
  public var checkedOut: String?
  /// Whether tracked files differ from the commit; nil in a bare repository.
  public var isDirty: Bool?

  /// Makes an outline.
  public init(
    branches: [Branch] = [], tags: [Tag] = [], folders: [String]? = nil,
    conversationFolders: [String] = [], checkedOut: String? = nil, isDirty: Bool? = nil
  ) {
    self.branches = branches
    self.tags = tags
    self.folders = folders
    self.conversationFolders = conversationFolders
    self.checkedOut = checkedOut
    self.isDirty = isDirty
  }
}
