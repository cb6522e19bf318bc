import ArgumentParser
import Foundation
import Glibc
import StrataCore
import StrataPostgres
import StrataStore
import SystemPackage

/// What every verb takes: which store, and whether a program reads the answer.
struct StoreArguments: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp(
      "The store. Default: $STRATA_STORE, else .strata in this folder or above.",
      valueName: "dir"),
    completion: .directory)
  var path: String?

  @Flag(help: "Answer in JSON, errors too (docs/json.md).")
  var json = false

  /// Where the store is.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  func location() throws(StrataError) -> StoreLocation {
    let asked = StoreLocation.asked(
      option: path, environment: ProcessInfo.processInfo.environment)
    if let asked { return asked }
    return try StoreLocation.searched(from: Self.currentFolder, isStore: Self.isStore)
  }

  /// Where the store is, also one that has lost what makes it one, but not its sessions.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  func damagedLocation() throws(StrataError) -> StoreLocation {
    do {
      return try location()
    } catch {
      let here = newLocation()
      guard access(here.root.appending("sessions").string, F_OK) == 0 else { throw error }
      return here
    }
  }

  /// Where `init` makes a store.
  func newLocation() -> StoreLocation {
    StoreLocation.asked(option: path, environment: ProcessInfo.processInfo.environment)
      ?? StoreLocation(
        root: Self.currentFolder.appending(StoreLocation.folderName), source: .search)
  }

  /// Opens the store, does something with it and closes it, whatever happens.
  func withStore<Answer>(
    for access: StoreOptions.Access, _ configure: (inout StoreOptions) -> Void = { _ in },
    _ body: (SessionStore) async throws -> Answer
  ) async throws -> Answer {
    var options = Self.options(for: access)
    configure(&options)
    let store = try SessionStore.open(at: try location().root, options: options)
    let answer: Answer
    do {
      answer = try await body(store)
    } catch {
      try? await store.close()
      throw error
    }
    if case .writing = access { await tellAlerts(of: store) }
    try await store.close()
    return answer
  }

  /// What the command opens stores with.
  static func options(for access: StoreOptions.Access) -> StoreOptions {
    var options = StoreOptions()
    options.usePostgres()
    options.access = access
    return options
  }

  /// What was just written may complete an anomaly: whoever caused it sees it.
  private func tellAlerts(of store: SessionStore) async {
    for alert in await store.raiseDueAlerts() {
      let line = try? EventView.line(alert, asJSON: json, style: Terminal.current.errorStyle)
      if let line { Output.complain(line + "\n") }
    }
  }

  /// Whether a folder is a store.
  static func isStore(_ folder: FilePath) -> Bool {
    access(folder.appending(StoreLocation.markerName).string, F_OK) == 0
  }

  /// The current directory.
  static var currentFolder: FilePath { FilePath(FileManager.default.currentDirectoryPath) }
}
