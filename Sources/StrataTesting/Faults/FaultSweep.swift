public import StrataStore

/// Fails call 1, 2, 3 … of some work, until there is no call left to fail.
public enum FaultSweep {
  /// Runs the work again and again, each time with a fresh file system that fails at the next call,
  /// and once more without a fault.
  ///
  /// The work gets the number of the call that fails. It catches what it expects to be thrown and
  /// checks what is left; what it throws ends the sweep.
  /// - Returns: the number of calls that were failed.
  @discardableResult
  public static func run(
    _ fault: FaultyFileSystem.Fault, on base: any FileSystem = POSIXFileSystem(),
    _ work: (FaultyFileSystem, Int) async throws -> Void
  ) async rethrows -> Int {
    var call = 1
    while true {
      let fileSystem = FaultyFileSystem(base)
      fileSystem.fail(call: call, with: fault)
      try await work(fileSystem, call)
      guard fileSystem.wasHit else { return call - 1 }
      call += 1
    }
  }
}
