import StrataCore
import Synchronization
import SystemPackage

/// What decides the versions of a store: the policy of its options, extended by the terms in its
/// `vocabulary.json`. The file is read for the first decision, so that verbs which decide nothing do
/// not wait for it.
final class StorePolicy: Sendable {
  /// A larger file is refused, in bytes.
  private static let limit = 1 << 20

  private let base: VersionPolicy
  private let path: FilePath
  private let fileSystem: any FileSystem
  private let extended = Mutex<VersionPolicy?>(nil)

  init(_ base: VersionPolicy, of layout: StoreLayout, on fileSystem: any FileSystem) {
    self.base = base
    path = layout.vocabulary
    self.fileSystem = fileSystem
  }

  /// The policy.
  ///
  /// - Throws: ``StrataError``: `invalidInput` where the file is wrong, `storage`.
  func current() throws(StrataError) -> VersionPolicy {
    try extended.withLock { known throws(StrataError) -> VersionPolicy in
      if let known { return known }
      let policy = try file()?.extending(base) ?? base
      known = policy
      return policy
    }
  }

  /// The store's own terms, or nil where there is no file of them.
  func file() throws(StrataError) -> VocabularyFile? {
    guard let status = try fileSystem.status(of: path) else { return nil }
    guard status.kind == .file, status.size <= Self.limit else {
      throw StrataError(
        .invalidInput, "the store's vocabulary is not a file of at most 1 MiB",
        place: path.string, remedy: "replace it by a JSON file (docs/versions.md)")
    }
    return try VocabularyFile(
      fileSystem.readFile(path, maximumBytes: Self.limit), place: path.string)
  }
}
