import Synchronization

/// Random numbers that a seed repeats (SplitMix64); may be shared by threads.
public final class SeededRandomness: Sendable {
  private let state: Mutex<UInt64>
  /// The seed, to be printed where a test fails.
  public let seed: UInt64

  /// Starts from a seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = Mutex(seed)
  }

  /// The next number.
  public func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// A generator that draws from the shared numbers.
  public var generator: Generator { Generator(source: self) }

  /// See ``SeededRandomness/generator``.
  public struct Generator: RandomNumberGenerator, Sendable {
    let source: SeededRandomness
    /// The next number.
    public mutating func next() -> UInt64 { source.next() }
  }
}
