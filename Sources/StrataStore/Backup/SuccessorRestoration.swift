import StrataCore

/// Makes the anonymised successors of sealed versions whose words were erased after the moment that a
/// store is restored to (rows D6, R3), as `erase` does: the store is open, and not yet in its place.
///
/// An erasure is two transactions. Where the moment lies between them, the second is done here as well.
struct SuccessorRestoration {
  /// The sessions whose erasure was recorded again.
  let erased: [(id: SessionID, erasure: Int64, version: SemanticVersion?)]
  /// The successors that were made after the moment, of which these take the words.
  let made: [LaterErasures.Successor]

  /// - Returns: the successors.
  func perform(in store: SessionStore) async throws -> [SessionName] {
    var names: [SessionName] = []
    for (id, turns) in try wanted(in: store) {
      guard let request = try request(for: id, saying: turns, in: store),
        let successor = try await store.successor(of: id, for: request)
      else { continue }
      // Where the disk refuses, a start waits outside the store; that is no restored store.
      names.append(try store.session(.id(successor.id)).name)
    }
    if !names.isEmpty { _ = try store.signCheckpoint() }
    return names
  }

  /// The sessions that may want a successor, each with what it is to hold.
  private func wanted(in store: SessionStore) throws -> [(SessionID, [Turn]?)] {
    var wanted: [(id: SessionID, turns: [Turn]?)] = []
    for (id, erasure, version) in erased {
      let session = try store.session(.id(id))
      let successor = made.first {
        $0.position > erasure && $0.customer == session.customer
          && $0.parent == version ?? session.version
      }
      wanted.append((id, successor?.turns))
    }
    for successor in made {
      let name = SessionName.version(successor.customer, successor.parent)
      do {
        let session = try store.session(name)
        guard !wanted.contains(where: { $0.id == session.id }) else { continue }
        wanted.append((session.id, successor.turns))
      } catch let error as StrataError where error.code == .notFound {
        continue
      }
    }
    return wanted.map { ($0.id, $0.turns) }
  }

  /// Nil for a session that was not erased.
  private func request(
    for id: SessionID, saying turns: [Turn]?, in store: SessionStore
  ) throws -> ErasureRequest? {
    guard let erasure = try store.driver.read({ try JournalReading.erasure(of: id, in: $0) }),
      case .string(let rule)? = erasure.body.member("rule")
    else { return nil }
    return ErasureRequest(
      session: .id(id), rule: rule,
      by: erasure.actor == AuditRow.unknown ? nil : erasure.actor, anonymised: turns)
  }
}
