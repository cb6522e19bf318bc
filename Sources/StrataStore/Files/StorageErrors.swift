package import StrataCore
package import SystemPackage

extension StrataError {
  /// The failure of a file operation: `attempt` says what could not be done, in words that follow
  /// "cannot"; the operating system's reason is the cause.
  package init(cannot attempt: String, _ path: FilePath, _ reason: Errno) {
    let isTaken = reason == .fileExists || reason == .directoryNotEmpty
    self.init(
      isTaken ? .conflict : .storage, "cannot \(attempt)", place: path.string,
      remedy: Self.remedy(for: reason), cause: reason)
  }

  /// The operating system's reason, where there is one.
  package var errno: Errno? { cause as? Errno }

  /// Whether nothing stands under the name.
  package var isMissing: Bool { errno == .noSuchFileOrDirectory || errno == .notDirectory }

  /// Whether the name is taken already.
  package var isTaken: Bool { errno == .fileExists || errno == .directoryNotEmpty }

  private static func remedy(for reason: Errno) -> String? {
    switch reason {
    case .noSpace, .diskQuotaExceeded:
      "free space on that file system (df shows how full it is) and try again"
    case .readOnlyFileSystem:
      "make the file system writable (mount -o remount,rw) and try again"
    case .permissionDenied, .notPermitted:
      "give this user the right to write there, or run as the owner of the store"
    case .ioError:
      "the disk may be failing: look at the kernel's log (dmesg), then run strata fsck"
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem:
      "raise the limit of open files (ulimit -n) and try again"
    case .tooManySymbolicLinkLevels:
      "a symbolic link stands where Strata keeps its own files; see where it leads, then remove it"
    case .fileExists, .directoryNotEmpty:
      "something is there already, and Strata never overwrites; move it aside"
    case .improperLink:
      "the store's folders must lie on one file system"
    case .noSuchFileOrDirectory, .notDirectory, .isDirectory, .fileTooLarge:
      "run strata fsck, which says what is missing or out of place"
    default: nil
    }
  }
}
