/// The fitted weights of ``OpeningFeatures`` for each ``Purpose``, in log odds.
///
/// `scripts/fit-weights` writes them from the labelled cases in `Evaluation/` as a hash table of rows
/// of fixed width, so that nothing has to be built before the first decision. A row is a feature's
/// key in ``keyWidth`` digits and one sign a purpose; sums are whole numbers, so that their order
/// does not matter.
package enum PurposeWeights {
  package static let keyWidth = 6
  package static let rowWidth = keyWidth + 14
  package static let rowsInALine = 64
  /// The sign of weight 0; a weight is at most ``largest`` steps.
  package static let zero: UInt8 = 0x4F
  package static let largest = 44
  /// Opens a row without a feature.
  package static let vacant = UInt8(ascii: "~")
  /// A feature's value in whole units.
  static let unit: Float = 64

  /// The digits of a key in the table: its low 36 bits.
  package static func digits(of key: UInt64) -> [UInt8] {
    (0..<keyWidth).map { digit(UInt8(truncatingIfNeeded: key >> UInt64(6 * $0)) & 63) }
  }

  /// The slot that the search for a key starts from.
  package static func slot(of key: UInt64, among slots: Int) -> Int {
    Int(key >> 40) & (slots - 1)
  }

  /// Where a slot's row starts.
  package static func offset(of slot: Int) -> Int {
    slot * rowWidth + slot / rowsInALine
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<10: 0x30 + value
    case 10..<36: 0x41 + value - 10
    case 36..<62: 0x61 + value - 36
    default: value == 62 ? UInt8(ascii: "-") : UInt8(ascii: "_")
    }
  }

  /// Adds `value` times the weights of a feature to `sums`, one a purpose.
  ///
  /// - Complexity: O(1).
  static func add(_ key: UInt64, times value: Int, to sums: inout [Int]) {
    rows.withUTF8Buffer { table in
      let digits = digits(of: key)
      var slot = slot(of: key, among: slots)
      for _ in 0..<slots {
        let start = offset(of: slot)
        guard start + rowWidth <= table.count, table[start] != vacant else { return }
        if digits.indices.allSatisfy({ table[start + $0] == digits[$0] }) {
          for index in sums.indices {
            sums[index] += (Int(table[start + keyWidth + index]) - Int(zero)) * value
          }
          return
        }
        slot = (slot + 1) & (slots - 1)
      }
    }
  }
}
