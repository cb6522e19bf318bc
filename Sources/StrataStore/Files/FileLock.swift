import Glibc
import StrataCore
import SystemPackage

/// A file that is locked against all other holders, in this process and in others; the kernel
/// releases it when the process dies.
public final class FileLock: Sendable {
  private let file: OpenFile

  init(_ path: FilePath) throws(Errno) {
    let file = try OpenFile(path, O_RDWR | O_CREAT, mode: FilePermissions(rawValue: 0o600))
    do throws(Errno) {
      _ = try retrying { flock(file.number, LOCK_EX) }
    } catch {
      file.discard()
      throw error
    }
    self.file = file
  }

  deinit { file.discard() }
}
