import StrataCore
import StrataStore

/// One thing that a simulated process asks of its store.
enum SimulatedOperation: Sendable, CustomStringConvertible {
  case start(StartRequest?, String)
  case append(SessionID, [String])
  case record(SessionID, String)
  case complete(SessionID)
  case read(SessionID)

  /// What became of it.
  enum Outcome: Sendable {
    case answer(Session)
    case failure(any Error)
  }

  var description: String {
    switch self {
    case .start(let request, let name):
      "starts \(name) of \(request?.customer.name ?? "nobody")"
        + (request?.operation.map { " mending \($0.target)" } ?? "")
    case .append(let id, let names): "appends \(names) to \(id)"
    case .record(let id, let name): "records \(name) in \(id)"
    case .complete(let id): "completes \(id)"
    case .read(let id): "reads \(id)"
    }
  }

  /// The session it is about, where there is one already.
  var session: SessionID? {
    switch self {
    case .start: nil
    case .append(let id, _), .record(let id, _), .complete(let id), .read(let id): id
    }
  }

  func customer(in model: SimulationModel) -> CustomerID? {
    if case .start(let request, _) = self { return request?.customer }
    return session.flatMap { model.sessions[$0]?.customer }
  }

  func perform(on store: SessionStore) async throws -> Session {
    switch self {
    case .start(let request?, _): return try await store.start(request)
    case .start(nil, _): throw SimulationModel.Broken("a start without a request")
    case .append(let id, let names):
      return try await store.append(
        names.map { Turn(.user, "turn of \($0)", author: $0) }, to: .id(id))
    case .record(let id, let name):
      return try await store.record(
        KeyDecision(topic: name, choice: "yes", at: Timestamp(microseconds: 0)), in: .id(id))
    case .complete(let id):
      return try await store.complete(.id(id), Completion(outcome: .success))
    case .read(let id): return try store.session(.id(id))
    }
  }

  /// What it does to a session that exists.
  func apply(to model: inout SimulationModel) {
    switch self {
    case .start, .read: break
    case .append(let id, let names): model.change(id) { $0.turns += names }
    case .record(let id, let name): model.change(id) { $0.decisions.append(name) }
    case .complete(let id): model.change(id) { $0.isSealed = true }
    }
  }

  /// It failed: it was performed wholly all the same, or not at all.
  func settleDoubt(in model: inout SimulationModel, by reader: SessionStore) throws {
    guard let id = session, let known = model.sessions[id] else { return }
    let found = try reader.session(.id(id))
    let isDone =
      switch self {
      case .start, .read: false
      case .append: found.turnCount > known.turns.count
      case .record: found.decisions.count > known.decisions.count
      case .complete: found.state == .sealed && !known.isSealed
      }
    if isDone { apply(to: &model) }
  }
}
