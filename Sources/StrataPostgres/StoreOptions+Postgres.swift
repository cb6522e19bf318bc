public import StrataStore

extension StoreOptions {
  /// Opens journals on PostgreSQL too. A password comes from `PGPASSWORD` or `~/.pgpass`.
  ///
  /// ```swift
  /// var options = StoreOptions()
  /// options.usePostgres()
  /// let store = try SessionStore.open(at: "/var/lib/advisor", options: options)
  /// ```
  public mutating func usePostgres() {
    let openFile = openDriver
    openDriver = { location, access in
      switch location {
      case .file: try openFile(location, access)
      case .postgres(let url): try PostgresDriver(at: url, for: access)
      }
    }
  }
}
