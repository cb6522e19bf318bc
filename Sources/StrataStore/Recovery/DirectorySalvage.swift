import Foundation
import StrataCore
import SystemPackage

/// The session directories of a store, read without its journal (rows R1, R2).
///
/// Parts of a session find each other by the session's id, wherever they stand: also directories that
/// were renamed and files that were exchanged are put together again.
struct DirectorySalvage {
  let directory: SessionDirectory
  let layout: StoreLayout
  let fileSystem: any FileSystem

  /// What the directories hold.
  struct Result: Sendable {
    /// The sessions of each customer, parents before children.
    var sessions: [CustomerID: [SalvagedSession]] = [:]
    /// Numbers of each customer that no session has any more.
    var missing: [CustomerID: Set<SemanticVersion>] = [:]
    /// Directories of which nothing could be read.
    var unreadable: [(customer: CustomerID, version: SemanticVersion)] = []
    /// Directories of another customer's sessions.
    var misplaced: [(customer: CustomerID, version: SemanticVersion)] = []
  }

  private static let largestMetadata = 64 << 20
  private static let largestConversation = 1 << 30

  /// - Parameter known: the numbers of a customer that the journal has.
  /// - Complexity: O(bytes of the directories); one conversation in memory at a time.
  func run(
    known: (CustomerID) throws -> Set<SemanticVersion>, progress: (Progress) -> Void
  ) throws -> Result {
    var places: [SalvagedPlace] = []
    let customers = try directory.customers().customers
    for (index, customer) in customers.enumerated() {
      if try fileSystem.status(of: layout.customer(customer))?.kind == .directory {
        for version in try directory.versions(of: customer).versions {
          places.append(place(version, of: customer))
        }
      }
      progress(
        Progress(step: "reading directories", completed: index + 1, total: customers.count))
    }
    return try put(places, known)
  }

  private func place(_ version: SemanticVersion, of customer: CustomerID) -> SalvagedPlace {
    let path = layout.version(version, of: customer)
    var place = SalvagedPlace(customer: customer, version: version, path: path)
    // A link may lead anywhere.
    guard (try? fileSystem.status(of: path))??.kind == .directory else { return place }
    if let bytes = bytes(.metadata, in: path, Self.largestMetadata) {
      place.metadata = try? JSONDecoder().decode(Session.self, from: Data(bytes))
      let dropped = place.metadata?.dropUnstorable() ?? []
      if !dropped.isEmpty {
        place.doubts.append(
          "no journal takes its \(dropped.joined(separator: ", ")), which was left out")
      }
    }
    if let bytes = bytes(.conversation, in: path, Self.largestConversation) {
      var conversation = SalvagedConversation(bytes)
      // Read again when they are taken in.
      conversation.turns = conversation.turns.map { Turn($0.role, "", at: $0.at) }
      place.conversation = conversation
    }
    place.takeMajority()
    return place
  }

  private func bytes(_ file: SessionFile, in path: FilePath, _ limit: Int) -> [UInt8]? {
    let path = path.appending(file.rawValue)
    guard (try? fileSystem.status(of: path))??.kind == .file else { return nil }
    return try? fileSystem.readFile(path, maximumBytes: limit)
  }

  // MARK: - Putting together

  /// Where metadata and conversation agree on whose session of which number they are, and both name an id
  /// that nothing else names, one of the ids is damaged: it is one session.
  private static func sameSession(_ places: [SalvagedPlace]) -> [SalvagedPlace] {
    let metadata = Dictionary(grouping: places.compactMap(\.metadata?.id)) { $0 }
    let conversations = Dictionary(grouping: places.compactMap(\.conversation?.session)) { $0 }
    return places.map { place in
      guard let session = place.metadata, let other = place.conversation?.session,
        other != session.id, metadata[other] == nil, conversations[session.id] == nil,
        place.conversation?.version == session.version,
        place.conversation?.customer == session.customer
      else { return place }
      var place = place
      place.conversation?.session = session.id
      place.doubts.append("its conversation names the session \(other)")
      return place
    }
  }

  private func put(
    _ places: [SalvagedPlace], _ known: (CustomerID) throws -> Set<SemanticVersion>
  ) throws -> Result {
    var result = Result()
    var found: [SessionID: SalvagedSession] = [:]
    let places = Self.sameSession(places)
    // What stands under its own name comes first: a copy of it elsewhere is not asked.
    for place in places.sorted(by: { isAtHome($0) && !isAtHome($1) }) {
      guard let metadata = place.metadata, found[metadata.id] == nil else { continue }
      found[metadata.id] = salvaged(metadata, at: place, among: places)
    }
    for place in places {
      guard let conversation = place.conversation,
        let id = conversation.session, found[id] == nil
      else { continue }
      found[id] = reconstructed(id, conversation, at: place)
    }
    result.unreadable = places.filter { place in
      place.metadata == nil && place.conversation?.session == nil
    }.map { ($0.customer, $0.version) }
    result.misplaced = places.filter { place in
      place.metadata.map { $0.customer != place.customer } ?? false
    }.map { ($0.customer, $0.version) }
    for (customer, sessions) in Dictionary(grouping: found.values, by: \.session.customer) {
      var numbers: Set<SemanticVersion> = []
      let ordered = sessions.sorted {
        ($0.session.createdAt, $0.session.id) < ($1.session.createdAt, $1.session.id)
      }
      var single = ordered.filter { numbers.insert($0.session.version).inserted }
      joinLines(&single)
      let lost = result.unreadable.filter { $0.customer == customer }.map(\.version)
      let repair = RelationRepair(
        single.map(\.session), known: try known(customer), lost: Set(lost))
      let parts = Dictionary(single.map { ($0.session.id, $0) }) { first, _ in first }
      result.missing[customer] = repair.missing
      result.sessions[customer] = repair.sessions.compactMap { session in
        guard var part = parts[session.id] else { return nil }
        part.session = session
        if let doubts = repair.doubts[session.id] {
          part.doubts += doubts
          part.repair = .metadataCorrections
        }
        return part
      }
    }
    try compareFiles(&result)
    return result
  }

  /// Sessions without metadata belong to the family of the others of their line.
  private func joinLines(_ sessions: inout [SalvagedSession]) {
    var families: [Int: FamilyID] = [:]
    for part in sessions where !part.isReconstructed {
      families[part.session.version.major] =
        families[part.session.version.major] ?? part.session.family
    }
    for index in sessions.indices where sessions[index].isReconstructed {
      let major = sessions[index].session.version.major
      let family = families[major] ?? sessions[index].session.family
      families[major] = family
      sessions[index].session.family = family
    }
  }

  private func isAtHome(_ place: SalvagedPlace) -> Bool {
    place.metadata?.customer == place.customer && place.metadata?.version == place.version
  }

  private func salvaged(
    _ metadata: Session, at place: SalvagedPlace, among places: [SalvagedPlace]
  ) -> SalvagedSession {
    var salvaged = SalvagedSession(session: metadata)
    if !isAtHome(place) {
      salvaged.doubts.append(
        "its directory stood under \(place.customer)/\(place.version)")
      salvaged.repair = .metadataCorrections
    }
    if !place.doubts.isEmpty {
      salvaged.doubts += place.doubts
      salvaged.repair = .metadataCorrections
    }
    let source =
      places.first { $0.conversation?.session == metadata.id }
      ?? (place.conversation?.session == nil && place.conversation != nil ? place : nil)
    guard let source, let conversation = source.conversation else {
      if metadata.turnCount > 0 {
        salvaged.doubts.append(
          "its conversation of \(metadata.turnCount) turns is lost")
        salvaged.repair = .incompleteSessionRecovery
      } else {
        salvaged.doubts.append("its conversation.json is lost, which held no turn")
        salvaged.repair = .missingFileRegeneration
      }
      salvaged.session.turnCount = 0
      return salvaged
    }
    salvaged.conversation = source.path.appending(SessionFile.conversation.rawValue)
    let count = conversation.turns.count
    if count != metadata.turnCount || !conversation.lost.isEmpty {
      let lost = conversation.lost.isEmpty ? "" : ", turns \(Self.list(conversation.lost)) are lost"
      salvaged.doubts.append(
        "its conversation has \(count) turns, and its metadata says \(metadata.turnCount)\(lost)")
      salvaged.repair = .conversationReconstruction
    } else if !conversation.isWhole {
      salvaged.doubts.append("its conversation.json is torn; all \(count) turns could be read")
      salvaged.repair = .conversationReconstruction
    }
    if source.path != place.path {
      salvaged.doubts.append("its conversation stood in \(source.customer)/\(source.version)")
    }
    salvaged.session.turnCount = count
    return salvaged
  }

  private static func list(_ numbers: [Int]) -> String {
    numbers.prefix(20).map(String.init).joined(separator: ", ") + (numbers.count > 20 ? ", …" : "")
  }

  /// A session whose metadata is lost: its conversation says whose it is, its directory the number.
  private func reconstructed(
    _ id: SessionID, _ conversation: SalvagedConversation, at place: SalvagedPlace
  ) -> SalvagedSession {
    let version = conversation.version ?? place.version
    let customer = conversation.customer ?? place.customer
    let times = conversation.turns.compactMap(\.at)
    let changed = (try? fileSystem.status(of: place.path))??.modifiedAt
    let createdAt = id.createdAt ?? times.min() ?? changed ?? Timestamp(microseconds: 0)
    let parent =
      version.patch > 0
      ? SemanticVersion(version.major, version.minor, version.patch - 1)
      : version.minor > 0 ? SemanticVersion(version.major, version.minor - 1, 0) : nil
    let increment: Increment =
      version.patch > 0
      ? .patch : version.minor > 0 ? .minor : version.major > 1 ? .major : .initial
    var context = DeploymentContext()
    if let bytes = bytes(.deploymentContext, in: place.path, Self.largestMetadata),
      let read = try? JSONDecoder().decode(DeploymentContext.self, from: Data(bytes))
    {
      context = read
    }
    let session = Session(
      id: id, customer: customer, version: version,
      family: FamilyID(foundedBy: id, of: customer),
      decision: VersionDecision(
        increment: increment, version: version, parent: parent, triggers: [],
        why: "Read from the session's directory; why it has this number is lost with its metadata."),
      context: context, createdAt: createdAt,
      lastActivityAt: times.max().map { max($0, createdAt) } ?? createdAt,
      turnCount: conversation.turns.count)
    var doubts = [
      "its metadata is lost: user, state, outcome, key decisions and the reason for its number"
    ]
    if !conversation.lost.isEmpty {
      doubts.append("turns \(Self.list(conversation.lost)) are lost")
    }
    return SalvagedSession(
      session: session, conversation: place.path.appending(SessionFile.conversation.rawValue),
      doubts: doubts, isReconstructed: true)
  }

  // MARK: - The files against one another

  /// A directory all of whose bytes are what its own parts make of it is whole.
  private func compareFiles(_ result: inout Result) throws {
    for (customer, sessions) in result.sessions {
      let changes = Dictionary(
        sessions.map { ($0.session.version, VersionChange($0.session)) }
      ) { first, _ in first }
      let uncertain = Set(
        sessions.filter { $0.isReconstructed || $0.repair == .metadataCorrections }
          .map(\.session.version))
      for index in sessions.indices where sessions[index].doubts.isEmpty {
        let session = sessions[index].session
        var ancestry: [VersionChange] = []
        var next: SemanticVersion? = session.version
        while let version = next, ancestry.count < SessionRendering.historyLength,
          let change = changes[version]
        {
          ancestry.append(change)
          next = change.previous
        }
        // Where an ancestor is lost, nobody can say what the statement of work was.
        let isKnown =
          (next == nil || ancestry.count == SessionRendering.historyLength)
          && !ancestry.contains { uncertain.contains($0.new) }
        let rendering = SessionRendering(
          session: session, turns: try turns(of: sessions[index]), changes: ancestry)
        let wrong = SessionFile.allCases.filter { file in
          guard isKnown || file != .statementOfWork else { return false }
          return bytes(
            file, in: layout.version(session.version, of: customer), Self.largestConversation)
            != rendering[file]
        }
        guard !wrong.isEmpty else { continue }
        let names = wrong.map(\.rawValue).joined(separator: ", ")
        result.sessions[customer]?[index].doubts.append(
          "\(names) \(wrong.count == 1 ? "is" : "are") not what the rest of it makes of "
            + (wrong.count == 1 ? "it" : "them"))
        result.sessions[customer]?[index].repair = .missingFileRegeneration
      }
    }
  }

  /// The turns of a session, with their words.
  func turns(of salvaged: SalvagedSession) throws -> [Turn] {
    guard let path = salvaged.conversation else { return [] }
    return SalvagedConversation(
      try fileSystem.readFile(path, maximumBytes: Self.largestConversation)
    ).turns
  }
}
