import Testing

@testable import StrataMetrics

@Suite("Quantiles")
struct QuantileSketchTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `are within one percent of the true ones`(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    var sketch = QuantileSketch()
    var values: [Double] = []
    for _ in 0..<20_000 {
      // From a microsecond to a quarter of an hour, as durations are: log-uniform.
      let exponent = Double.random(in: -6...3, using: &generator)
      let value = Self.power(10, exponent)
      sketch.record(value)
      values.append(value)
    }
    values.sort()
    let ranks = [0, 0.01, 0.5, 0.9, 0.99, 1]
    for (rank, found) in zip(ranks, sketch.quantiles(ranks)) {
      let index = max(1, Int((rank * Double(values.count)).rounded(.up))) - 1
      let exact = values[index]
      #expect(abs(found - exact) <= exact * 0.01, "seed \(seed), quantile \(rank)")
    }
  }

  @Test func `of nothing are not a number, of one value are that value`() throws {
    var sketch = QuantileSketch()
    #expect(sketch.quantiles([0.5])[0].isNaN)
    sketch.record(.nan)
    #expect(sketch.count == 0)
    sketch.record(-1)
    #expect(sketch.quantiles([0.5]) == [0])
    sketch = QuantileSketch()
    sketch.record(0.095)
    #expect(sketch.quantiles([0, 0.99, 1]) == [0.095, 0.095, 0.095])
  }

  @Test func `forget what is older than two windows`() {
    var recent = RecentQuantiles()
    for _ in 0..<10 { recent.record(100, at: 10) }
    recent.record(1, at: 299)
    #expect(recent.quantiles([0.9], at: 300)[0] > 99)
    recent.record(1, at: 310)
    #expect(recent.quantiles([0.9], at: 599)[0] > 99)
    #expect(recent.quantiles([0.9], at: 600)[0] < 1.01)
    #expect(recent.quantiles([0.9], at: 1200)[0].isNaN)
  }

  private static func power(_ base: Double, _ exponent: Double) -> Double {
    var result = 1.0
    let whole = exponent.rounded(.down)
    for _ in 0..<Int(abs(whole)) { result *= whole < 0 ? 1 / base : base }
    return result * (1 + (exponent - whole) * (base - 1))
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
