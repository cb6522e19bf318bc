extension RandomAccessCollection {
  /// The index of the first element of which a condition holds, where it holds of all that follow too;
  /// the end where it holds of none.
  ///
  /// - Complexity: O(log n) questions.
  package func partitioningIndex(
    where isBehind: (Element) throws -> Bool
  ) rethrows -> Index {
    var (low, count) = (startIndex, count)
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if try isBehind(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
