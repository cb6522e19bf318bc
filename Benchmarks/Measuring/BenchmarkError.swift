import Glibc

/// Why a measurement could not be made.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// The last system call's failure.
  static func system(_ what: String) -> BenchmarkError {
    BenchmarkError("\(what) failed: \(String(cString: strerror(errno)))")
  }
}
