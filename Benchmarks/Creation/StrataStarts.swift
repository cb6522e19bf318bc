import StrataStore
import SystemPackage

/// Strata through its public API: the version decided, the session kept, its directory written.
struct StrataStarts: Contender {
  /// Whether an acknowledgement waits for the directory, as at the command line, or the directory
  /// follows, as behind a server.
  enum Directory: String, CaseIterable {
    case follows, first

    /// The options of a store that does so.
    var options: StoreOptions {
      var options = StoreOptions()
      options.materialisation = self == .follows ? .background : .beforeReturning
      return options
    }

    /// In words, for the tables.
    var words: String { "directory \(self)" }
  }

  let directory: Directory

  var key: String { "strata-directory-\(directory)" }
  var title: String { "Strata, \(directory.words)" }

  func prepare(in folder: FilePath, for load: Load) async throws {
    try await SessionStore.initialize(at: folder.appending("store")).close()
  }

  func work(
    in folder: FilePath, under load: Load, process: Int, seconds: Double
  ) async throws -> Tally {
    var options = directory.options
    options.lockWaitSeconds = 30
    let store = try SessionStore.open(at: folder.appending("store"), options: options)
    let watch = Stopwatch()
    var tally = try await Callers.suspending(load.callers, seconds: seconds) { caller, index in
      let customer = load.customer(caller: caller + process * load.callers, index: index)
      _ = try await store.start(SampleSession.request(index, customer: customer))
    }
    try await store.close()
    tally.settledSeconds = watch.seconds
    return tally
  }
}
