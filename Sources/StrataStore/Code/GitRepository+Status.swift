public import StrataCore
import SystemPackage

/// Which code is in force, and where it is kept (rows A1, A3).
public struct RepositoryStatus: Hashable, Sendable, Codable {
  /// A release below the commit.
  public struct Release: Hashable, Sendable, Codable {
    /// The name of its tag.
    public var tag: String
    /// How many commits the code has beyond it.
    public var commitsSince: Int

    enum CodingKeys: String, CodingKey {
      case tag
      case commitsSince = "commits_since"
    }
  }

  /// What a record made here is stamped with.
  public var code: CodeState
  /// The nearest release that the commit contains.
  public var release: Release?
  /// What the folder shows of the repository.
  public var kind: GitRepository.Kind
  /// The top of the work tree; in a bare repository its folder.
  public var folder: String
  /// The folder of the repository's own files.
  public var gitDirectory: String
  /// The work tree that a submodule lies in.
  public var superproject: String?
  /// The hash that names objects: `sha1` or `sha256`.
  public var objectFormat: String
  /// Whether HEAD is on no branch.
  public var isDetached: Bool
  /// The remotes, in the order of the configuration.
  public var remotes: [GitRemote]

  enum CodingKeys: String, CodingKey {
    case code, release, kind, folder, superproject, remotes
    case gitDirectory = "git_directory"
    case objectFormat = "object_format"
    case isDetached = "detached"
  }
}

extension GitRepository {
  /// How many releases are looked at to find the nearest, the highest first.
  private static let releaseLimit = 200

  /// The code in force.
  ///
  /// - Throws: ``StrataError`` with code `storage` where git takes too long or the repository is
  ///   damaged.
  public func status() throws(StrataError) -> RepositoryStatus {
    var code = CodeState(workingDirectory: folder.string)
    if kind == .bare {
      let answers = texts(of: GitCodeReader.bareQuestions)
      code.commit = answers[0]?.trimmingLineEnd
      code.branch = answers[1]?.trimmingLineEnd
    } else {
      GitCodeReader.read(try git.ask(GitCodeReader.statusQuestion, in: folder), into: &code)
    }
    let answers = texts(of: [
      GitCodeReader.tagQuestion, GitCodeReader.remoteQuestion,
      ["for-each-ref", "--merged=HEAD", "--format=%(refname:lstrip=2)", "refs/tags"],
    ])
    let remotes = GitCodeReader.remotes(in: answers[1])
    code.tag = GitCodeReader.tag(among: answers[0])
    code.repository = remotes.chosen?.url ?? top
    let releases = (answers[2] ?? "").split(separator: "\n")
      .compactMap { try? ReleaseTag(parsing: String($0)) }
    return RepositoryStatus(
      code: code, release: nearest(of: releases), kind: kind, folder: top,
      gitDirectory: gitDirectory, superproject: superproject, objectFormat: objectFormat,
      isDetached: code.branch == nil && code.commit != nil, remotes: remotes)
  }

  private func nearest(of releases: [ReleaseTag]) -> RepositoryStatus.Release? {
    let highest = releases.sorted(by: >).prefix(Self.releaseLimit)
    guard !highest.isEmpty else { return nil }
    // What a release may be called holds nothing that a pattern would read otherwise.
    let question = ["describe", "--tags", "--long"] + highest.map { "--match=\($0.name)" }
    // TAG-COUNT-gHASH
    let parts = texts(of: [question])[0]?.trimmingLineEnd.split(separator: "-") ?? []
    guard parts.count >= 3, let count = Int(parts[parts.count - 2]) else { return nil }
    return RepositoryStatus.Release(
      tag: parts.dropLast(2).joined(separator: "-"), commitsSince: count)
  }
}

extension String {
  /// The text without the line break that a program ends its answer with.
  var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
