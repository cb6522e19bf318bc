import StrataCore
import StrataTesting
import Testing

@Suite("Timelines (L4)")
struct TimelineTests {
  private func timeline(_ minutes: [Int64]) -> Timeline {
    Timeline(moments: minutes.map { Timestamp(microseconds: $0 * 60_000_000) })
  }

  private func minutes(_ periods: [Timeline.Period]) -> [[Int64]] {
    periods.map { [$0.start.microseconds / 60_000_000, $0.end.microseconds / 60_000_000] }
  }

  @Test func `half an hour of silence is still one period, more is a gap`() {
    let timeline = timeline([0, 30, 61, 200, 5])
    #expect(minutes(timeline.periods) == [[0, 30], [61, 61], [200, 200]])
    #expect(minutes(timeline.gaps) == [[30, 61], [61, 200]])
    #expect(timeline.resumptions.map { $0.microseconds / 60_000_000 } == [61, 200])
    #expect(timeline.activeMicroseconds == 30 * 60_000_000)
  }

  @Test func `a session without turns has no period`() {
    #expect(timeline([]).periods.isEmpty && timeline([]).gaps.isEmpty)
  }

  @Test func `merging is commutative, associative, idempotent and equals reading all at once`() {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<500 {
      let parts = (0..<3).map { _ in
        (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
          Int64.random(in: 0..<600, using: &generator)
        }
      }
      let (a, b, c) = (timeline(parts[0]), timeline(parts[1]), timeline(parts[2]))
      #expect(a.merging(b) == b.merging(a))
      #expect(a.merging(b).merging(c) == a.merging(b.merging(c)))
      #expect(a.merging(a) == a)
      #expect(a.merging(b).merging(c) == timeline(parts.flatMap { $0 }))
    }
  }
}
