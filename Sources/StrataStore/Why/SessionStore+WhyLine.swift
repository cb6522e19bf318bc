public import StrataCore

extension SessionStore {
  private static let commitCount = 20_000

  /// Why a line of a file is as it is: what was recorded on the code before its commit, on the commit
  /// and on what contains it, and what points at the file (rows A1, K3).
  ///
  /// - Parameter repository: the repository that the line was found in.
  /// - Throws: ``StrataError``.
  /// - Complexity: O(c log n) for c different commits that entries name, besides what git takes.
  public func cause(
    of blame: BlamedLine, in repository: GitRepository
  ) throws -> LineCause {
    let stamped = try driver.read { try Self.stampedCommits(in: $0) }
    // What git is asked must hold up no view of the database.
    let commits =
      try blame.commit.map { try repository.descendants(of: $0, among: stamped) } ?? []
    return try driver.read { connection in
      // Git keeps whole seconds.
      let last =
        try blame.committedAt.map {
          try WhyReading.lastPosition(at: $0.advanced(bySeconds: 1), in: connection)
        } ?? .max
      return LineCause(
        blame: blame,
        before: try Self.entries(
          on: blame.parents, and: "position <= ?", [.integer(last)], newestFirst: true,
          in: connection),
        since: try Self.entries(on: commits, newestFirst: false, in: connection),
        pointing: try Self.entries(at: [blame.path, blame.originalPath], in: connection),
        commits: commits)
    }
  }

  /// Every commit that an entry names, each found by one look into the index.
  private static func stampedCommits(in connection: any SQLConnection) throws -> [String] {
    let commit = connection.dialect.codeMember("commit")
    var commits: [String] = []
    while commits.count < commitCount {
      let row = try connection.query(
        """
        SELECT \(commit) FROM entries WHERE \(commit) > ? ORDER BY \(commit) LIMIT 1
        """, .text(commits.last ?? "")
      ).first
      guard let row else { break }
      commits.append(try row.text(0))
    }
    return commits
  }

  /// The entries on some commits. Of each commit only as many places are looked up as can be shown.
  private static func entries(
    on commits: [String], and condition: String = "1 = 1", _ arguments: [SQLValue] = [],
    newestFirst: Bool, in connection: any SQLConnection
  ) throws -> CitedEntries {
    try cited(
      commits.map {
        ("\(connection.dialect.codeMember("commit")) = ? AND \(condition)", [.text($0)] + arguments)
      },
      newestFirst: newestFirst, in: connection)
  }

  private static func entries(
    at paths: Set<String>, in connection: any SQLConnection
  ) throws -> CitedEntries {
    try cited(
      paths.sorted().map { ("\(connection.dialect.codeMember("file")) = ?", [.text($0)]) },
      newestFirst: true, in: connection)
  }

  /// The first entries that any of some conditions selects, of which no two select the same.
  private static func cited(
    _ conditions: [(sql: String, arguments: [SQLValue])], newestFirst: Bool,
    in connection: any SQLConnection
  ) throws -> CitedEntries {
    let order = newestFirst ? "DESC" : "ASC"
    var positions: [Int64] = []
    for condition in conditions {
      positions += try connection.query(
        "SELECT position FROM entries WHERE \(condition.sql) ORDER BY position \(order) LIMIT ?",
        condition.arguments + [.int(WhyReading.citedCount + 1)]
      ).map { try $0.integer(0) }
    }
    positions.sort { newestFirst ? $0 > $1 : $0 < $1 }
    return CitedEntries(
      try positions.prefix(WhyReading.citedCount).map {
        try WhyReading.cited($0, in: connection)
      }, hasMore: positions.count > WhyReading.citedCount)
  }
}
