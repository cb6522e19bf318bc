import StrataCore
import StrataTesting
import Synchronization

@testable import StrataStore

/// One thing that a simulated process asks of the layers beside the sessions. Each that is recorded
/// is done by somebody of a name that nobody else has.
enum SimulatedActivity: Sendable, CustomStringConvertible {
  /// Sets a key to a value, if its last change is the expected one.
  case set(key: String, value: String, expecting: Int64?, by: String)
  case rollBack(key: String, to: Int64, by: String)
  case command(SessionID, by: String)
  case access(by: String)
  case deployment(SessionID?, by: String)
  case erase(SessionID, by: String)
  /// A consumer group reads some events and says so.
  case consume(Topic)
  case runGroups
  case archive
  case sign

  /// What became of it.
  enum Outcome: Sendable {
    case done
    case changed(ConfigurationOutcome)
    case read(EventPage, Topic)
    case failure(any Error)
    /// It had read some events, and could not say so.
    case failureAfterReading(EventPage, Topic, any Error)

    /// What went wrong.
    var error: (any Error)? {
      switch self {
      case .failure(let error), .failureAfterReading(_, _, let error): error
      case .done, .changed, .read: nil
      }
    }
  }

  static let group = "readers"

  /// The name under which it is recorded.
  var name: String? {
    switch self {
    case .set(_, _, _, let name), .rollBack(_, _, let name), .command(_, let name),
      .access(let name), .deployment(_, let name), .erase(_, let name):
      name
    case .consume, .runGroups, .archive, .sign: nil
    }
  }

  var kind: JournalEntry.Kind? {
    switch self {
    case .set, .rollBack: .configurationChanged
    case .command: .commandExecuted
    case .access: .accessAttempted
    case .deployment: .deploymentRecorded
    case .erase: .contentErased
    case .consume, .runGroups, .archive, .sign: nil
    }
  }

  var session: SessionID? {
    switch self {
    case .command(let id, _), .erase(let id, _): id
    case .deployment(let id, _): id
    default: nil
    }
  }

  var description: String {
    switch self {
    case .set(let key, let value, let index, let name):
      "\(name) sets \(key) to \(value.prefix(12)) after \(index.map(String.init) ?? "any")"
    case .rollBack(let key, let index, let name): "\(name) rolls \(key) back to \(index)"
    case .command(let id, let name): "\(name) runs a command in \(id)"
    case .access(let name): "\(name) fails to log in"
    case .deployment(let id, let name): "\(name) deploys in \(id.map(\.description) ?? "none")"
    case .erase(let id, let name): "\(name) erases \(id)"
    case .consume(let topic): "the readers read \(topic.rawValue)"
    case .runGroups: "the standing groups run"
    case .archive: "what is over is archived"
    case .sign: "a checkpoint is signed"
    }
  }

  func perform(on store: SessionStore) async -> Outcome {
    let outcome: Outcome
    do {
      outcome = try await self.outcome(on: store)
    } catch {
      outcome = .failure(error)
    }
    await store.restOfSigning()
    return outcome
  }

  private func outcome(on store: SessionStore) async throws -> Outcome {
    switch self {
    case .set(let key, let value, let expected, let name):
      let change = ConfigurationChange(
        try ConfigurationKey(key), .set(try ConfigurationValue(value)), expecting: expected)
      return .changed(
        try await store.changeConfiguration(
          ConfigurationTransaction([change], by: Authorship(author: name))))
    case .rollBack(let key, let index, let name):
      return .changed(
        try await store.rollBackConfiguration(
          of: .key(ConfigurationKey(key)), to: .index(index), by: Authorship(author: name)))
    case .command(let id, let name):
      let text = "echo \(name)"
      _ = try await store.record(
        command: CommandRecord(
          type: "echo", host: "here", durationMilliseconds: 1,
          status: name.hasSuffix("3") ? .failure : .success, exitCode: 0,
          outputByteCount: 4, user: name, commandLine: text, output: Array(name.utf8)), in: .id(id))
    case .access(let name):
      _ = try await store.record(access: AccessRecord(.failed, user: name, method: "token"))
    case .deployment(let id, let name):
      _ = try await store.record(
        deployment: DeploymentRecord(environment: "production", user: name),
        in: id.map(SessionName.id))
    case .erase(let id, let name):
      _ = try await store.erase(
        ErasureRequest(
          session: .id(id), rule: "gdpr-17", by: name,
          anonymised: [Turn(.user, "somebody asked", author: name)]))
    case .consume(let topic):
      let group = try ConsumerGroup(Self.group)
      let page = try store.events(
        EventQuery(
          topic, from: .offset(try store.committed(by: group, in: topic)), limit: 15))
      do {
        try await store.commit(page.next, of: group, in: topic)
        return .read(page, topic)
      } catch {
        return .failureAfterReading(page, topic, error)
      }
    case .runGroups: for group in StandingGroup.allCases { _ = try await store.run(group) }
    case .archive: _ = try await store.archiveEvents(olderThanDays: 1)
    case .sign: try store.signCheckpoint()
    }
    return .done
  }
}

extension SessionStore {
  /// Waits until the checkpoint is signed that a verb has left to be signed beside it, so that a seed
  /// repeats which call fails.
  func restOfSigning() async { await background.withLock { $0.signing }?.value }
}
