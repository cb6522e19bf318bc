import Glibc
import StrataCore
import SystemPackage

/// The right to change the session directories of a customer, held by one thread of one process at
/// a time; the system gives it back when a process dies.
///
/// It orders changes to directories only. Versions are guarded by the lock file and its fencing
/// number (rows C1, C2), which other programs can see.
struct DirectoryLatch: ~Copyable {
  private let descriptor: Int32

  /// Waits for the right.
  init(of customer: CustomerID, in layout: StoreLayout) throws(StrataError) {
    let path = layout.customer(customer)
    descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw StrataError(cannot: "open", path, Errno(rawValue: errno))
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = Errno(rawValue: errno)
        close(descriptor)
        throw StrataError(cannot: "lock", path, reason)
      }
    }
  }

  deinit { close(descriptor) }
}
