import Foundation
import Synchronization
import SystemPackage

/// Where the measurements work: each in a folder of its own, nothing deleted until the end.
///
/// Deleting large trees slows the creation of files for minutes on some file systems.
final class Folder: Sendable {
  let root: FilePath
  private let counter = Mutex(0)

  init(_ root: FilePath) throws {
    self.root = root
    try FileManager.default.createDirectory(
      atPath: root.string, withIntermediateDirectories: true)
  }

  /// A name that was not used before.
  func freshName(_ stem: String) -> String {
    let number = counter.withLock { value in
      value += 1
      return value
    }
    return "\(number)-\(stem)"
  }

  /// A new, empty folder within this one.
  func fresh(_ stem: String) throws -> Folder {
    try Folder(root.appending(freshName(stem)))
  }

  func path(_ name: String) -> FilePath { root.appending(name) }

  /// Everything goes, at the very end.
  func delete() throws { try FileManager.default.removeItem(atPath: root.string) }
}
