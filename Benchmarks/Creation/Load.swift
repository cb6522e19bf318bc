/// How many ask at once, and for how many customers.
struct Load: Hashable, Codable, CustomStringConvertible {
  /// Callers in each process.
  var callers: Int
  /// Processes; 1 is the benchmark's own.
  var processes = 1
  /// Customers that the sessions are spread over.
  var customers = 1

  var description: String { customers == 1 ? who : "\(who), \(customers) customers" }

  /// The load without the customers.
  var who: String {
    let callers = "\(callers) caller\(callers == 1 ? "" : "s")"
    return processes == 1 ? callers : "\(processes) processes × \(callers)"
  }

  /// The customer of one operation: each caller walks over all of them from its own beginning.
  func customer(caller: Int, index: Int) -> Int {
    (caller * (customers / max(callers * processes, 1) + 1) + index) % customers
  }
}
