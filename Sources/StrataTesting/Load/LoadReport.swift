package import StrataCore

/// One line of what a load process reports: something that the store has acknowledged.
package enum LoadReport: Hashable, Sendable, CustomStringConvertible {
  /// The store is open.
  case opened
  /// The customer's lock is held.
  case holding
  /// A session was started.
  case started(SessionID, CustomerID, SemanticVersion, Increment)
  /// A turn with this content was appended.
  case appended(SessionID, String)
  /// A session was completed.
  case completed(SessionID)

  /// The line, without its end.
  package var description: String {
    switch self {
    case .opened: "opened"
    case .holding: "holding"
    case .started(let id, let customer, let version, let increment):
      "started \(id) \(customer) \(version) \(increment.rawValue)"
    case .appended(let id, let content): "appended \(id) \(content)"
    case .completed(let id): "completed \(id)"
    }
  }

  /// Reads a line; nil where it is none, for example the half of one.
  package init?(_ line: String) {
    let words = String(line).split(separator: " " as Character).map { String($0) }
    switch (words.first, words.count) {
    case ("opened", 1): self = .opened
    case ("holding", 1): self = .holding
    case ("started", 5):
      guard let id = SessionID(words[1]), let customer = try? CustomerID(words[2]),
        let version = try? SemanticVersion(parsing: words[3]),
        let increment = Increment(rawValue: words[4])
      else { return nil }
      self = .started(id, customer, version, increment)
    case ("appended", 3):
      guard let id = SessionID(words[1]) else { return nil }
      self = .appended(id, words[2])
    case ("completed", 2):
      guard let id = SessionID(words[1]) else { return nil }
      self = .completed(id)
    default: return nil
    }
  }
}
