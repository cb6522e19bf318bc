import StrataCore
import Testing

/// The place where a sorted collection changes.
@Suite struct PartitioningIndexTests {
  @Test(arguments: 0...17)
  func findsTheFirstElementThatHolds(_ place: Int) {
    let slice = Array(0..<20)[2..<19]
    #expect(slice.partitioningIndex { $0 >= place + 2 } == place + 2)
  }

  @Test func anEmptyCollectionChangesAtItsEnd() {
    #expect([Int]().partitioningIndex { _ in true } == 0)
  }

  @Test func looksAtFewElements() {
    var looks = 0
    _ = (0..<1_000_000).partitioningIndex {
      looks += 1
      return $0 > 777_777
    }
    #expect(looks <= 20)
  }
}
