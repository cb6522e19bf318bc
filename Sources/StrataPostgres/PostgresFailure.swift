import StrataCore

/// What the server said when it refused, or libpq when there was no server to say anything.
struct PostgresFailure: Error, CustomStringConvertible {
  /// The five characters by which PostgreSQL names the kind of failure; nil where it was libpq.
  var state: String?
  /// The first line of the message. Its details may quote what is stored, and are left out.
  var message: String

  var description: String { state.map { "\(message) [\($0)]" } ?? message }

  /// Whether the transaction fell victim to another one and will pass when it is run again.
  var isCollision: Bool { state == "40001" || state == "40P01" }

  /// Whether it says that the server is going, or that the connection was taken away.
  var isLoss: Bool {
    guard let state else { return false }
    return state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(state)
  }

  /// The failure in the journal's terms.
  func error(at place: String) -> StrataError {
    let (code, message, remedy) = meaning
    return StrataError(code, message, place: place, remedy: remedy, cause: self)
  }

  /// The kinds are in appendix A of PostgreSQL's manual.
  private var meaning: (StrataError.Code, String, String) {
    if isLoss { return Self.loss }
    if isCollision {
      return (
        .storage, "transactions of other programs kept getting in the way of this one", "try again"
      )
    }
    switch state ?? "" {
    case "53100":
      return (
        .storage, "the disk of the journal's database is full", "free disk space on the server"
      )
    case "53200":
      return (.storage, "the journal's database ran out of memory", "give the server more memory")
    case "53300":
      return (
        .storage, "the journal's database has no connection left",
        "raise max_connections on the server, or close other programs"
      )
    case "25006", "55000":
      return (
        .storage, "the journal's database takes no changes",
        "name the primary server, and check that the database is not set to read only"
      )
    case "55P03":
      return (
        .storage,
        "another process kept the journal busy for \(PostgresSession.lockWaitSeconds) seconds",
        "try again; if it stays, end the other process"
      )
    case "42501":
      return (
        .storage, "the journal's database does not let this user do that",
        "connect as the owner of the journal, or have CREATE on the database granted to the user"
      )
    case "42P01", "3F000":
      return (
        .corrupt, "the database holds no journal, or not all of it",
        "check the journal's URL in strata.json, or restore the database from a backup"
      )
    case let state where state.hasPrefix("23"):
      return (
        .conflict, "the journal refused a record that contradicts another one", "run 'strata fsck'"
      )
    case let state where state.hasPrefix("22"):
      return (
        .conflict, "the journal refused a value that does not fit its column", "run 'strata fsck'"
      )
    case let state where state.hasPrefix("XX"):
      return (
        .corrupt, "the journal's database is damaged",
        "look into the server's log, and keep a copy of its data"
      )
    default:
      return (.storage, "the journal's database refused", "run 'strata doctor'")
    }
  }

  private static let loss = (
    StrataError.Code.storage, "the connection to the journal's database was lost",
    "try again; nothing of the change was kept"
  )
}
