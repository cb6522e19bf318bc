public import ArgumentParser
public import StrataCore
public import StrataStore

extension Topic: ExpressibleByArgument {}

extension EventType: ExpressibleByArgument {}

extension StandingGroup: ExpressibleByArgument {}

/// Which events of a topic to show.
struct EventArguments: ParsableArguments {
  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "Where to begin: an offset, a time (RFC 3339), or beginning.", valueName: "place"))
  var from: String?

  @Option(
    help: ArgumentHelp("Only events of this session.", valueName: "session"),
    completion: .customers)
  var session: String?

  @Option(help: ArgumentHelp("Only events of this type. Repeatable.", valueName: "type"))
  var type: [EventType] = []

  /// The query that asks for them.
  ///
  /// - Throws: ``StrataError``: `usage`, `invalidInput`, `notFound`.
  func query(
    _ topic: Topic, orFrom start: EventQuery.Start, limit: Int, in store: SessionStore
  ) throws -> EventQuery {
    EventQuery(
      topic, from: try place() ?? start,
      session: try session.map { try SessionReference(parsing: $0).session(in: store).id },
      types: Set(type), limit: limit)
  }

  private func place() throws(StrataError) -> EventQuery.Start? {
    guard let from else { return nil }
    if from == "beginning" { return .beginning }
    if let offset = Int64(from) {
      guard offset >= 0 else {
        throw StrataError(.usage, "an offset is a number from 0, not \(offset)")
      }
      return .offset(offset)
    }
    do {
      return .time(try Timestamp(parsing: from))
    } catch {
      throw StrataError(
        .usage, "--from is neither an offset, nor a time, nor 'beginning'",
        remedy: "for example --from 120, or --from 2026-01-05T09:00:00Z", cause: error)
    }
  }
}
