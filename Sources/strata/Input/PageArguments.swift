import ArgumentParser
import StrataCore
import StrataStore

/// Which part of a long list to show.
struct PageArguments: ParsableArguments {
  @Option(help: ArgumentHelp("At most this many; 0 for all.", valueName: "n"))
  var limit: Int = 50

  @Option(
    help: ArgumentHelp("Only what comes after this session in the list.", valueName: "session"))
  var after: String?

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("--limit is a number from 0, not \(limit)") }
  }

  /// The session after which the page begins.
  ///
  /// - Throws: ``StrataError``: `invalidInput`, `notFound`.
  func cursor(in store: SessionStore) throws -> SessionID? {
    guard let after else { return nil }
    return try SessionReference(parsing: after).session(in: store).id
  }

  /// The page, and the cursor of the next one where there is more.
  func fetch(
    _ query: SessionQuery, from store: SessionStore
  ) throws -> (sessions: [Session], next: SessionID?) {
    var query = query
    query.limit = limit == 0 ? .max : min(limit, .max - 1) + 1
    let found = try store.sessions(query)
    guard limit > 0, found.count > limit else { return (found, nil) }
    let page = Array(found.prefix(limit))
    return (page, page.last?.id)
  }
}
