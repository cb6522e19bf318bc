import Glibc
import StrataCore
import StrataStore
import StrataTesting
import SystemPackage

/// A user who may read the store and not write it: says what it can read, and what it is told when
/// it tries to write.
enum Stranger {
  /// The user and group that own nothing.
  private static let nobody: UInt32 = 65_534

  static func run(on root: FilePath, customer: CustomerID) async throws {
    // Root may write everywhere, whatever the modes say.
    if geteuid() == 0 {
      guard setgid(nobody) == 0, setuid(nobody) == 0 else {
        throw StrataError(.usage, "root could not become nobody")
      }
    }
    let reader = try SessionStore.open(at: root, options: options(.reading, root))
    for session in try reader.sessions(SessionQuery(newestFirst: false)) {
      StrataLoad.report(
        .started(session.id, session.customer, session.version, session.decision.increment))
    }
    try await reader.close()
    let store = try SessionStore.open(at: root, options: options(.writing, root))
    guard let name = try store.sessions().first?.name else { return }
    await tell { _ = try await store.append([Turn(.user, "more")], to: name) }
    await tell {
      _ = try await store.start(LoadRequest.start(worker: 0, index: 0, for: customer))
    }
    try await store.close()
  }

  private static func options(_ access: StoreOptions.Access, _ root: FilePath) -> StoreOptions {
    var options = StoreOptions.real
    options.access = access
    options.temporaryStorage = root.removingLastComponent().appending("temporary")
    return options
  }

  private static func tell(_ body: () async throws -> Void) async {
    do {
      try await body()
      StrataLoad.report("done")
    } catch {
      let error = error as? StrataError ?? StrataError(.storage, "\(error)")
      StrataLoad.report("\(error.code): \(error.message)")
    }
  }
}
