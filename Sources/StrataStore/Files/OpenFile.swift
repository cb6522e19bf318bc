import Glibc
import StrataCore
import SystemPackage

/// An open file of the machine, closed by whoever opened it.
struct OpenFile {
  let number: Int32

  /// Opens without following a link in the last component, and without waiting for a named pipe.
  init(_ path: FilePath, _ flags: Int32, mode: FilePermissions = []) throws(Errno) {
    let all = flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    number = try retrying { path.withPlatformString { Glibc.open($0, all, mode.rawValue) } }
  }

  /// Opens, uses and closes a file.
  static func using<Result>(
    _ path: FilePath, _ flags: Int32, _ body: (OpenFile) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let file = try OpenFile(path, flags)
    let result: Result
    do {
      result = try body(file)
    } catch {
      file.discard()
      throw error
    }
    try file.close()
    return result
  }

  /// Closes; a network file system may report a failed write only now.
  func close() throws(Errno) {
    // Linux has closed the file even where it reports an interruption.
    guard Glibc.close(number) != 0, errno != EINTR else { return }
    throw Errno(rawValue: errno)
  }

  /// Closes after a failure that is reported already.
  func discard() {
    _ = Glibc.close(number)
  }

  func status() throws(Errno) -> FileStatus {
    var buffer = stat()
    _ = try retrying { fstat(number, &buffer) }
    return FileStatus(buffer)
  }

  @discardableResult
  func requireRegular() throws(Errno) -> FileStatus {
    let status = try status()
    switch status.kind {
    case .file: return status
    case .directory: throw Errno.isDirectory
    case .symbolicLink, .other: throw Errno.invalidArgument
    }
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(Errno) {
    var done = 0
    while done < bytes.count {
      done += try retrying {
        bytes.withUnsafeBytes { buffer in
          pwrite(
            number, buffer.baseAddress?.advanced(by: done), buffer.count - done,
            off_t(offset + done)
          )
        }
      }
    }
  }

  func read(at offset: Int, count: Int) throws(Errno) -> [UInt8] {
    var failure: Errno?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
      do throws(Errno) {
        while filled < buffer.count {
          let start = filled
          let got = try retrying {
            pread(
              number, buffer.baseAddress?.advanced(by: start), buffer.count - start,
              off_t(offset + start))
          }
          if got == 0 { return }
          filled += got
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The names in the directory; closes it.
  func names() throws(Errno) -> [String] {
    guard let stream = fdopendir(number) else {
      let reason = Errno(rawValue: errno)
      discard()
      throw reason
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw Errno(rawValue: errno) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// Makes a call again as long as a signal interrupts it; below zero is a failure.
func retrying<Result: SignedInteger>(_ call: () -> Result) throws(Errno) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw Errno(rawValue: errno) }
  }
}

extension FileStatus {
  init(_ buffer: stat) {
    let kind: Kind =
      switch buffer.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      default: .other
      }
    let seconds = Int64(buffer.st_mtim.tv_sec)
    self.init(
      kind: kind, size: Int(buffer.st_size),
      mode: FilePermissions(rawValue: buffer.st_mode & 0o7777),
      owner: buffer.st_uid, group: buffer.st_gid,
      modifiedAt: Timestamp(
        microseconds: seconds.multipliedReportingOverflow(by: 1_000_000).partialValue
          &+ Int64(buffer.st_mtim.tv_nsec / 1000)),
      inode: UInt64(buffer.st_ino))
  }
}
