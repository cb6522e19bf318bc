import Foundation
public import StrataCore
import SystemPackage

/// Something in the staging folder: a creation that was interrupted, unless it is going on (row C7).
public struct Leftover: Hashable, Sendable {
  /// Its name in the staging folder.
  public var name: String
  /// The session it was to become, where the name says so.
  public var session: SessionID?
  /// When it was last changed.
  public var modifiedAt: Timestamp
}

extension SessionDirectory {
  private static let largestMetadata = 64 << 20
  private static let largestConversation = 1 << 30

  /// The customers that have a directory, and the names that cannot be a customer's.
  public func customers() throws(StrataError) -> (customers: [CustomerID], strangers: [String]) {
    sorted(try fileSystem.list(layout.sessions)) { try? CustomerID($0) }
  }

  /// The versions that stand in a customer's directory, lowest first, and the other names there.
  ///
  /// - Complexity: O(n log n) in the number of versions; for finding the newest, ask the journal.
  public func versions(
    of customer: CustomerID
  ) throws(StrataError) -> (versions: [SemanticVersion], strangers: [String]) {
    let own = [StoreLayout.lockName, StoreLayout.waitingName]
    let names = try fileSystem.list(layout.customer(customer)).filter { !own.contains($0) }
    let (versions, strangers) = sorted(names) { try? SemanticVersion(parsing: $0) }
    return (versions.sorted(), strangers)
  }

  private func sorted<Value>(
    _ names: [String], _ parse: (String) -> Value?
  ) -> ([Value], [String]) {
    var values: [Value] = []
    var strangers: [String] = []
    for name in names {
      if let value = parse(name) { values.append(value) } else { strangers.append(name) }
    }
    return (values, strangers)
  }

  /// Reads a session back from its directory alone, as one that was restored by hand.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` that says why it cannot be taken, `notFound`
  ///   where there is no directory.
  public func readBack(
    _ version: SemanticVersion, of customer: CustomerID
  ) throws(StrataError) -> (session: Session, turns: [Turn]) {
    let path = layout.version(version, of: customer)
    guard let status = try fileSystem.status(of: path) else {
      throw StrataError(.notFound, "\(customer)/\(version) has no directory", place: path.string)
    }
    _ = try status.requiringDirectory(path)
    let session: Session = try decode(.metadata, in: path, maximumBytes: Self.largestMetadata)
    let conversation: ConversationDocument = try decode(
      .conversation, in: path, maximumBytes: Self.largestConversation)
    func refuse(_ file: SessionFile, _ reason: String) -> StrataError {
      .unreadable(file, in: path, reason)
    }
    guard session.customer == customer, session.version == version else {
      throw refuse(.metadata, "it is about \(session.name)")
    }
    guard conversation.session == session.id else {
      throw refuse(.conversation, "it belongs to session \(conversation.session)")
    }
    for (index, line) in conversation.turns.enumerated() where line.number != index + 1 {
      throw refuse(.conversation, "turn \(index + 1) is missing")
    }
    guard conversation.turns.count == session.turnCount else {
      throw refuse(
        .conversation,
        "it has \(conversation.turns.count) turns and its metadata says \(session.turnCount)")
    }
    return (session, conversation.turns.map(\.turn))
  }

  /// The session that the metadata in a version's directory is about.
  func shownSession(
    _ version: SemanticVersion, of customer: CustomerID
  ) throws(StrataError) -> SessionID {
    struct Shown: Decodable {
      var id: SessionID
      enum CodingKeys: String, CodingKey { case id = "session_id" }
    }
    let shown: Shown = try decode(
      .metadata, in: layout.version(version, of: customer), maximumBytes: Self.largestMetadata)
    return shown.id
  }

  private func decode<Value: Decodable>(
    _ file: SessionFile, in directory: FilePath, maximumBytes: Int
  ) throws(StrataError) -> Value {
    let path = directory.appending(file.rawValue)
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readFile(path, maximumBytes: maximumBytes)
    } catch {
      guard error.isMissing else { throw error }
      throw .unreadable(file, in: directory, "it is missing")
    }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw .unreadable(file, in: directory, Self.reason(error))
    }
  }

  /// What a decoder complains of, in one sentence.
  private static func reason(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      context = found
    case .keyNotFound(let key, _): return "it has no \(key.stringValue)"
    @unknown default: return "\(error)"
    }
    let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    return place.isEmpty ? "it is not JSON" : "\(place.joined(separator: ".")) is malformed"
  }
}

// MARK: - Interrupted creations

extension SessionDirectory {
  /// What lies in the staging folder, oldest first (row C7).
  public func leftovers() throws(StrataError) -> [Leftover] {
    guard try fileSystem.status(of: layout.staging) != nil else { return [] }
    var leftovers: [Leftover] = []
    for name in try fileSystem.list(layout.staging) {
      // One that is gone by now was renamed into place.
      guard let status = try fileSystem.status(of: layout.staging.appending(name)) else { continue }
      leftovers.append(
        Leftover(
          name: name, session: SessionID(String(name.prefix(36))), modifiedAt: status.modifiedAt))
    }
    return leftovers.sorted { ($0.modifiedAt, $0.name) < ($1.modifiedAt, $1.name) }
  }

  /// Removes an interrupted creation; all it held is in the journal, or was never acknowledged.
  public func remove(_ leftover: Leftover) throws(StrataError) {
    guard let name = FilePath.Component(leftover.name), name.kind == .regular else {
      throw StrataError(.invalidInput, "\(leftover.name.debugDescription) is not a file name")
    }
    try fileSystem.removeTree(at: layout.staging.appending(name))
  }
}

extension StrataError {
  fileprivate static func unreadable(
    _ file: SessionFile, in directory: FilePath, _ reason: String
  ) -> StrataError {
    StrataError(
      .corrupt, "\(file.rawValue) cannot be read back: \(reason)",
      place: directory.appending(file.rawValue).string,
      remedy: "restore the file, or run strata fsck to see what the journal knows of the session")
  }
}
