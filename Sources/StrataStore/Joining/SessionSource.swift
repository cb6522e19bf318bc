import StrataCore
import TransparencyLog

/// Where sessions are taken in from: the journal of another store, or the session directories of this
/// one.
protocol SessionSource: Sendable {
  /// Whether each session claims the number that it has, and not the one that it was given.
  var keepsNumbers: Bool { get }
  /// What the journal says before anything is taken in.
  var announcement: (kind: JournalEntry.Kind, body: [UInt8])? { get }
  func customers() throws -> [CustomerID]
  /// The sessions of a customer, parents before children.
  func sessions(of customer: CustomerID) throws -> [KnownSession]
  /// Numbers of a customer that stand for no session.
  func taken(of customer: CustomerID) throws -> Set<SemanticVersion>
  func session(_ id: SessionID, of customer: CustomerID) throws -> IncomingSession
  /// What was for review of a customer's sessions, and how a person settled it, in order.
  func reviews(of customer: CustomerID) throws -> [IncomingSession.Activity]
}

/// The journal of another store.
struct JournalSource: SessionSource {
  let driver: any SQLDriver
  let store: SessionID
  let announcement: (kind: JournalEntry.Kind, body: [UInt8])?
  let keepsNumbers = false

  /// - Parameter checkpoint: the newest one of the other store, as it is kept outside its database.
  init(driver: any SQLDriver, store: SessionID, checkpoint: SignedCheckpoint?) throws {
    self.driver = driver
    self.store = store
    let last = try driver.read { connection in
      try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.integer(0) ?? 0
    }
    announcement = (
      .storeJoined,
      try CanonicalJSON.bytes([
        "checkpoint": checkpoint.map { .string(String(decoding: $0.bytes, as: UTF8.self)) }
          ?? .null,
        "entries": .integer(last), "store": .string(store.description),
      ])
    )
  }

  func customers() throws -> [CustomerID] {
    try driver.read { try JournalReading.customers(in: $0).map(\.id) }
  }

  func sessions(of customer: CustomerID) throws -> [KnownSession] {
    try driver.read { try KnownSession.all(of: customer, in: $0) }
  }

  func taken(of customer: CustomerID) throws -> Set<SemanticVersion> {
    try driver.read { try JournalReading.takenNumbers(of: customer, in: $0) }
  }

  func session(_ id: SessionID, of customer: CustomerID) throws -> IncomingSession {
    try driver.read { try IncomingSession(id, of: store, in: $0) }
  }

  func reviews(of customer: CustomerID) throws -> [IncomingSession.Activity] {
    try driver.read { try JournalReading.reviews(of: customer, at: store, in: $0) }
  }
}

extension JournalReading {
  /// The entries that make a customer's queue of reviews, as they are taken over.
  static func reviews(
    of customer: CustomerID, at store: SessionID, in connection: any SQLConnection
  ) throws -> [IncomingSession.Activity] {
    try entries(
      "WHERE customer = ? AND kind IN (?, ?) ORDER BY position",
      [.text(customer.name)]
        + [JournalEntry.Kind.reviewRaised, .reviewResolved].map { .text($0.rawValue) },
      connection
    ).map { try IncomingSession.Activity($0, of: store, in: connection) }
  }
}
