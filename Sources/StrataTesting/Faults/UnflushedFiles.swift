import SystemPackage

/// Which files were written since their last flush, and up to where they are safe.
struct UnflushedFiles {
  /// The number of bytes from the start that a power cut cannot touch, by path.
  private(set) var files: [FilePath: Int] = [:]

  mutating func wrote(_ path: FilePath, flushed: Int) {
    files[path] = min(files[path] ?? flushed, flushed)
  }

  /// A name changed; what lies below it changed with it.
  mutating func moved(_ source: FilePath, to target: FilePath) {
    files[target] = nil
    for (path, safe) in files where path.starts(with: source) {
      var relative = path
      _ = relative.removePrefix(source)
      files[path] = nil
      files[relative.isEmpty ? target : target.appending(relative.components)] = safe
    }
  }

  /// A path, and unless it is meant exactly all below it, has nothing left to lose.
  mutating func flushed(_ path: FilePath, exactly: Bool = false) {
    files = files.filter { exactly ? $0.key != path : !$0.key.starts(with: path) }
  }
}
