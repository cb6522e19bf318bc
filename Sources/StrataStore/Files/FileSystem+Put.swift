import StrataCore
import SystemPackage

extension FileSystem {
  /// Puts bytes in the place of a file, so that after a crash the old ones or the new ones are there.
  func put(
    _ bytes: [UInt8], at path: FilePath, mode: FilePermissions, flushing: Bool = true
  ) throws(StrataError) {
    let staged = FilePath(path.string + ".new")
    if try status(of: staged) != nil { try removeFile(at: staged) }
    try createFile(bytes, at: staged, mode: mode)
    if flushing { try flush(staged) }
    try replace(path, with: staged)
  }

  /// Makes the folders on the way to one, from one that is there.
  func ensureFolders(to path: FilePath, below base: FilePath) throws(StrataError) {
    guard path != base, try status(of: path) == nil else { return }
    try ensureFolders(to: path.removingLastComponent(), below: base)
    _ = try ensureDirectory(at: path, mode: .everyoneReads)
  }
}

extension FilePermissions {
  /// 0600.
  static let ownerReads = FilePermissions(rawValue: 0o600)
  /// 0644.
  static let everyoneReadsFile = FilePermissions(rawValue: 0o644)
}
