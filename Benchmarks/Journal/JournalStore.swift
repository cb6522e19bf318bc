import StrataCore
import StrataStore
import SystemPackage

/// A store with so many entries, made through the public verbs by many callers at once.
struct JournalStore {
  /// Its folder.
  let root: FilePath
  /// A session with ``tracedEntries`` entries, half of what is recorded lies before it.
  let traced: SessionID
  /// How many entries its journal has.
  let entries: Int

  static let tracedEntries = 100
  /// Who asks at once; a transaction takes at most 256.
  private static let callers = 256
  /// Of how many entries one is a command in a session; the others are logins.
  private static let commandDistance = 8
  private static let sessions = 64

  static func make(
    at root: FilePath, entries count: Int, progress: Progress
  ) async throws -> JournalStore {
    let store = try SessionStore.initialize(at: root, options: .behindAServer)
    var sessions: [SessionID] = []
    for number in 0..<Self.sessions {
      sessions.append(
        try await store.start(SampleSession.request(0, customer: number)).id)
    }
    var made = sessions.count + 1
    let half = max(0, (count - Self.tracedEntries - made) / 2)
    try await fill(store, half, in: sessions, of: count, done: made, progress)
    made += half
    let traced = try await store.start(SampleSession.request(0, customer: 0)).id
    for number in 1..<Self.tracedEntries {
      _ = try await store.record(command: SampleCommand.record(number), in: .id(traced))
    }
    made += Self.tracedEntries
    try await fill(store, max(0, count - made), in: sessions, of: count, done: made, progress)
    try await store.close()
    return JournalStore(root: root, traced: traced, entries: count)
  }

  private static func fill(
    _ store: SessionStore, _ count: Int, in sessions: [SessionID], of total: Int, done: Int,
    _ progress: Progress
  ) async throws {
    var next = 0
    while next < count {
      progress.say(
        "journal", part: Double(done + next) / Double(total), "making \(total) entries")
      let end = min(count, next + callers * 64)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for caller in 0..<callers {
          let first = next + caller
          group.addTask {
            for number in stride(from: first, to: end, by: callers) {
              try await record(number, in: sessions[number % sessions.count], store)
            }
          }
        }
        try await group.waitForAll()
      }
      next = end
    }
  }

  private static func record(
    _ number: Int, in session: SessionID, _ store: SessionStore
  ) async throws {
    if number % commandDistance == 0 {
      _ = try await store.record(command: SampleCommand.record(number), in: .id(session))
    } else {
      _ = try await store.record(
        access: AccessRecord(
          number % 50 == 1 ? .failed : .login, user: "dev-\(number % 1000)", realm: "000001",
          method: "vault_token", clientIP: try IPAddress(parsing: "10.20.31.42"),
          metadata: ["mfa_used": true]))
    }
  }
}

/// A command such as people run.
enum SampleCommand {
  static func record(_ number: Int) -> CommandRecord {
    CommandRecord(
      type: "kubectl", fields: ["get", "pods"], host: "build-7.example.com",
      durationMilliseconds: Int64(40 + number % 400), status: .success, exitCode: 0,
      outputByteCount: Int64(output.count), user: "dana",
      commandLine: "kubectl get pods --namespace checkout --selector app=gateway -o wide",
      output: output)
  }

  private static let output = Array(
    String(repeating: "gateway-7d4b9c6f5d-x2x7v   1/1   Running   0   4d2h   10.4.1.17\n", count: 4)
      .utf8)
}

extension StoreOptions {
  /// Directories follow, as behind a server.
  static var behindAServer: StoreOptions { StrataStarts.Directory.follows.options }
}
