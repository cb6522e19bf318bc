import StrataCore
import StrataStore
import StrataTesting
import SystemPackage

/// Starts sessions of one customer, one after the other.
struct Creation {
  let customer: CustomerID
  let worker: Int
  let count: Int

  func run(on root: FilePath) async throws {
    var options = StoreOptions.real
    options.temporaryStorage = root.removingLastComponent().appending("temporary")
    // The machine may be busy with other things; how long a waiter waits is tested elsewhere.
    options.lockWaitSeconds = 120
    options.lockLeaseSeconds = 300
    let store = try SessionStore.open(at: root, options: options)
    for index in 0..<count where !StrataLoad.isOrphan {
      let session = try await store.start(
        LoadRequest.start(worker: worker, index: index, for: customer))
      // A version that is provisional, or a directory that is late, is no answer to count on.
      if let note = session.notes.first { throw StrataError(.storage, note) }
      StrataLoad.report(
        .started(session.id, customer, session.version, session.decision.increment))
    }
    try await store.close()
  }
}
