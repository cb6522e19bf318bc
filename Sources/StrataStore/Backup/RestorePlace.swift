import StrataCore
import SystemPackage

/// Where a restored store goes: beside its place until it is whole, then by a rename into it.
struct RestorePlace {
  let target: FilePath
  /// Whether a store that is there gives way.
  let replaces: Bool
  let fileSystem: any FileSystem

  /// The folder in which it is made, on the same file system.
  func staged(token: UInt64) -> FilePath {
    FilePath("\(base).restoring-\(hexadecimal(token).prefix(8))")
  }

  private var base: String { target.lexicallyNormalized().string }

  /// Refuses a place that is taken, before anything is done.
  func requireRoom() throws(StrataError) {
    guard let status = try fileSystem.status(of: target) else {
      guard replaces else { return }
      throw StrataError(
        .notFound, "there is no store to replace", place: target.string,
        remedy: "name the folder with --to")
    }
    if replaces, status.kind == .directory { return }
    guard !replaces, status.kind == .directory, try fileSystem.list(target).isEmpty else {
      throw StrataError(
        .conflict, "the place for the restored store is taken", place: target.string,
        remedy: "name another folder with --to, or replace your store with --in-place")
    }
  }

  /// Gives a store its place, and returns where the former one was moved.
  func take(_ staged: FilePath, at time: Timestamp) throws(StrataError) -> FilePath? {
    guard try fileSystem.status(of: target) != nil else {
      try fileSystem.move(staged, to: target)
      try flush()
      return nil
    }
    guard replaces else {
      try fileSystem.removeDirectory(at: target)
      try fileSystem.move(staged, to: target)
      try flush()
      return nil
    }
    let aside = FilePath("\(base).before-restore-\(time.microseconds)")
    try fileSystem.move(target, to: aside)
    do {
      try fileSystem.move(staged, to: target)
    } catch {
      try? fileSystem.move(aside, to: target)
      throw error
    }
    try flush()
    return aside
  }

  private func flush() throws(StrataError) {
    let folder = FilePath(base).removingLastComponent()
    try fileSystem.flush(folder.isEmpty ? "." : folder)
  }
}
