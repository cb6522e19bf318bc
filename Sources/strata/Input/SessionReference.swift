import StrataCore
import StrataStore

/// A session as a person names it: by id, as `customer/v1.2.0`, or by the customer alone.
enum SessionReference {
  case name(SessionName)
  /// The newest session of a customer.
  case newest(CustomerID)

  /// Parses any of the forms.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  init(parsing text: String) throws(StrataError) {
    if text.contains("/") || SessionID(text) != nil {
      self = .name(try SessionName(parsing: text))
    } else {
      self = .newest(try CustomerID(text))
    }
  }

  /// The session to read.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  func session(in store: SessionStore) throws -> Session {
    switch self {
    case .name(let name): return try store.session(name)
    case .newest(let customer):
      guard let newest = try store.sessions(SessionQuery(customer: customer, limit: 1)).first
      else { throw Self.unknown(customer) }
      return newest
    }
  }

  /// The name of the session to write to: of a customer alone, the one that is active.
  ///
  /// - Throws: ``StrataError``: `notFound`; `conflict` where none or more than one is active.
  func activeName(in store: SessionStore) throws -> SessionName {
    switch self {
    case .name(let name): return name
    case .newest(let customer):
      let active = try store.sessions(
        SessionQuery(customer: customer, state: .active, limit: 2))
      if let only = active.first, active.count == 1 { return only.name }
      guard active.isEmpty else {
        throw StrataError(
          .conflict, "more than one session of '\(customer)' is active",
          remedy: "name one of them: \(active.map(\.name.description).joined(separator: ", ")), …")
      }
      _ = try session(in: store)
      throw StrataError(
        .conflict, "no session of '\(customer)' is active",
        remedy: "start one: strata session start \(ShellWord.quoted(customer.name))")
    }
  }

  /// The error for a customer without sessions.
  static func unknown(_ customer: CustomerID) -> StrataError {
    StrataError(
      .notFound, "there is no session of '\(customer)'",
      remedy: "'strata log' lists the customers")
  }
}
