/// How long to wait between attempts: exponentially longer, with a part left to chance so that
/// callers who failed together do not come back together (row S4).
public struct Backoff: Sendable, Hashable {
  /// How many attempts there are in all.
  public var attempts: Int
  /// The pause after the first attempt, in seconds.
  public var firstSeconds: Double
  /// How many times longer each further pause is.
  public var factor: Double
  /// The longest pause, in seconds.
  public var capSeconds: Double
  /// The part of a pause that is left to chance, 0 to 1.
  public var jitter: Double

  /// Makes a rule; by default five attempts within about a second.
  public init(
    attempts: Int = 5, firstSeconds: Double = 0.05, factor: Double = 2, capSeconds: Double = 2,
    jitter: Double = 0.5
  ) {
    self.attempts = attempts
    self.firstSeconds = firstSeconds
    self.factor = factor
    self.capSeconds = capSeconds
    self.jitter = jitter
  }

  /// The pause after a failed attempt, counted from 1, in seconds; nil: give up.
  public func pauseSeconds(
    afterAttempt attempt: Int, using generator: inout some RandomNumberGenerator
  ) -> Double? {
    guard attempt >= 1, attempt < attempts else { return nil }
    var whole = max(0, firstSeconds)
    for _ in 1..<attempt where whole < capSeconds { whole *= max(1, factor) }
    whole = min(whole, max(0, capSeconds))
    let chance = min(max(jitter, 0), 1)
    return whole * (1 - chance * Double.random(in: 0...1, using: &generator))
  }
}
