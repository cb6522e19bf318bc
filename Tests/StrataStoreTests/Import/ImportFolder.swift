import Foundation
import StrataCore
import SystemPackage

/// A folder of files to import, gone when the test is over.
final class ImportFolder {
  let path: FilePath

  init() throws {
    let name = "strata-import-\(UUID().uuidString)"
    path = FilePath(FileManager.default.temporaryDirectory.path).appending(name)
    try FileManager.default.createDirectory(
      atPath: path.string, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  /// Writes a file; folders in its name are made.
  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> FilePath {
    let file = path.pushing(FilePath(name))
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file.string))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> FilePath {
    try write(name, text.utf8)
  }

  /// A name in problems without the folder it stands in.
  func short(_ problem: ImportProblem) -> String {
    problem.description.replacing(path.string + "/", with: "")
  }

  /// The conversations that are shipped.
  static let examples = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().removingLastComponent().appending("Examples")
}
