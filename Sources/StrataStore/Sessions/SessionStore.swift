public import StrataCore
public import SystemPackage

/// The sessions of one store: the journal that keeps them and the directories that show them.
///
/// ```swift
/// let store = try SessionStore.open(at: "/var/lib/advisor")
/// let session = try await store.start(
///   StartRequest(customer: CustomerID("acme"), turns: [Turn(.user, "We deploy on AWS")]))
/// try await store.close()
/// ```
///
/// Any number of stores, in any number of processes, may be open on one root.
public final class SessionStore: Sendable {
  /// The folder of the store.
  public let root: FilePath

  init(root: FilePath) {
    self.root = root
  }

  static let unfinished = StrataError(.storage, "the store is not built yet")

  /// Makes a new store in a folder that is empty or does not exist.
  ///
  /// - Throws: ``StrataError``: `conflict` where a store or anything else is there, `storage`.
  public static func initialize(
    at root: FilePath, options: StoreOptions = .init()
  ) throws -> SessionStore { throw unfinished }

  /// Opens a store, and makes whole what a crash left behind unless it is opened for reading.
  ///
  /// - Throws: ``StrataError``: `notFound` where there is no store, `newerFormat`, `storage`,
  ///   `corrupt`.
  public static func open(
    at root: FilePath, options: StoreOptions = .init()
  ) throws -> SessionStore { throw unfinished }

  /// Waits until every session directory is written, then closes the journal.
  public func close() async throws { throw Self.unfinished }

  /// Starts a session: decides its version, keeps it, shows it as a directory (rows V5, C1–C4).
  ///
  /// When it returns, the session survives a crash of the process and a power cut.
  /// - Throws: ``StrataError``: `lockTimeout`, `conflict`, `notFound` (a mend of a version that does
  ///   not exist), `storage` where even temporary storage fails (row S4).
  /// - Complexity: O(size of the request), independent of the number of sessions.
  public func start(_ request: StartRequest) async throws -> Session { throw Self.unfinished }

  /// The version that a session would get now, and why; writes nothing (row V6).
  public func explain(_ request: StartRequest) throws -> VersionDecision { throw Self.unfinished }

  /// Adds turns to an active session.
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where the session is sealed, `storage`.
  /// - Complexity: O(size of the turns), independent of the length of the session.
  public func append(_ turns: [Turn], to name: SessionName) async throws -> Session {
    throw Self.unfinished
  }

  /// Records a decision that was taken in an active session (row L3).
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where the session is sealed, `storage`.
  public func record(_ decision: KeyDecision, in name: SessionName) async throws -> Session {
    throw Self.unfinished
  }

  /// Completes an active session and seals it.
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where it is sealed already, `storage`.
  public func complete(_ name: SessionName, _ completion: Completion) async throws -> Session {
    throw Self.unfinished
  }

  /// One session.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  public func session(_ name: SessionName) throws -> Session { throw Self.unfinished }

  /// The session that was imported from an origin, found by source and key, and the origin as kept.
  public func session(from origin: Origin) throws -> (session: Session, origin: Origin)? {
    throw Self.unfinished
  }

  /// Some turns of a session, oldest first, from a position that counts from 0.
  public func turns(of id: SessionID, from first: Int = 0, limit: Int = .max) throws -> [Turn] {
    throw Self.unfinished
  }

  /// A page of sessions.
  public func sessions(_ query: SessionQuery = .init()) throws -> [Session] {
    throw Self.unfinished
  }

  /// All customers, by name.
  public func customers() throws -> [CustomerSummary] { throw Self.unfinished }

  /// How a customer's versions descend from one another (row L1).
  public func lineage(of customer: CustomerID) throws -> Lineage { throw Self.unfinished }

  /// What happened in a session, in order.
  public func entries(of id: SessionID) throws -> [JournalEntry] { throw Self.unfinished }

  /// Checks the whole store (row Q1); an empty answer says that nothing is wrong.
  public func check(progress: (Progress) -> Void = { _ in }) throws -> [Finding] {
    throw Self.unfinished
  }

  /// Looks at the machine that the store lives on.
  public func diagnose() throws -> [Diagnosis] { throw Self.unfinished }
}
