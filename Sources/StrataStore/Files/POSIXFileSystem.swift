import CFileCalls
import Glibc
public import StrataCore
public import SystemPackage

/// The file system of the machine.
///
/// Calls that a signal interrupts are made again.
public struct POSIXFileSystem: FileSystem {
  /// The file system of this machine.
  public init() {}

  /// Makes a directory of exactly that mode.
  public func createDirectory(at path: FilePath, mode: FilePermissions) throws(StrataError) {
    try perform("make the directory", path) { () throws(Errno) in
      _ = try retrying { path.withPlatformString { mkdir($0, mode.rawValue) } }
      // The process's mask and the kernel's rules may have taken bits away.
      if try lookUp(path)?.mode != mode { try changeMode(mode, of: path) }
    }
  }

  /// Makes and writes a new file.
  public func createFile(
    _ bytes: [UInt8], at path: FilePath, mode: FilePermissions
  ) throws(StrataError) {
    try perform("make the file", path) { () throws(Errno) in
      let flags = O_WRONLY | O_CREAT | O_EXCL
      let descriptor = try OpenFile(path, flags, mode: mode)
      do throws(Errno) {
        try descriptor.write(bytes, at: 0)
        if try descriptor.status().mode != mode {
          _ = try retrying { fchmod(descriptor.number, mode.rawValue) }
        }
      } catch {
        descriptor.discard()
        _ = path.withPlatformString { unlink($0) }
        throw error
      }
      try descriptor.close()
    }
  }

  /// Locks a file against all other holders.
  public func holdLock(_ path: FilePath) throws(StrataError) -> FileLock {
    try perform("lock the file", path) { () throws(Errno) in try FileLock(path) }
  }

  /// Writes over a part of an existing file, or beyond its end.
  public func write(_ bytes: [UInt8], to path: FilePath, at offset: Int) throws(StrataError) {
    try perform("write to the file", path) { () throws(Errno) in
      try OpenFile.using(path, O_WRONLY) { file throws(Errno) in
        try file.requireRegular()
        try file.write(bytes, at: offset)
      }
    }
  }

  /// Reads up to `count` bytes from an offset.
  public func read(_ path: FilePath, at offset: Int, count: Int) throws(StrataError) -> [UInt8] {
    try perform("read the file", path) { () throws(Errno) in
      try OpenFile.using(path, O_RDONLY) { file throws(Errno) in
        try file.requireRegular()
        return try file.read(at: offset, count: count)
      }
    }
  }

  /// Reads a whole file up to a bound.
  public func readFile(_ path: FilePath, maximumBytes: Int) throws(StrataError) -> [UInt8] {
    try perform("read the file", path) { () throws(Errno) in
      try OpenFile.using(path, O_RDONLY) { file throws(Errno) in
        let size = try file.requireRegular().size
        guard size <= maximumBytes else { throw Errno.fileTooLarge }
        // One byte more than there should be shows whether the file is growing under the reader.
        let bytes = try file.read(at: 0, count: min(size, maximumBytes) + 1)
        guard bytes.count <= maximumBytes else { throw Errno.fileTooLarge }
        return bytes
      }
    }
  }

  /// The names in a directory, in byte order.
  public func list(_ path: FilePath) throws(StrataError) -> [String] {
    try perform("list the directory", path) { () throws(Errno) in
      try OpenFile(path, O_RDONLY | O_DIRECTORY).names()
    }
  }

  /// What stands under a name itself.
  public func status(of path: FilePath) throws(StrataError) -> FileStatus? {
    try perform("look at", path) { () throws(Errno) in try lookUp(path) }
  }
}

// MARK: - Names

extension POSIXFileSystem {
  /// Renames without replacing.
  public func move(_ source: FilePath, to target: FilePath) throws(StrataError) {
    try perform("move \(source.lastComponent?.string ?? "") to", target) { () throws(Errno) in
      let result = source.withPlatformString { from in
        target.withPlatformString { to in strata_rename_without_replacing(from, to) }
      }
      switch result {
      case 0: return
      case EINVAL, ENOSYS: try moveByClaiming(source, to: target)
      default: throw Errno(rawValue: result)
      }
    }
  }

  /// For file systems that know no rename without replacing (NFS, ZFS before 2.2): the new name is
  /// first taken in a way that fails where it exists.
  ///
  /// A directory takes it by an empty directory, which the rename then replaces; nothing with
  /// content is ever replaced.
  func moveByClaiming(_ source: FilePath, to target: FilePath) throws(Errno) {
    guard let status = try lookUp(source) else { throw Errno.noSuchFileOrDirectory }
    guard status.kind == .directory else {
      _ = try retrying {
        source.withPlatformString { from in target.withPlatformString { link(from, $0) } }
      }
      _ = try retrying { source.withPlatformString { unlink($0) } }
      return
    }
    _ = try retrying { target.withPlatformString { mkdir($0, 0o700) } }
    do throws(Errno) {
      try rename(source, over: target)
    } catch {
      _ = target.withPlatformString { rmdir($0) }
      throw error
    }
  }

  /// Renames over the target.
  public func replace(_ target: FilePath, with source: FilePath) throws(StrataError) {
    try perform("replace", target) { () throws(Errno) in try rename(source, over: target) }
  }

  private func rename(_ source: FilePath, over target: FilePath) throws(Errno) {
    _ = try retrying {
      source.withPlatformString { from in target.withPlatformString { Glibc.rename(from, $0) } }
    }
  }

  /// Removes anything that is not a directory.
  public func removeFile(at path: FilePath) throws(StrataError) {
    try perform("remove", path) { () throws(Errno) in
      _ = try retrying { path.withPlatformString { unlink($0) } }
    }
  }

  /// Removes an empty directory.
  public func removeDirectory(at path: FilePath) throws(StrataError) {
    try perform("remove the directory", path) { () throws(Errno) in
      _ = try retrying { path.withPlatformString { rmdir($0) } }
    }
  }

  /// Removes a file or a directory with all that is in it.
  public func removeTree(at path: FilePath) throws(StrataError) {
    guard try status(of: path)?.kind == .directory else { return try removeFile(at: path) }
    for name in try list(path) { try removeTree(at: path.appending(name)) }
    try removeDirectory(at: path)
  }
}

// MARK: - Flushing, owners and modes

extension POSIXFileSystem {
  /// Waits until a file's bytes, or a directory's names, are on the disk.
  public func flush(_ path: FilePath) throws(StrataError) {
    try perform("flush", path) { () throws(Errno) in
      try OpenFile.using(path, O_RDONLY) { file throws(Errno) in
        _ = try retrying { fsync(file.number) }
      }
    }
  }

  /// Waits until everything on the path's file system is on the disk.
  public func flushAll(containing path: FilePath) throws(StrataError) {
    try perform("flush the file system of", path) { () throws(Errno) in
      try OpenFile.using(path, O_RDONLY) { file throws(Errno) in
        let result = strata_flush_file_system(file.number)
        guard result == 0 else { throw Errno(rawValue: result) }
      }
    }
  }

  /// Sets the mode; refuses symbolic links.
  public func setMode(_ mode: FilePermissions, of path: FilePath) throws(StrataError) {
    try perform("set the mode of", path) { () throws(Errno) in try changeMode(mode, of: path) }
  }

  /// Sets the owner and the group of the name itself.
  public func setOwner(
    _ owner: UInt32?, group: UInt32?, of path: FilePath
  ) throws(StrataError) {
    try perform("set the owner of", path) { () throws(Errno) in
      // All bits set leaves an id as it is.
      _ = try retrying {
        path.withPlatformString { lchown($0, owner ?? .max, group ?? .max) }
      }
    }
  }

  private func changeMode(_ mode: FilePermissions, of path: FilePath) throws(Errno) {
    _ = try retrying {
      path.withPlatformString { fchmodat(AT_FDCWD, $0, mode.rawValue, AT_SYMLINK_NOFOLLOW) }
    }
  }

  private func lookUp(_ path: FilePath) throws(Errno) -> FileStatus? {
    var buffer = stat()
    do {
      _ = try retrying { path.withPlatformString { lstat($0, &buffer) } }
    } catch {
      guard error == .noSuchFileOrDirectory || error == .notDirectory else { throw error }
      return nil
    }
    return FileStatus(buffer)
  }

  private func perform<Result>(
    _ words: @autoclosure () -> String, _ path: FilePath, _ body: () throws(Errno) -> Result
  ) throws(StrataError) -> Result {
    do {
      return try body()
    } catch {
      throw StrataError(cannot: words(), path, error)
    }
  }
}
