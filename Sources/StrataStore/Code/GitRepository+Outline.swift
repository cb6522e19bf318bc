public import StrataCore

extension GitRepository {
  /// The names that conventions speak of, as they are here and as the remotes were last seen.
  ///
  /// - Throws: ``StrataError`` with code `storage` where git takes too long or the repository is
  ///   damaged.
  /// - Complexity: O(branches + tags + folders), and a walk of the commits that `main` and `develop`
  ///   do not have.
  public func outline() throws(StrataError) -> RepositoryOutline {
    let names = try git.ask(["remote"], in: folder).split(separator: "\n").map(String.init)
    // Of two remotes `a` and `a/b` the longer name owns `refs/remotes/a/b/main`.
    let remotes = names.sorted { $0.utf8.count > $1.utf8.count }
    var outline = RepositoryOutline()
    outline.branches = try branches(remotes: remotes)
    outline.tags = try tags()
    let head = texts(of: [GitCodeReader.bareQuestions[1], GitCodeReader.statusQuestion])
    outline.checkedOut = head[0]?.trimmingLineEnd
    if kind != .bare, let status = head[1] {
      var code = CodeState()
      GitCodeReader.read(status, into: &code)
      outline.isDirty = code.isDirty
    }
    if hasCommit() {
      outline.folders = try folders(in: "HEAD")
      if outline.folders?.contains(ConversationName.folder) == true {
        outline.conversationFolders = try folders(in: "HEAD:\(ConversationName.folder)")
      }
    }
    return outline
  }

  private static let branchRefs = ["refs/heads", "refs/remotes"]

  private func branches(remotes: [String]) throws(StrataError) -> [RepositoryOutline.Branch] {
    let answer = try git.ask(
      ["for-each-ref", "--format=%(objectname) %(symref) %(refname)"] + Self.branchRefs,
      in: folder)
    var branches: [(reference: String, branch: RepositoryOutline.Branch)] = []
    for line in answer.split(separator: "\n") {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      // `origin/HEAD` only points at another branch.
      guard parts.count == 3, parts[1].isEmpty, let (name, remote) = Self.name(parts[2], remotes)
      else { continue }
      branches.append(
        (
          parts[2],
          RepositoryOutline.Branch(
            name: name, remote: remote, commit: parts[0], isIntegrated: false)
        ))
    }
    let trunks = branches.filter { CodeConventions.trunks.contains($0.branch.name) }
    let merged = texts(
      of: trunks.map { trunk in
        ["for-each-ref", "--merged=\(trunk.reference)", "--format=%(refname)"] + Self.branchRefs
      })
    let integrated = Set(merged.flatMap { ($0 ?? "").split(separator: "\n").map(String.init) })
    return branches.map { reference, branch in
      var branch = branch
      branch.isIntegrated = integrated.contains(reference)
      return branch
    }
  }

  private static func name(_ reference: String, _ remotes: [String])
    -> (name: String, remote: String?)?
  {
    let here = "refs/heads/"
    if reference.hasPrefix(here) { return (String(reference.dropFirst(here.count)), nil) }
    for remote in remotes {
      let there = "refs/remotes/\(remote)/"
      if reference.hasPrefix(there) {
        return (String(reference.dropFirst(there.count)), remote)
      }
    }
    return nil
  }

  private func tags() throws(StrataError) -> [RepositoryOutline.Tag] {
    let reason = "%(contents:trailers:key=\(Milestone.skipTrailer),valueonly,separator=%2C)"
    let answer = try git.ask(
      ["for-each-ref", "--format=%(refname:lstrip=2) \(reason)", "refs/tags"], in: folder)
    return answer.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      return RepositoryOutline.Tag(parts[0], skipReason: parts.count > 1 ? parts[1] : nil)
    }
  }

  /// The folders and submodules in a tree, by name.
  private func folders(in tree: String) throws(StrataError) -> [String] {
    // From the top, whatever folder of the work tree git is asked in.
    let answer = try git.ask(["ls-tree", "-z", "--full-tree", tree], in: folder)
    return answer.split(separator: "\0").compactMap { line in
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let kind = parts[0].split(separator: " ").dropFirst().first,
        kind == "tree" || kind == "commit"
      else { return nil }
      return String(parts[1])
    }
  }
}
