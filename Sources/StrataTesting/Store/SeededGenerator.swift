import Foundation
import Synchronization

/// Random numbers that a seed repeats (SplitMix64, as its authors published it).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// The seed, to be printed where a test fails.
  public let seed: UInt64
  private var state: UInt64

  /// Starts from a seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A new seed, or that of `STRATA_SEED`, printed so that a failure can be repeated.
  public static func printingSeed(_ test: String = #function) -> SeededGenerator {
    let given = ProcessInfo.processInfo.environment["STRATA_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("\(test): STRATA_SEED=\(seed)")
    return SeededGenerator(seed: seed)
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The same, shared by threads.
public final class SeededRandomness: Sendable {
  private let source: Mutex<SeededGenerator>

  /// Starts from a seed.
  public init(seed: UInt64) { source = Mutex(SeededGenerator(seed: seed)) }

  /// A generator that draws from the shared numbers.
  public var generator: Generator { Generator(randomness: self) }

  /// See ``SeededRandomness/generator``.
  public struct Generator: RandomNumberGenerator, Sendable {
    let randomness: SeededRandomness
    /// The next number.
    public mutating func next() -> UInt64 { randomness.source.withLock { $0.next() } }
  }
}
