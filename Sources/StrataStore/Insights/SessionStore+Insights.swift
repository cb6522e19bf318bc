public import StrataCore

extension SessionStore {
  /// Folds the sessions of one customer, or of each, in byte order of their names; within a customer
  /// in the order in which the store took them. One state of the store is read.
  ///
  /// - Parameters:
  ///   - customer: whose sessions; nil for everybody's.
  ///   - initial: what is folded into.
  ///   - update: takes the outlines of one customer, never none.
  /// - Throws: ``StrataError``: `corrupt`, `storage`, or what `update` throws.
  /// - Complexity: O(sessions + turns), without reading what was said. In memory at one time are the
  ///   outlines of one customer and the times of at most ``OutlineReading/turnLimit`` turns.
  public func foldOutlines<Answer>(
    of customer: CustomerID? = nil, into initial: Answer,
    _ update: (inout Answer, [SessionOutline]) throws -> Void
  ) throws -> Answer {
    try driver.read { connection in
      var answer = initial
      let customers =
        try customer.map { [$0] } ?? JournalReading.customers(in: connection).map(\.id).sorted()
      for customer in customers {
        let outlines = try OutlineReading(connection: connection, customer: customer).outlines()
        if !outlines.isEmpty { try update(&answer, outlines) }
      }
      return answer
    }
  }
}
