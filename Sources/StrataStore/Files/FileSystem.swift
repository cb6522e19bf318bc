public import StrataCore
public import SystemPackage

/// What the store needs of a file system.
///
/// Two things stand behind it: ``POSIXFileSystem``, and the faulty file system of the tests. No
/// operation follows a symbolic link in the last component of a path. Every failure is a
/// ``StrataError`` of code `storage` (`conflict` where a name that must be free is taken) whose
/// cause is the `Errno` of the operating system.
public protocol FileSystem: Sendable {
  /// Makes a directory of exactly that mode, whatever the process's mask.
  func createDirectory(at path: FilePath, mode: FilePermissions) throws(StrataError)

  /// Makes a file that must not exist yet and writes it; no file is left behind by a failure.
  func createFile(
    _ bytes: [UInt8], at path: FilePath, mode: FilePermissions
  ) throws(StrataError)

  /// Writes over a part of an existing file, or beyond its end.
  func write(_ bytes: [UInt8], to path: FilePath, at offset: Int) throws(StrataError)

  /// Reads up to `count` bytes from an offset; fewer only where the file ends.
  func read(_ path: FilePath, at offset: Int, count: Int) throws(StrataError) -> [UInt8]

  /// Reads a whole file, or fails with `EFBIG` where it is larger than the bound.
  func readFile(_ path: FilePath, maximumBytes: Int) throws(StrataError) -> [UInt8]

  /// The names in a directory, in byte order, without `.` and `..`.
  func list(_ path: FilePath) throws(StrataError) -> [String]

  /// What stands under a name itself, or nil where nothing does.
  func status(of path: FilePath) throws(StrataError) -> FileStatus?

  /// Renames, and never replaces: an existing target is a `conflict`.
  func move(_ source: FilePath, to target: FilePath) throws(StrataError)

  /// Renames over the target, atomically.
  func replace(_ target: FilePath, with source: FilePath) throws(StrataError)

  /// Removes anything that is not a directory.
  func removeFile(at path: FilePath) throws(StrataError)

  /// Removes an empty directory.
  func removeDirectory(at path: FilePath) throws(StrataError)

  /// Removes a file or a directory with all that is in it.
  func removeTree(at path: FilePath) throws(StrataError)

  /// Waits until a file's bytes, or a directory's names, are on the disk.
  func flush(_ path: FilePath) throws(StrataError)

  /// Waits until everything on the path's file system is on the disk.
  func flushAll(containing path: FilePath) throws(StrataError)

  /// Waits until nobody else, in any process, holds the lock of a file, which is made where it is
  /// missing, and holds it until the answer is released or forgotten.
  func holdLock(_ path: FilePath) throws(StrataError) -> FileLock

  /// Sets the mode; refuses symbolic links.
  func setMode(_ mode: FilePermissions, of path: FilePath) throws(StrataError)

  /// Sets the owner and the group; nil leaves one as it is.
  func setOwner(_ owner: UInt32?, group: UInt32?, of path: FilePath) throws(StrataError)
}

/// What is known of one name in a file system.
public struct FileStatus: Hashable, Sendable {
  /// What kind of thing it is.
  public enum Kind: String, Sendable {
    case file
    case directory
    case symbolicLink = "symbolic link"
    case other = "special file"
  }

  /// What kind of thing it is.
  public var kind: Kind
  /// Its size in bytes.
  public var size: Int
  /// Its twelve permission bits.
  public var mode: FilePermissions
  /// The number of the user who owns it.
  public var owner: UInt32
  /// The number of the group that owns it.
  public var group: UInt32
  /// When its content changed last.
  public var modifiedAt: Timestamp
  /// Its number within the file system; a renamed file keeps it.
  public var inode: UInt64

  /// Makes a status.
  public init(
    kind: Kind, size: Int, mode: FilePermissions, owner: UInt32, group: UInt32,
    modifiedAt: Timestamp, inode: UInt64
  ) {
    self.kind = kind
    self.size = size
    self.mode = mode
    self.owner = owner
    self.group = group
    self.modifiedAt = modifiedAt
    self.inode = inode
  }
}
