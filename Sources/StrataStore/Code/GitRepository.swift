public import StrataCore
public import SystemPackage

/// A Git repository of any kind, read and tagged by the system's `git` (rows A1–A3).
///
/// Nothing here talks to a remote; ``ChainRemote`` does.
public struct GitRepository: Sendable {
  /// What a folder shows of a repository.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The repository and its work tree.
    case workTree = "work_tree"
    /// A work tree beside the repository's own (`git worktree add`).
    case linkedWorkTree = "linked_work_tree"
    /// A repository inside another.
    case submodule
    /// No work tree.
    case bare
  }

  /// The folder that it was found from.
  public let folder: FilePath
  /// What the folder shows.
  public let kind: Kind
  /// The top of the work tree; in a bare repository its folder.
  public let top: String
  /// The folder of the repository's own files.
  public let gitDirectory: String
  /// The work tree that a submodule lies in.
  public let superproject: String?
  /// The hash that names objects: `sha1` or `sha256`.
  public let objectFormat: String
  let git: Git

  /// Finds the repository that a folder lies in.
  ///
  /// - Throws: ``StrataError``: `notFound` where there is no git, folder or repository; `storage`
  ///   where git refuses it (`safe.directory`), takes too long or the repository is damaged.
  public init(at folder: FilePath, git: Git = Git()) throws(StrataError) {
    let answer = try git.ask(
      [
        "rev-parse", "--path-format=absolute", "--is-bare-repository", "--is-inside-work-tree",
        "--show-object-format", "--git-common-dir", "--absolute-git-dir",
        "--show-superproject-working-tree",
      ], in: folder)
    let lines = answer.split(separator: "\n").map(String.init)
    guard lines.count >= 5 else {
      throw StrataError(
        .storage, "git did not say what kind of repository it is", place: folder.string,
        remedy: "Strata needs git 2.31 or newer; see 'git --version'")
    }
    let hasWorkTree = lines[1] == "true"
    let superproject = lines.count > 5 ? lines[5] : nil
    kind =
      !hasWorkTree
      ? .bare
      : superproject != nil ? .submodule : lines[3] == lines[4] ? .workTree : .linkedWorkTree
    objectFormat = lines[2]
    gitDirectory = lines[4]
    self.superproject = superproject
    let shown = hasWorkTree ? try git.ask(["rev-parse", "--show-toplevel"], in: folder) : lines[4]
    top = shown.hasSuffix("\n") ? String(shown.dropLast()) : shown
    self.folder = folder
    self.git = git
  }

  /// Asks questions at once and gives the answers; one that may be missing is nil.
  func texts(of questions: [[String]]) -> [String?] {
    git.answers(to: questions, in: folder).map(\.text)
  }

  /// Where a remote is pushed to; nil where there is none of that name.
  public func remoteURL(named name: String) -> String? {
    git.answers(to: [["remote", "get-url", "--push", "--", name]], in: folder)[0].line
  }

  /// Whether HEAD names a commit.
  func hasCommit() -> Bool {
    git.answers(to: [["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]], in: folder)[0].text
      != nil
  }

  /// Tags a commit as a milestone, with a message. The tag is made as the user's own settings say
  /// (name, signature).
  ///
  /// - Throws: ``StrataError``: `conflict` where the tag was made meanwhile, `storage` where git
  ///   refuses.
  public func make(_ milestone: Milestone) throws(StrataError) {
    let name = milestone.tag.description
    let answer = git.answers(
      to: [
        [
          "tag", "--annotate", "--cleanup=whitespace", "--message=\(milestone.message)", name,
          milestone.commit,
        ]
      ], in: folder)[0]
    switch answer {
    case .said: return
    case .refused(_, let errors) where errors.contains("already exists"):
      throw StrataError(
        .conflict, "the milestone \(name) exists", remedy: "see it with: git show \(name)")
    case .refused(_, let errors) where errors.contains("tell me who you are"):
      throw StrataError(
        .storage, "git does not know who tags", place: folder.string,
        remedy: "git config --global user.name NAME && git config --global user.email ADDRESS")
    default: throw git.failure(answer, in: folder)
    }
  }
}
