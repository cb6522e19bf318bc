import StrataCore
import StrataStore

/// What a simulation knows of the sessions of a store: everything that was acknowledged, and what was
/// asked for and may or may not have happened.
struct SimulationModel {
  struct Known {
    var customer: CustomerID
    var version: SemanticVersion
    /// The authors of its turns, which are unique.
    var turns: [String]
    var decisions: [String] = []
    var isSealed = false
  }

  struct Broken: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  private(set) var sessions: [SessionID: Known] = [:]
  private(set) var order: [SessionID] = []
  private var versions: [CustomerID: Set<SemanticVersion>] = [:]
  /// Directories that were made by hand.
  private(set) var foreign: [CustomerID: Set<SemanticVersion>] = [:]
  /// The author of the first turn of each start that was asked for and has not been seen yet, and
  /// whether it starts sealed.
  private var attempts: [String: Bool] = [:]
  /// Acknowledged, and still in temporary storage.
  private(set) var waiting: [SessionID: CustomerID] = [:]

  func versions(of customer: CustomerID) -> Set<SemanticVersion> { versions[customer] ?? [] }

  mutating func willStart(_ author: String, sealed: Bool) { attempts[author] = sealed }

  mutating func addForeign(_ version: SemanticVersion, of customer: CustomerID) {
    foreign[customer, default: []].insert(version)
  }

  /// Takes in what the store says of a session that the model may not know yet.
  mutating func meet(_ session: Session, turns: () throws -> [Turn]) throws {
    if let known = sessions[session.id] {
      guard known.version == session.version else {
        throw Broken("\(session.name) was \(known.version) before")
      }
      return
    }
    let authors = try turns().map { $0.author ?? "nobody" }
    guard let first = authors.first, let sealed = attempts.removeValue(forKey: first) else {
      throw Broken("nobody asked for \(session.name), whose turns are by \(authors)")
    }
    let taken = versions[session.customer, default: []].union(foreign[session.customer] ?? [])
    guard !taken.contains(session.version) else {
      throw Broken("\(session.name) was given although it was taken")
    }
    let version = session.version
    let before =
      version.patch > 0
      ? SemanticVersion(version.major, version.minor, version.patch - 1)
      : version.minor > 0
        ? SemanticVersion(version.major, version.minor - 1, 0)
        : SemanticVersion(version.major - 1, 0, 0)
    if let before, before.major > 0, !taken.contains(before) {
      throw Broken("\(session.name) was given although there is no \(before)")
    }
    versions[session.customer, default: []].insert(version)
    order.append(session.id)
    sessions[session.id] = Known(
      customer: session.customer, version: version, turns: authors, isSealed: sealed)
    waiting[session.id] = nil
  }

  /// A start was answered.
  mutating func acknowledge(_ session: Session) throws {
    if session.notes.contains(where: { $0.hasPrefix("kept in temporary storage (") }) {
      if sessions[session.id] == nil { waiting[session.id] = session.customer }
      return
    }
    guard let known = sessions[session.id], known.version == session.version else {
      throw Broken("\(session.name) was acknowledged and is not in the store")
    }
  }

  /// A session changed, or was found changed after its change had been in doubt.
  mutating func change(_ id: SessionID, _ body: (inout Known) -> Void) {
    if var known = sessions.removeValue(forKey: id) {
      body(&known)
      sessions[id] = known
    }
  }

  /// The words of a session are gone: nobody says who spoke, and decisions say only that there were.
  mutating func eraseWords(of id: SessionID, in store: SessionStore) throws {
    let topics = try store.session(.id(id)).decisions.map(\.topic)
    guard topics.count == sessions[id]?.decisions.count else {
      throw Broken("\(id) has \(topics.count) decisions after its erasure")
    }
    change(id) { known in
      known.turns = known.turns.map { _ in "nobody" }
      known.decisions = topics
    }
  }

  /// Compares a session with what the store says of it.
  func verify(
    _ id: SessionID, in store: SessionStore, withEntries: Bool = true
  ) throws {
    guard let known = sessions[id] else { throw Broken("the model does not know \(id)") }
    let session = try store.session(.id(id))
    let name = session.name
    guard session.customer == known.customer, session.version == known.version else {
      throw Broken("\(name) was \(known.customer)/\(known.version)")
    }
    let turns = try store.turns(of: id).map { $0.author ?? "nobody" }
    guard turns == known.turns, session.turnCount == turns.count else {
      throw Broken("\(name) has the turns \(turns) and should have \(known.turns)")
    }
    guard session.decisions.map(\.topic) == known.decisions else {
      throw Broken("\(name) has other decisions than \(known.decisions)")
    }
    guard (session.state == .sealed) == known.isSealed else {
      throw Broken("\(name) is \(session.state.rawValue)")
    }
    guard withEntries else { return }
    let sequences = try store.entries(of: id).map { $0.sequence ?? 0 }
    guard sequences == Array(1...max(1, sequences.count)) else {
      throw Broken("\(name) has the entries \(sequences)")
    }
  }
}
