import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// A store whose database is lost, torn or old is made whole from its directories (rows R1, R2).
@Suite struct RecoveryTests {
  /// A store with every kind of session, closed.
  private func damaged(
    _ damage: RecoveryDamage,
    _ body: (TemporaryStore, _ before: [Told]) async throws -> Void
  ) async throws {
    try await TemporaryStore.make(on: .sqlite, checking: false) { fixture in
      let store = fixture.store
      let first = try await store.start(
        try request("acme", "We deploy on AWS EKS.") {
          $0.user = "mira"
          $0.context = DeploymentContext(cloudProvider: "aws", project: "shop")
        })
      fixture.clock.advance(bySeconds: 60)
      _ = try await store.append(
        [Turn(.assistant, "Good.\nVery \"good\"."), Turn(.user, "More.", at: fixture.clock.now)],
        to: first.name)
      _ = try await store.record(
        KeyDecision(topic: "nodes", choice: "large", at: fixture.clock.now), in: first.name)
      _ = try await store.start(try request("acme", "And how do we scale EKS?"))
      let path = fixture.root.appending("journal.db").string
      fixture.clock.advance(bySeconds: 60)
      let old = fixture.root.removingLastComponent().appending("old.db").string
      // Moves everything from the write-ahead log into the database.
      try store.driver.sweep()
      try FileManager.default.copyItem(atPath: path, toPath: old)
      _ = try await store.append([Turn(.assistant, "Like this.")], to: first.name)
      _ = try await store.complete(first.name, Completion(outcome: .success, satisfaction: 5))
      fixture.clock.advance(bySeconds: 60)
      _ = try await store.start(try request("acme", "Now the pods on EKS are pending."))
      _ = try await store.start(
        try request("acme", "Corrected.") {
          $0.operation = .init(kind: .metadataCorrections, target: first.version)
          $0.completion = Completion(outcome: .partial)
        })
      _ = try await store.start(
        try request("bolt", "We move to Azure.") {
          $0.choice = .init(increment: .major, reason: "agreed")
        })
      try store.driver.sweep()
      try await store.close()
      let before = try await Self.told(fixture)
      try damage.make(
        .init(
          root: fixture.root, oldJournal: try Data(contentsOf: URL(fileURLWithPath: old))))
      try await body(fixture, before)
    }
  }

  struct Told: Hashable {
    var name: String
    var text: String
    var turns: Int
  }

  private static func told(_ fixture: TemporaryStore) async throws -> [Told] {
    let reader = try fixture.open { $0.access = .reading }
    let told = try reader.sessions(SessionQuery(limit: 100)).map { session in
      let turns = try reader.turns(of: session.id)
      let text = [
        session.id.description, session.family.description,
        session.previousVersion?.description ?? "-", session.state.rawValue,
        session.outcome?.rawValue ?? "-", session.createdAt.description,
        session.lastActivityAt.description, session.user ?? "-", session.decision.why,
        session.context.project ?? "-",
        session.decisions.map { "\($0.topic)=\($0.choice)" }.joined(separator: ","),
        turns.map { "\($0.role) \($0.at?.description ?? "-"): \($0.content)" }
          .joined(separator: "|"),
      ].joined(separator: " ; ")
      return Told(name: session.name.description, text: text, turns: turns.count)
    }
    try await reader.close()
    return told.sorted { $0.name < $1.name }
  }

  @Test(arguments: RecoveryDamage.databases + RecoveryDamage.both)
  func itIsMadeWholeAndNothingThatCouldBeSavedIsLost(damage: RecoveryDamage) async throws {
    try await damaged(damage) { fixture, before in
      if damage.preventsWriting {
        // A store that cannot prove itself is not written to.
        await #expect(throws: (any Error).self) {
          let opened = try fixture.open()
          try await opened.close()
        }
      }
      let findings = try await SessionStore.check(at: fixture.root, options: fixture.options)
      #expect(Set(findings.map(\.code)) == damage.codes, "\(findings)")
      let plan = RepairPlan(findings)
      #expect(plan.unmended.isEmpty)
      #expect(plan.recovers == (damage.codes != ["directory.missing"]))
      let dry = try await SessionStore.recover(
        at: fixture.root, isDryRun: true, options: fixture.options)
      #expect(dry.isDryRun)
      let report = try await SessionStore.recover(at: fixture.root, options: fixture.options)
      #expect(report.isRebuilt == damage.rebuilds)
      #expect(dry.recovered.map(\.session) == report.recovered.map(\.session))
      let patches = report.recovered.compactMap(\.patch)
      #expect(patches.count == damage.patches, "\(report.recovered)")
      #expect(report.recovered.allSatisfy { $0.doubts.isEmpty == ($0.patch == nil) })
      #expect(report.lost.count == damage.lost, "\(report.lost)")

      try await fixture.check()
      let after = try await Self.told(fixture)
      let made = Set(patches.map(\.description))
      let kept = after.filter { !made.contains($0.name) }
      #expect(
        kept.map(\.name)
          == before.map(\.name).filter { name in
            !report.lost.contains { $0.description == name }
          })
      let turns = { (told: [Told]) in told.reduce(0) { $0 + $1.turns } }
      #expect(turns(kept) == turns(before) - damage.lostTurns)
      if damage.patches == 0, damage.lost == 0 { #expect(after == before) }

      let store = try fixture.open()
      #expect(try store.verifyAudit().findings.isEmpty)
      let again = try await SessionStore.recover(at: fixture.root, options: fixture.options)
      #expect(again.recovered.isEmpty && again.extended.isEmpty && !again.isRebuilt)
      #expect(try await Self.told(fixture) == after, "recovering again changes nothing")
      // The numbers of what is lost are not given again.
      let next = try await store.start(try request("acme", "We deploy on AWS EKS, once more."))
      #expect(
        !report.lost.contains(next.name) && !before.map(\.name).contains(next.name.description))
      try await store.close()
      try await fixture.check()
    }
  }

  /// Wherever a recovery dies, the next one finishes it.
  @Test func anInterruptedRecoveryIsFinishedByTheNext() async throws {
    let damage = try #require(RecoveryDamage.both.first)
    try await damaged(damage) { fixture, before in
      var call = 5
      var wasHit = true
      while wasHit {
        try await Self.withCopy(of: fixture.root) { root in
          let disk = FaultyFileSystem()
          var dying = fixture.options
          dying.fileSystem = disk
          disk.fail(call: call, with: .death(.half))
          _ = try? await SessionStore.recover(at: root, options: dying)
          wasHit = disk.wasHit
          fixture.clock.advance(bySeconds: 120)
          _ = try await SessionStore.recover(at: root, options: fixture.options)
          let findings = try await Self.findings(at: root, fixture)
          #expect(findings == [], "call \(call)")
          let store = try SessionStore.open(at: root, options: fixture.options)
          let versions = try store.sessions(SessionQuery(limit: 100)).map(\.name.description)
          #expect(
            versions.sorted() == (before.map(\.name) + ["acme/v1.0.2"]).sorted(), "call \(call)")
          try await store.close()
        }
        call += 37
      }
      #expect(call > 150, "a recovery makes that many calls")
    }
  }

  /// Whatever bytes of the directories are damaged, a recovery ends with a store that is whole.
  @Test func anyDamageEndsInAStoreThatIsWhole() async throws {
    var generator = SeededGenerator.printingSeed()
    let lost = try #require(RecoveryDamage.databases.first)
    try await damaged(lost) { fixture, before in
      for round in 0..<40 {
        try await Self.withCopy(of: fixture.root) { root in
          for _ in 0..<Int.random(in: 1...4, using: &generator) {
            try Self.damageAFile(in: root.appending("sessions"), using: &generator)
          }
          let place: Comment = "round \(round), seed \(generator.seed)"
          _ = try await SessionStore.recover(at: root, options: fixture.options)
          // A directory of which nothing can be told stays where it is until 'fsck --repair'.
          let findings = try await Self.findings(at: root, fixture).filter {
            !$0.message.contains("and it holds no session")
          }
          #expect(findings == [], place)
          let store = try SessionStore.open(at: root, options: fixture.options)
          #expect(try store.verifyAudit().findings.isEmpty, place)
          let kept = Set(try store.sessions(SessionQuery(limit: 100)).map(\.id))
          #expect(kept.count >= before.count - 4, place)
          try await store.close()
          let again = try await SessionStore.recover(at: root, options: fixture.options)
          #expect(again.recovered.isEmpty && again.directories == 0, place)
        }
      }
    }
  }

  private static func withCopy(
    of root: FilePath, _ body: (FilePath) async throws -> Void
  ) async throws {
    let copy = root.removingLastComponent().appending("copy")
    try FileManager.default.copyItem(atPath: root.string, toPath: copy.string)
    defer { try? FileManager.default.removeItem(atPath: copy.string) }
    try await body(copy)
  }

  private static func findings(at root: FilePath, _ fixture: TemporaryStore) async throws
    -> [Finding]
  {
    var options = fixture.options
    options.access = .reading
    let reader = try SessionStore.open(at: root, options: options)
    let findings = try reader.check()
    try await reader.close()
    return findings
  }

  private static func damageAFile(
    in folder: FilePath, using generator: inout SeededGenerator
  ) throws {
    let names = FileManager.default.enumerator(atPath: folder.string)?.compactMap { $0 as? String }
    let files = (names ?? []).filter { $0.hasSuffix(".json") || $0.hasSuffix(".md") }.sorted()
    guard let name = files.randomElement(using: &generator) else { return }
    let url = URL(fileURLWithPath: folder.appending(name).string)
    var data = try Data(contentsOf: url)
    let offset = data.isEmpty ? 0 : Int.random(in: 0..<data.count, using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: try FileManager.default.removeItem(at: url)
    case 1: try data.prefix(offset).write(to: url)
    case 2 where !data.isEmpty:
      data[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      try data.write(to: url)
    case 3:
      let end = min(data.count, offset + 200)
      data.replaceSubrange(offset..<end, with: Data(count: end - offset))
      try data.write(to: url)
    default:
      let other = files.randomElement(using: &generator) ?? name
      try Data(contentsOf: URL(fileURLWithPath: folder.appending(other).string)).write(to: url)
    }
  }

  @Test func theNewLogNamesTheOneBeforeIt() async throws {
    let lost = try #require(RecoveryDamage.databases.first)
    try await damaged(lost) { fixture, _ in
      let former = try String(
        contentsOfFile: fixture.root.appending("log/checkpoint").string, encoding: .utf8)
      let report = try await SessionStore.recover(at: fixture.root, options: fixture.options)
      let store = try fixture.open { $0.access = .reading }
      let entry = try #require(try store.entries(from: 1).first { $0.kind == .storeRecovered })
      #expect(entry.body.member("checkpoint") == .string(former))
      #expect(entry.body.member("reason") == "the journal was lost")
      #expect(report.signed ?? 0 > 5)
      let name = try store.verifierKey().name.text
      #expect(name.hasPrefix("strata.local/\(store.identity)/recovered-"))
      let kinds = try store.entries(from: 1).map(\.kind)
      #expect(kinds.filter { $0 == .sessionRecovered }.count == 5)
      try await store.close()
    }
  }

  @Test func aJournalThatContradictsItsLogIsNotMendedSilently() async throws {
    let edit = RecoveryDamage(name: "an entry edited") { damaged in
      let driver = try SQLiteDriver(at: damaged.root.appending("journal.db"), for: .writing)
      try driver.write { connection in
        try connection.run("DROP TRIGGER entries_are_not_updated")
        try connection.run(
          "UPDATE entries SET leaf = (SELECT leaf FROM entries WHERE position = 2) "
            + "WHERE position = (SELECT max(position) FROM entries)")
      }
      try driver.close()
    }
    try await damaged(edit) { fixture, before in
      let findings = try await SessionStore.check(at: fixture.root, options: fixture.options)
      let contradiction = try #require(findings.first)
      #expect(contradiction.code == "journal.contradicted")
      #expect(contradiction.remedy.contains("--from-directories"))
      #expect(findings.contains { $0.place.hasPrefix("entries ") }, "it is named: \(findings)")
      #expect(RepairPlan(findings).isEmpty, "nothing is made of what was not signed")
      let error = await #expect(throws: StrataError.self) {
        try await SessionStore.recover(at: fixture.root, options: fixture.options)
      }
      #expect(error?.code == .conflict)
      #expect(error?.remedy?.contains("--from-directories") == true)
      let report = try await SessionStore.recover(
        at: fixture.root, fromDirectories: true, options: fixture.options)
      #expect(report.isRebuilt && report.setAside.contains { $0.hasSuffix("journal.db") })
      #expect(try await Self.told(fixture) == before)
      try await fixture.check()
    }
  }

  @Test func theJournalOfAnotherStoreIsRefused() async throws {
    let lost = try #require(RecoveryDamage.databases.first)
    try await damaged(lost) { fixture, before in
      try await TemporaryStore.make(on: .sqlite, seed: 7) { other in
        try other.store.driver.sweep()
        try FileManager.default.copyItem(
          atPath: other.root.appending("journal.db").string,
          toPath: fixture.root.appending("journal.db").string)
      }
      let findings = try await SessionStore.check(at: fixture.root, options: fixture.options)
      #expect(findings.map(\.code) == ["journal.foreign"])
      #expect(RepairPlan(findings).isEmpty)
      let error = await #expect(throws: StrataError.self) {
        try await SessionStore.recover(at: fixture.root, options: fixture.options)
      }
      #expect(error?.code == .conflict)
      _ = try await SessionStore.recover(
        at: fixture.root, fromDirectories: true, options: fixture.options)
      #expect(try await Self.told(fixture) == before)
      try await fixture.check()
    }
  }

  /// The tiles are made of the entries: the log goes on.
  @Test(arguments: ["", "/1/000.p/1", "/0/000"])
  func tilesOfTheLogAreMadeAgain(path: String) async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      for _ in 0..<300 {
        try store.commits.commitNow { transaction in
          try transaction.append(
            JournalTransaction.Draft(kind: .creationCleaned, body: [0x7B, 0x7D]))
        }
      }
      let signed = try store.signCheckpoint()
      try await store.close()
      let tiles = fixture.root.appending("log/tile\(path)")
      if path.isEmpty {
        try FileManager.default.removeItem(atPath: tiles.string)
      } else {
        try Data(count: 32).write(to: URL(fileURLWithPath: tiles.string))
      }
      let findings = try await SessionStore.check(at: fixture.root, options: fixture.options)
      #expect(findings.map(\.code) == ["log.tiles"])
      #expect(RepairPlan(findings).recovers)
      let report = try await SessionStore.recover(at: fixture.root, options: fixture.options)
      #expect(report.signed == nil && !report.isRebuilt)
      #expect(report.setAside.count == (path.isEmpty ? 0 : 1))
      let again = try fixture.open()
      #expect(try again.checkpoint() == signed)
      #expect(try again.verifyAudit().findings.isEmpty)
      try await again.close()
    }
  }

  @Test func aJournalOnAServerThatWasEmptiedIsMadeAnew() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      try await JoinFixture.fill(fixture, seed: 5)
      let before = try JoinFixture.told(by: fixture.store)
      try await fixture.store.close()
      let driver = try fixture.options.openDriver(fixture.store.journal, .writing)
      try driver.write { connection in
        let schema = SQLDialect.postgresSchema
        try connection.run("DROP SCHEMA \(schema) CASCADE")
      }
      try driver.close()
      let findings = try await SessionStore.check(at: fixture.root, options: fixture.options)
      #expect(findings.map(\.code) == ["journal.missing"])
      #expect(RepairPlan(findings).recovers)
      let report = try await SessionStore.recover(at: fixture.root, options: fixture.options)
      #expect(report.isRebuilt && report.recovered.allSatisfy(\.doubts.isEmpty))
      let store = try fixture.open()
      // Commands are in no directory.
      let parts = { (told: [String]) in told.map { $0.split(separator: ";").dropLast() } }
      #expect(try parts(JoinFixture.told(by: store)) == parts(before))
      try await store.close()
    }
  }

  /// A database on a server that lost a table of words is for its operator to set aside.
  @Test func aJournalOnAServerThatIsTornSaysWhatToDo() async throws {
    try await TemporaryStore.make(on: .postgres, expecting: ["journal.damaged"]) { fixture in
      _ = try await fixture.store.start(try request())
      try fixture.store.driver.write { _ = try $0.run("DROP TABLE turns") }
      try await fixture.store.close()
      let finding = try #require(
        try await SessionStore.check(at: fixture.root, options: fixture.options).first)
      #expect(finding.code == "journal.damaged")
      #expect(finding.message == "the database is damaged: the database has no table turns")
      #expect(finding.remedy.contains("rename the database there, make an empty one of its name"))
      #expect(RepairPlan([finding]).isEmpty)
      let error = await #expect(throws: StrataError.self) {
        try await SessionStore.recover(at: fixture.root, options: fixture.options)
      }
      #expect(error?.code == .conflict)
    }
  }

  @Test func anOldCopyOnAServerTakesInWhatTheDirectoriesKnow() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      guard case .postgres(let url) = fixture.store.journal else { return }
      let server = try PostgresServer.shared()
      _ = try await fixture.store.start(try request("acme", "We deploy on AWS EKS."))
      try await fixture.store.close()
      let old = try server.makeDatabase(copying: url)
      let store = try fixture.open()
      _ = try await store.append(
        [Turn(.assistant, "Good.")], to: try SessionName(parsing: "acme/v1.0.0"))
      _ = try await store.start(try request("acme", "And how do we scale EKS?"))
      try await store.close()
      let before = try await Self.told(fixture)
      try server.drop(url)
      try server.restore(old, as: url)
      let findings = try await SessionStore.check(at: fixture.root, options: fixture.options)
      #expect(findings.map(\.code) == ["journal.old"])
      #expect(findings.map(\.place) == [url.description])
      #expect(RepairPlan(findings).recovers)
      let report = try await SessionStore.recover(at: fixture.root, options: fixture.options)
      #expect(!report.isRebuilt && report.recovered.count == 1 && report.extended.count == 1)
      #expect(try await Self.told(fixture) == before)
    }
  }

  @Test func aLogOfAServersJournalThatWasLostBeginsAnew() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      let session = try await fixture.store.start(try request())
      try await fixture.store.close()
      try FileManager.default.removeItem(atPath: fixture.root.appending("log").string)
      let findings = try await SessionStore.check(at: fixture.root, options: fixture.options)
      #expect(findings.map(\.code) == ["log.lost"])
      #expect(RepairPlan(findings).recovers)
      let report = try await SessionStore.recover(at: fixture.root, options: fixture.options)
      #expect(!report.isRebuilt && report.recovered.isEmpty)
      let store = try fixture.open()
      #expect(try store.session(.id(session.id)) == session)
      #expect(try store.verifyAudit().findings.isEmpty)
      try await store.close()
    }
  }

  @Test func whatHoldsNoSessionsIsRefused() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("strata-test-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = await #expect(throws: StrataError.self) {
      try await SessionStore.recover(at: FilePath(folder.path))
    }
    #expect(error?.code == .notFound)
  }
}
