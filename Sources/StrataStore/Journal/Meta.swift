import StrataCore

/// The names in the table `meta`.
enum Meta: String {
  /// The format of the database; equal to the one in `strata.json`.
  case format
  /// The identity of the store.
  case store
  /// The boot of the machine in which directories were last known to be written.
  case boot
  /// The entries up to here show in the directories, unless the power was cut.
  case materialisedThrough = "materialised_through"
  /// The entries up to here show in the directories even after a power cut.
  case durableThrough = "durable_through"

  /// The value, or nil where it was never set.
  func value(in connection: any SQLConnection) throws -> String? {
    try connection.query("SELECT value FROM meta WHERE name = ?", .text(rawValue)).first?.text(0)
  }

  /// The value as a position, 0 where it was never set.
  func position(in connection: any SQLConnection) throws -> Int64 {
    try value(in: connection).flatMap { Int64($0) } ?? 0
  }
}
