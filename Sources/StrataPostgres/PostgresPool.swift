import Dispatch
import StrataCore
import Synchronization

/// A few connections of one use, made when they are needed and lent to one thread at a time.
final class PostgresPool: Sendable {
  private struct State {
    var idle: [PostgresSession] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let slots: DispatchSemaphore
  private let connect: @Sendable () throws(StrataError) -> PostgresSession

  /// A pool that opens at most `limit` connections.
  init(limit: Int, connect: @escaping @Sendable () throws(StrataError) -> PostgresSession) {
    slots = DispatchSemaphore(value: limit)
    self.connect = connect
  }

  /// Opens the first connection, so that what is wrong with the server shows now.
  func start() throws { try lend(after: "SELECT 1") { _ in } }

  /// Lends a connection that has performed a statement; waits while all are lent.
  ///
  /// An idle connection may have died since it was used, with its server for example. The statement
  /// shows it, and a new connection is made.
  func lend<Value>(
    after statement: String, _ body: (PostgresSession) throws -> Value
  ) throws -> Value {
    slots.wait()
    defer { slots.signal() }
    let session = try ready(by: statement)
    defer { takeBack(session) }
    return try body(session)
  }

  /// Closes the connections that are idle now, and the others when they come back.
  func close() {
    state.withLock { $0 = State(isClosed: true) }
  }

  private func ready(by statement: String) throws(StrataError) -> PostgresSession {
    if let session = try takeIdle() {
      do {
        try session.perform(statement)
        return session
      } catch {
        guard session.isLost else { throw error }
        // The others have most likely died with it.
        state.withLock { $0.idle = [] }
      }
    }
    let session = try connect()
    try session.perform(statement)
    return session
  }

  private func takeIdle() throws(StrataError) -> PostgresSession? {
    let (session, isClosed) = state.withLock { ($0.idle.popLast(), $0.isClosed) }
    if isClosed { throw StrataError(.conflict, "the store is closed", remedy: "open it again") }
    return session
  }

  private func takeBack(_ session: PostgresSession) {
    guard session.isIdle else { return }
    state.withLock { if !$0.isClosed { $0.idle.append(session) } }
  }
}
