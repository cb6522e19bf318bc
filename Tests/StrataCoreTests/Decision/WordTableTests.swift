import StrataTesting
import Testing

@testable import StrataCore

@Suite struct WordTableTests {
  @Test(arguments: [1, 2, 3]) func isADictionary(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var table = WordTable<Int>()
    var model: [UInt64: Int] = [:]
    for step in 0..<3000 {
      // Few enough low bits that many keys want the same slot.
      let key = generator.next() % 700 << 20 | 1
      table[key] = step
      model[key] = step
      let other = generator.next() % 1400 << 20 | 1
      #expect(table[other] == model[other])
      #expect(table.contains(other) == (model[other] != nil))
    }
    for (key, value) in model { #expect(table[key] == value) }
    #expect(table[0] == nil)
    #expect(!table.contains(0))
  }
}
