import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

/// What every verb on a Git repository takes: which one, and whether a program reads the answer.
struct RepositoryArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The repository. Default: the one around this folder.", valueName: "dir"),
    completion: .directory)
  var repository: String?

  @Flag(help: "Answer in JSON, errors too (docs/json.md).")
  var json = false

  /// Finds the repository.
  ///
  /// - Throws: ``StrataError``.
  func open() throws(StrataError) -> GitRepository {
    try GitRepository(at: repository.map { FilePath($0) } ?? StoreArguments.currentFolder)
  }
}
