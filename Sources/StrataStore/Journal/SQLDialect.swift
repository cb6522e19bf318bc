/// What one database wants written in its own way: the tables, and questions about itself. Every other
/// statement is portable.
package struct SQLDialect: Sendable {
  /// A setting that durability rests on, and the value it must have.
  struct Setting: Sendable {
    let name: String
    let query: String
    let expected: String
  }

  /// The database's name.
  let name: String
  /// Makes the tables, one statement each.
  let statements: [String]
  /// Answers with a row where the tables have been made.
  let metaTable: String
  /// Answers with a row for each thing that is wrong with the database itself.
  let faults: String
  /// Answers with the name of every object of the schema that there is and that works.
  let objectNames: String
  /// Takes away what is left of an object that does not work; nil where nothing can be left.
  let removal: @Sendable (SchemaCheck.Object) -> String?
  /// Answers with the version of the database.
  let engineVersion: String
  /// The member of a column of JSON as a text, or null; both are names that the code chose.
  let jsonText: @Sendable (_ column: String, _ member: String) -> String
  /// A member of an entry's stamp of the code as a text, or null, as the index over it is written.
  let codeMember: @Sendable (_ member: String) -> String
  /// Lets rows be added in another order than they name one another, until the end of the transaction.
  let deferringKeys: [String]
  /// Compares what was deferred, and ends the deferring.
  let checkingKeys: [String]
  let settings: [Setting]
}

extension SQLDialect {
  /// What finds the entries of a commit, and those that point at a file (rows A1, K3).
  static func codeIndexes(_ member: (String) -> String) -> [String] {
    ["commit", "file"].map { name in
      """
      CREATE INDEX entry_by_\(name) ON entries ((\(member(name))), position)
      WHERE (\(member(name))) IS NOT NULL
      """
    }
  }
}

/// The format of a store: its tables, and the bytes that a session's files are rendered to, for their
/// digests are in the journal.
enum Schema {
  /// The format that this Strata writes; a store of a higher one is refused by name.
  static let formatVersion = 4
}
