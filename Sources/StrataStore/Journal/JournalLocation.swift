public import StrataCore
public import SystemPackage

/// Where a store keeps its journal.
public enum JournalLocation: Sendable, Hashable, CustomStringConvertible {
  /// A SQLite file.
  case file(FilePath)
  /// A PostgreSQL database.
  case postgres(PostgresURL)

  /// The path, or the URL.
  public var description: String {
    switch self {
    case .file(let path): path.string
    case .postgres(let url): url.description
    }
  }
}

/// Where a PostgreSQL database is: `postgres://USER@HOST:PORT/DATABASE`, as libpq reads it, without a
/// password, for the URL is written down and shown.
public struct PostgresURL: Sendable, Hashable, CustomStringConvertible {
  /// The URL.
  public let description: String

  package static let example = "postgres://USER@HOST:PORT/DATABASE"

  package static let passwordRefused = StrataError(
    .usage, "the journal's URL holds a password, and it would be written into strata.json",
    remedy: "leave it out of the URL; set PGPASSWORD, or enter it in ~/.pgpass")

  /// Whether a text is meant to be such a URL.
  public static func isMeant(by text: String) -> Bool {
    text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
  }

  /// Reads a URL.
  ///
  /// - Throws: ``StrataError`` with code `usage`; where there is a password, the error does not
  ///   repeat it.
  public init(_ text: String) throws(StrataError) {
    guard Self.isMeant(by: text),
      text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
    else {
      throw StrataError(
        .usage, "the journal's URL is not one of a PostgreSQL database",
        remedy: "write it as \(Self.example)")
    }
    let rest = text.drop { $0 != "/" }.dropFirst(2)
    let authority = rest.prefix { $0 != "/" }
    let user = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
    let query = rest.drop { $0 != "?" }.dropFirst()
    let names = query.split(separator: "&").map { $0.prefix { $0 != "=" }.lowercased() }
    guard !user.contains(":"), !names.contains(where: { $0.contains("password") }) else {
      throw Self.passwordRefused
    }
    description = text
  }
}
