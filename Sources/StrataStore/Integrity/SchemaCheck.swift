import StrataCore

/// Checks that the database has every table, index, trigger and view that the journal needs.
struct SchemaCheck {
  let connection: any SQLConnection

  /// What the schema has, by the first words of the statement that makes it.
  struct Object: Hashable {
    enum Kind: String { case function, table, index, trigger, view }

    var kind: Kind
    var name: String
    var statement: String

    /// The table that a trigger belongs to.
    var table: String {
      let words = statement.split(whereSeparator: \.isWhitespace)
      return words.firstIndex(of: "ON").map { String(words[$0 + 1]) } ?? ""
    }
  }

  /// Tables whose rows nothing in the database can make again.
  private static let primary: Set = ["meta", "entries", "contents", "turns"]

  /// Each object of a dialect's schema that has a name of its own.
  static func objects(of dialect: SQLDialect) -> [Object] {
    dialect.statements.compactMap { statement in
      let words = statement.split(whereSeparator: \.isWhitespace).prefix(6).filter {
        !["OR", "REPLACE", "UNIQUE"].contains($0)
      }
      guard words.count > 2, words[0] == "CREATE",
        let kind = Object.Kind(rawValue: words[1].lowercased())
      else { return nil }
      return Object(
        kind: kind, name: String(words[2].prefix { $0 != "(" }), statement: statement)
    }
  }

  /// What the database lacks, and what of it can only come from elsewhere; nil where it is empty.
  func missing() throws -> (objects: [Object], lostTables: [Object])? {
    let present = Set(
      try connection.query(connection.dialect.objectNames).map { try $0.text(0) })
    guard !present.isEmpty else { return nil }
    let missing = Self.objects(of: connection.dialect).filter { !present.contains($0.name) }
    let lost = missing.filter { Self.primary.contains($0.name) }
    return (missing.filter { !Self.primary.contains($0.name) }, lost)
  }

  /// What can be made again.
  func findings() throws -> [Finding] {
    try (missing()?.objects ?? []).map { object in
      let what = "\(object.kind.rawValue) \(object.name)"
      // One that is switched off or was never finished is as good as none.
      let working = [.index, .trigger].contains(object.kind) ? "working " : ""
      return Finding(
        "schema.missing", place: what, "the database has no \(working)\(what)",
        remedy: "run 'strata fsck --repair'"
      ).about(.schemaObject(object.name))
    }
  }
}
