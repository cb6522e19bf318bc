/// Values by the key of a word. The key is a hash already (``Token``), so nothing is hashed again:
/// several look-ups are made for every word that is read.
///
/// Open addressing with linear probing, at most half full.
struct WordTable<Value: Sendable>: Sendable {
  private var slots: [UInt64]
  /// The place in ``values`` of the key in each slot.
  private var places: [Int32]
  private var values: [Value] = []

  /// No word's key, for an empty slot.
  private static var empty: UInt64 { 0 }

  init() {
    slots = Array(repeating: Self.empty, count: 16)
    places = Array(repeating: 0, count: 16)
  }

  init(_ values: some Sequence<(key: UInt64, value: Value)>) {
    self.init()
    for (key, value) in values { self[key] = value }
  }

  func contains(_ key: UInt64) -> Bool { slots[slot(of: key)] == key && key != Self.empty }

  /// The value of a key, or nil. A value that was set is replaced by others, never taken away.
  subscript(key: UInt64) -> Value? {
    get {
      let slot = slot(of: key)
      return slots[slot] == key && key != Self.empty ? values[Int(places[slot])] : nil
    }
    set {
      guard let newValue, key != Self.empty else { return }
      let slot = slot(of: key)
      if slots[slot] == key {
        values[Int(places[slot])] = newValue
        return
      }
      slots[slot] = key
      places[slot] = Int32(values.count)
      values.append(newValue)
      if values.count * 2 > slots.count { grow() }
    }
  }

  /// The slot of a key, or the free one that it would have.
  private func slot(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while slots[slot] != key, slots[slot] != Self.empty { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = (slots, places)
    slots = Array(repeating: Self.empty, count: old.0.count * 2)
    places = Array(repeating: 0, count: slots.count)
    for (key, place) in zip(old.0, old.1) where key != Self.empty {
      let slot = slot(of: key)
      slots[slot] = key
      places[slot] = place
    }
  }
}
