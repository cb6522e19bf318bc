import StrataCore
public import SystemPackage

extension SessionStore {
  /// Makes a store whole whose journal is lost, torn, or older than its session directories (rows R1,
  /// R2): a journal that cannot be read is set aside and made anew from the directories; sessions that
  /// stand in directories alone are taken in; what has gone on since an old journal is taken in too.
  ///
  /// Numbers stay. Relations are held against numbers and times first. A session whose files do not
  /// agree byte for byte gets a sealed patch version that says what is missing. Where a new log begins, it
  /// names the checkpoint that it comes after. Nothing is deleted: what is replaced goes to the
  /// quarantine. Where it is interrupted, recovering again goes on.
  /// - Parameters:
  ///   - fromDirectories: whether the journal is set aside whatever its condition.
  ///   - isDryRun: whether to say only what would be done.
  /// - Throws: ``StrataError``: `notFound` where there are no session directories, `conflict` where the
  ///   journal contradicts what was signed, or is another store's, `storage`.
  /// - Complexity: O(bytes of the directories).
  public static func recover(
    at root: FilePath, fromDirectories: Bool = false, isDryRun: Bool = false,
    options: StoreOptions = .init(), progress: (Progress) -> Void = { _ in }
  ) async throws -> RecoveryReport {
    let layout = StoreLayout(root: root)
    let done = try StoreRecovery(layout: layout, options: options).run(
      fromDirectories: fromDirectories, isDryRun: isDryRun)
    var report = RecoveryReport(
      journal: done.condition.reason, isRebuilt: false, signed: done.signed,
      setAside: done.setAside, isDryRun: isDryRun)
    var extends = false
    switch done.condition {
    case .whole, .untiled, .contradicted, .foreign: break
    case .older, .unsigned: extends = true
    case .missing, .torn:
      report.isRebuilt = true
      report.unknown = [
        "commands and deployments", "access attempts", "configuration", "events and their groups",
        "origins of imports", "reviews", "which words were erased by whom, but for the notices",
      ]
    }
    let directory = SessionDirectory(layout: layout, fileSystem: options.fileSystem)
    let salvage = DirectorySalvage(
      directory: directory, layout: layout, fileSystem: options.fileSystem)
    // Read before the store is opened, which would bring them to what an old journal says.
    guard !(isDryRun && report.isRebuilt) else {
      let result = try salvage.run(known: { _ in [] }, progress: progress)
      report.add(result) { _ in true }
      return report
    }
    let reader = try options.openDriver(done.location, .reading)
    defer { try? reader.close() }
    let result = try salvage.run(
      known: { customer in
        try reader.read { connection in
          Set(try KnownSession.all(of: customer, in: connection).map(\.version))
        }
      }, progress: progress)
    let known = Set(
      try reader.read { connection in
        try connection.query("SELECT id FROM session_versions").map { try $0.text(0) }
      })
    report.add(result) { !known.contains($0.description) }
    guard !isDryRun else { return report }
    let store = try open(at: root, options: options)
    do {
      try await store.takeIn(result, by: salvage, extending: extends, &report, progress)
    } catch {
      try? await store.close()
      throw error
    }
    try await store.close()
    return report
  }

  private func takeIn(
    _ result: DirectorySalvage.Result, by salvage: DirectorySalvage, extending: Bool,
    _ report: inout RecoveryReport, _ progress: (Progress) -> Void
  ) async throws {
    let (driver, identity) = (driver, identity)
    let source = DirectorySource(
      salvage: salvage, result: result,
      known: { id in
        try driver.read { connection in
          guard try StoredSession.find(.id(id), in: connection) != nil else { return nil }
          return try IncomingSession(id, of: identity, in: connection)
        }
      }, extends: extending, randomness: options.randomness, now: options.clock())
    try setAside(result.unreadable, "unreadable", &report)
    let intake = SessionIntake(store: self, source: source)
    let customers = try source.customers()
    for (index, customer) in customers.enumerated() {
      let (plan, done) = try await intake.perform(customer)
      report.extended += done.extended.compactMap { id in
        plan.join.placements[id].map { .version(customer, $0.version) }
      }
      progress(Progress(step: "taking in", completed: index + 1, total: customers.count))
    }
    try setAside(result.misplaced, "misplaced", &report)
    try bringDirectoriesUp(&report, progress)
    for (session, patch) in try await patches() {
      guard let index = report.recovered.firstIndex(where: { $0.session == session }) else {
        continue
      }
      report.recovered[index].patch = patch
    }
  }

  /// Makes every directory what the journal says.
  private func bringDirectoriesUp(
    _ report: inout RecoveryReport, _ progress: (Progress) -> Void
  ) throws {
    let ids = try driver.read { connection in
      try connection.query("SELECT id FROM session_versions ORDER BY position").map {
        try SessionID(parsing: try $0.text(0))
      }
    }
    for (index, id) in ids.enumerated() {
      if try !materialiser.makeWhole(session(.id(id))).isEmpty { report.directories += 1 }
      progress(Progress(step: "directories", completed: index + 1, total: ids.count))
    }
  }

  /// What is no session of its place is moved aside, unless the journal knows one there.
  private func setAside(
    _ places: [(customer: CustomerID, version: SemanticVersion)], _ reason: String,
    _ report: inout RecoveryReport
  ) throws {
    for (customer, version) in places {
      let isKnown = try driver.read {
        try StoredSession.find(.version(customer, version), in: $0) != nil
      }
      guard !isKnown, try directory.occupant(of: version, of: customer) != nil else { continue }
      let place = "\(reason)-\(customer)-\(hexadecimal(directory.randomness()))"
      let aside = layout.quarantine.appending(place)
      _ = try options.fileSystem.ensureDirectory(at: aside, mode: .ownerOnly)
      try options.fileSystem.move(
        layout.version(version, of: customer), to: aside.appending(version.description))
      report.setAside.append("quarantine/\(place)/\(version)")
    }
  }

  /// Makes the patch version of each session that was not provably whole when it was taken in, unless it
  /// has one (row V4).
  private func patches() async throws -> [(session: SessionID, patch: SessionName)] {
    let entries = try driver.read { connection in
      try JournalReading.entries(
        "WHERE kind = ? ORDER BY position",
        [.text(JournalEntry.Kind.sessionRecovered.rawValue)], connection)
    }
    var patches: [(session: SessionID, patch: SessionName)] = []
    for entry in entries {
      guard let id = entry.session, case .string(let text)? = entry.body.member("repair"),
        let repair = Trigger(rawValue: text), case .array(let doubts)? = entry.body.member("doubts")
      else { continue }
      let sentences = doubts.compactMap { doubt in
        if case .string(let sentence) = doubt { sentence } else { nil }
      }
      patches.append((id, try await patch(session(.id(id)), repair, sentences)))
    }
    return patches
  }

  private func patch(
    _ session: Session, _ repair: Trigger, _ doubts: [String]
  ) async throws -> SessionName {
    let former = try driver.read { connection in
      try StoredSession.all(
        "WHERE s.customer = ? AND s.parent = ? AND s.patch > 0 ORDER BY s.position",
        [.text(session.customer.name), .text(session.version.description)], in: connection
      ).map(\.session).first {
        $0.user == Self.recoverer && $0.decision.triggers.contains(repair)
      }
    }
    if let former { return former.name }
    var turns = try self.turns(of: session.id)
    turns.append(
      Turn(
        .system,
        "Recovered from the session's directory. Not provably whole: "
          + doubts.joined(separator: "; ") + ".", at: options.clock(), author: Self.recoverer))
    let request = StartRequest(
      customer: session.customer, user: Self.recoverer, realm: session.realm,
      conversation: session.conversation, context: session.context, turns: turns,
      phase: session.phase, operation: .init(kind: repair, target: session.version),
      completion: Completion(outcome: session.outcome, satisfaction: session.satisfaction))
    return try await start(request).name
  }

  /// In whose name patches of a recovery are made.
  private static let recoverer = "strata recover"
}

extension RecoveryReport {
  fileprivate mutating func add(
    _ result: DirectorySalvage.Result, isNew: (SessionID) -> Bool
  ) {
    for customer in result.sessions.keys.sorted() {
      recovered += (result.sessions[customer] ?? []).filter { isNew($0.session.id) }.map { part in
        Recovered(
          session: part.session.id, name: part.session.name, doubts: part.doubts, patch: nil)
      }
    }
    lost = result.missing.sorted { $0.key < $1.key }.flatMap { customer, versions in
      versions.sorted().map { .version(customer, $0) }
    }
  }
}
