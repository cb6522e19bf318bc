import Foundation
import StrataPostgres
package import StrataStore

/// The databases that a journal can be on, each as a test meets it.
public enum JournalBackend: String, CaseIterable, Sendable {
  case sqlite, postgres

  /// The one that `STRATA_TEST_JOURNAL` names, so that a suite can be run on each; otherwise SQLite.
  public static let chosen =
    ProcessInfo.processInfo.environment["STRATA_TEST_JOURNAL"].flatMap(JournalBackend.init)
    ?? .sqlite

  /// Makes a database for one test where the backend has a server, and removes it afterwards.
  package func withDatabase<Value>(
    _ body: (PostgresURL?) async throws -> Value
  ) async throws -> Value {
    guard self == .postgres else { return try await body(nil) }
    let server = try PostgresServer.shared()
    let url = try server.makeDatabase()
    let value: Value
    do {
      value = try await body(url)
    } catch {
      try? server.drop(url)
      throw error
    }
    try server.drop(url)
    return value
  }
}

extension StoreOptions {
  /// The system's clock, randomness and files, and every database.
  package static var real: StoreOptions {
    var options = StoreOptions()
    options.usePostgres()
    return options
  }
}
