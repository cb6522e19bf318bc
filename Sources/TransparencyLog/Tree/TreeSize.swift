/// The number of entries in a tree, 0 to 2^63 − 1.
public struct TreeSize: Hashable, Sendable {
  /// The number of entries; never negative.
  public let count: Int

  /// Takes a number of entries; throws ``TransparencyLogError/Code/outOfRange`` where it is
  /// negative.
  public init(_ count: Int) throws(TransparencyLogError) {
    guard count >= 0 else {
      throw TransparencyLogError(.outOfRange, "a tree cannot have \(count) entries")
    }
    self.count = count
  }

  private init(unchecked count: Int) {
    self.count = count
  }

  /// The size after one more entry; throws ``TransparencyLogError/Code/limitExceeded`` at 2^63.
  func incremented() throws(TransparencyLogError) -> TreeSize {
    guard count < Int.max else {
      throw TransparencyLogError(.limitExceeded, "a tree cannot grow to 2^63 entries")
    }
    return TreeSize(unchecked: count + 1)
  }

  /// Throws unless an entry with this index is in the tree.
  func check(index: Int) throws(TransparencyLogError) {
    guard index >= 0, index < count else {
      throw TransparencyLogError(
        .outOfRange, "there is no entry \(index) in a tree of \(count)", at: .size(count))
    }
  }
}

extension TreeSize: Comparable {
  /// Whether the left tree has fewer entries.
  public static func < (left: TreeSize, right: TreeSize) -> Bool { left.count < right.count }
}

extension TreeSize: ExpressibleByIntegerLiteral {
  /// A size known while writing the program.
  public init(integerLiteral count: UInt32) {
    self.count = Int(count)
  }
}

extension TreeSize: CustomStringConvertible {
  /// The number in decimal.
  public var description: String { String(count) }
}
