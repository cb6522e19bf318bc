import Glibc
import StrataCore
import SystemPackage

/// The right to change the session directories of a customer, held by one thread of one process at
/// a time; the system gives it back when a process dies.
///
/// It orders changes to directories only. Versions are guarded by the lock file and its fencing
/// number (rows C1, C2), which other programs can see.
enum DirectoryLatch {
  /// Waits for the right, and does something with it.
  static func holding<Value>(
    _ customer: CustomerID, in layout: StoreLayout, _ body: () throws -> Value
  ) throws -> Value {
    let path = layout.customer(customer)
    let descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw StrataError(cannot: "open", path, Errno(rawValue: errno))
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      let reason = Errno(rawValue: errno)
      guard reason == .interrupted else { throw StrataError(cannot: "lock", path, reason) }
    }
    return try body()
  }
}
