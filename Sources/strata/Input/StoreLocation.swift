import StrataCore
import SystemPackage

/// Where the store is, and how that is known.
struct StoreLocation: Equatable {
  /// How a location was found.
  enum Source: String {
    case option = "--store"
    case environment = "STRATA_STORE"
    case search = "found upwards from the current directory"
  }

  /// The folder that a store has by default.
  static let folderName = ".strata"
  /// The file that makes a folder a store.
  static let markerName = "strata.json"

  let root: FilePath
  let source: Source

  /// The location that was asked for, if one was.
  static func asked(option: String?, environment: [String: String]) -> StoreLocation? {
    if let option { return StoreLocation(root: FilePath(option), source: .option) }
    guard let path = environment["STRATA_STORE"], !path.isEmpty else { return nil }
    return StoreLocation(root: FilePath(path), source: .environment)
  }

  /// The nearest store at or above a folder, as git finds a repository.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  static func searched(
    from folder: FilePath, isStore: (FilePath) -> Bool
  ) throws(StrataError) -> StoreLocation {
    var next = folder
    while true {
      let candidate = next.appending(folderName)
      if isStore(candidate) { return StoreLocation(root: candidate, source: .search) }
      guard next.removeLastComponent() else { break }
    }
    throw StrataError(
      .notFound, "there is no store here or in a folder above",
      place: folder.string,
      remedy: "make one with 'strata init', or name one with --store DIR or STRATA_STORE")
  }
}
