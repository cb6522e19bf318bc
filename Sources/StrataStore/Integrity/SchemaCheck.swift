import StrataCore

/// Checks that the database has every table, index, trigger and view that the journal needs.
struct SchemaCheck {
  let connection: any SQLConnection

  /// What the schema has, by the first words of the statement that makes it.
  struct Object: Hashable {
    enum Kind: String { case table, index, trigger, view }

    var kind: Kind
    var name: String
    var statement: String
  }

  /// Tables whose rows nothing can make again.
  private static let primary: Set = ["meta", "entries", "contents", "turns"]

  /// Each object of a dialect's schema that has a name of its own.
  static func objects(of dialect: SQLDialect) -> [Object] {
    dialect.statements.compactMap { statement in
      let words = statement.split(whereSeparator: \.isWhitespace).prefix(4).map { $0.lowercased() }
      guard words.first == "create", words.count == 4 else { return nil }
      let named = words[1] == "unique" ? 2 : 1
      guard let kind = Object.Kind(rawValue: words[named]) else { return nil }
      return Object(kind: kind, name: words[named + 1], statement: statement)
    }
  }

  /// What is missing; nothing on a database that says by itself what its objects are.
  func findings() throws -> [Finding] {
    guard let names = connection.dialect.objectNames else { return [] }
    let present = Set(try connection.query(names).map { try $0.text(0) })
    let missing = Self.objects(of: connection.dialect).filter { !present.contains($0.name) }
    return missing.map { object in
      let what = "\(object.kind.rawValue) \(object.name)"
      let isLost = Self.primary.contains(object.name)
      return Finding(
        isLost ? "journal.damaged" : "schema.missing", place: what, "the database has no \(what)",
        remedy: isLost
          ? "restore the journal from a backup; keep a copy of what is there"
          : "run 'strata fsck --repair'"
      ).about(isLost ? nil : .schemaObject(object.name))
    }
  }
}
