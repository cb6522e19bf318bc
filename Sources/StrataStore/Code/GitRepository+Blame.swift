public import StrataCore

extension GitRepository {
  /// Which commit made a line of a file, as `git blame` says.
  ///
  /// - Parameters:
  ///   - file: its path, from the folder of the repository that was given.
  ///   - line: its number, from 1, as the file stands in the work tree; in a bare repository, at HEAD.
  /// - Throws: ``StrataError``: `notFound` where the file or the line does not exist or is not in Git,
  ///   `storage` where git refuses.
  public func blame(_ file: String, line: Int) throws(StrataError) -> BlamedLine {
    let revision = kind == .bare ? ["HEAD"] : []
    let question = ["blame", "--porcelain", "-L\(line),\(line)"] + revision + ["--", file]
    let answer = git.answers(to: [question], in: folder)[0]
    guard case .said(let text) = answer else { throw refusal(answer, of: file, line: line) }
    guard let read = BlameAnswer(text) else {
      throw StrataError(
        .storage, "git blame did not say which commit made line \(line)", place: file,
        remedy: "try the same with git itself")
    }
    let isCommitted = read.commit.contains { $0 != "0" }
    let answers = texts(of: [
      ["ls-files", "--full-name", "-z", "--", file],
      ["rev-parse", (isCommitted ? read.commit : "HEAD") + (isCommitted ? "^@" : "")],
    ])
    let path = answers[0]?.split(separator: "\0").first.map(String.init)
    return BlamedLine(
      path: path ?? file, line: line, text: read.text, commit: isCommitted ? read.commit : nil,
      parents: (answers[1] ?? "").split(separator: "\n").map(String.init),
      originalPath: read.fields["filename"] ?? file, originalLine: read.line,
      author: read.fields["author"] ?? "unknown",
      committedAt: isCommitted
        ? read.fields["committer-time"].flatMap { Int64($0) }.map {
          Timestamp(microseconds: $0 &* 1_000_000)
        } : nil, summary: isCommitted ? read.fields["summary"] ?? "" : "")
  }

  /// Those of some commits that are a commit or come after it; what the repository does not know is
  /// none of them.
  ///
  /// - Complexity: that of `git rev-list` from the newest of them to the commit.
  public func descendants(of commit: String, among commits: [String]) throws(StrataError)
    -> [String]
  {
    let named = commits.filter { $0.count >= 40 && $0.allSatisfy(\.isHexDigit) }
    var found: Set<String> = [commit]
    for start in stride(from: 0, to: named.count, by: Self.namedAtOnce) {
      let part = named[start..<min(start + Self.namedAtOnce, named.count)]
      let text = try git.ask(
        ["rev-list", "--ignore-missing", "--ancestry-path", "^\(commit)"] + part, in: folder)
      found.formUnion(text.split(separator: "\n").map(String.init))
    }
    return commits.filter(found.contains)
  }

  /// How many commits one question names: the kernel bounds what a program may be told.
  private static let namedAtOnce = 2000

  private func refusal(_ answer: Git.Answer, of file: String, line: Int) -> StrataError {
    guard case .refused(_, let errors) = answer else { return git.failure(answer, in: folder) }
    if errors.contains("no such path") || errors.contains("cannot stat path")
      || errors.contains("Cannot lstat")
    {
      return StrataError(
        .notFound, "Git knows no such file", place: file,
        remedy: "name a file that is committed, from the folder you stand in or from --repository")
    }
    if errors.contains("lines") && errors.contains("has only") {
      return StrataError(
        .notFound, "the file has no line \(line)", place: file, remedy: "name a line that it has")
    }
    if errors.contains("is outside repository") {
      return StrataError(
        .notFound, "the file lies outside the repository", place: file,
        remedy: "name the repository with --repository DIR")
    }
    return git.failure(answer, in: folder)
  }
}

/// What `git blame --porcelain` says of one line.
private struct BlameAnswer {
  var commit: String
  var line: Int
  var fields: [String: String] = [:]
  var text = ""

  init?(_ answer: String) {
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 3, words[0].allSatisfy(\.isHexDigit), let line = Int(words[1]) else {
      return nil
    }
    commit = String(words[0])
    self.line = line
    for field in lines.dropFirst() {
      if field.hasPrefix("\t") {
        text = String(field.dropFirst())
        return
      }
      let parts = field.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
    }
    return nil
  }
}
