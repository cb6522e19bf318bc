import Glibc
import StrataCore
import SystemPackage

/// What the system says of a file that is to be imported.
struct FileFacts {
  enum Kind { case file, directory, other }

  let kind: Kind
  let bytes: Int
  let modifiedAt: Timestamp

  /// - Throws: ``StrataError`` with code `notFound` or `storage`.
  init(of path: FilePath, followsLinks: Bool) throws {
    var status = stat()
    let result = path.withPlatformString { followsLinks ? stat($0, &status) : lstat($0, &status) }
    guard result == 0 else {
      let error = Errno(rawValue: errno)
      let isMissing = error == .noSuchFileOrDirectory || error == .notDirectory
      throw StrataError(
        isMissing ? .notFound : .storage,
        isMissing ? "there is no such file or folder" : "the file cannot be looked at",
        place: path.string, remedy: isMissing ? "see how the name is spelt" : nil, cause: error)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .directory
    default: kind = .other
    }
    bytes = Int(status.st_size)
    modifiedAt = Timestamp(
      microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000
        + Int64(status.st_mtim.tv_nsec / 1000))
  }
}
