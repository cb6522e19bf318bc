import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Joining stores (row C5). Every store is checked at the end.
@Suite struct JoinTests {
  @Test func theEarlierKeepsItsVersionAndBothSaySo() async throws {
    try await JoinFixture.stores([1, 2], filled: false) { stores in
      let (ours, theirs) = (stores[0], stores[1])
      ours.clock.advance(bySeconds: 60)
      let later = try await ours.store.start(try request("acme", "We deploy on AWS EKS."))
      let earlier = try await theirs.store.start(try request("acme", "We deploy on Azure AKS."))
      let mend = try await ours.store.start(
        try request("acme", "Corrected.") {
          $0.operation = .init(kind: .metadataCorrections, target: later.version)
          $0.completion = Completion(outcome: .success)
        })
      let report = try await ours.store.join(theirs.store)
      #expect(report.joined.map(\.version.description) == ["v1.0.0"])
      #expect(report.renumbered.map(\.version.description).sorted() == ["v1.1.0", "v1.1.1"])

      let joined = try ours.store.session(.id(earlier.id))
      let moved = try ours.store.session(.id(later.id))
      #expect(joined.version.description == "v1.0.0" && moved.version.description == "v1.1.0")
      #expect(moved.decision.version.description == "v1.0.0", "what was decided is not changed")
      #expect(moved.family == joined.family)
      #expect(
        joined.notes == [
          "joined: v1.0.0 was claimed by session \(later.id) of \(later.createdAt) too; this "
            + "session keeps it, and that one became v1.1.0"
        ])
      #expect(
        moved.notes == [
          "joined: v1.0.0 was claimed by session \(earlier.id) of \(earlier.createdAt) too, "
            + "which keeps v1.0.0; this session became v1.1.0"
        ])
      let patch = try ours.store.session(.id(mend.id))
      #expect(patch.version.description == "v1.1.1" && patch.previousVersion == moved.version)

      let kinds = try ours.store.entries(of: earlier.id).map(\.kind)
      #expect(kinds == [.sessionStarted, .sessionJoined])
      #expect(try ours.store.entries(of: later.id).last?.kind == .versionResolved)
      let announced = try #require(
        try ours.store.entries(from: 1).first { $0.kind == .storeJoined })
      #expect(announced.body.member("store") == .string(theirs.store.identity.description))
      guard case .string(let checkpoint)? = announced.body.member("checkpoint") else {
        Issue.record("the other store's checkpoint is not kept")
        return
      }
      #expect(checkpoint.hasPrefix("strata.local/"))
      // The next number goes on from what is there.
      let next = try await ours.store.start(try request("acme", "We deploy on AWS EKS again."))
      #expect(next.version.description == "v1.2.0" || next.version.major == 2)
    }
  }

  @Test(arguments: 1...6)
  func anyOrderGivesTheSameAndAgainNothing(round: UInt64) async throws {
    let seed = UInt64.random(in: 0 ... .max / 4)
    print("seed of the joined stores, round \(round): \(seed)")
    let (a, b, c) = (seed, seed + 1, seed + 2)
    try await JoinFixture.stores([a, b, c, c, b, a, b, c]) { stores in
      let all = stores.map(\.store)
      // (a + b) + c, (c + b) + a, b + (c into b's twin) …
      for other in [1, 2] { _ = try await all[0].join(all[other]) }
      for other in [4, 5] { _ = try await all[3].join(all[other]) }
      _ = try await all[7].join(all[5])
      _ = try await all[6].join(all[7])
      let told = try JoinFixture.told(by: all[0])
      #expect(try JoinFixture.told(by: all[3]) == told, "seed \(seed)")
      #expect(try JoinFixture.told(by: all[6]) == told, "seed \(seed)")
      let end = try all[0].entries(from: 1).count
      for other in [1, 2, 3, 6] {
        let again = try await all[0].join(all[other])
        #expect(again.isEmpty, "seed \(seed): \(again)")
      }
      #expect(try all[0].entries(from: 1).count == end, "seed \(seed)")
      #expect(try all[0].verifyAudit().findings.isEmpty)
    }
  }

  @Test func theLongerCopyIsTakenAndAContradictionIsRefused() async throws {
    try await JoinFixture.stores([1, 2, 3], filled: false) { stores in
      let (a, b, c) = (stores[0].store, stores[1].store, stores[2].store)
      let session = try await a.start(try request("acme", "We deploy on AWS EKS."))
      _ = try await b.join(a)
      _ = try await c.join(a)
      let at = stores[1].clock.now.advanced(bySeconds: 7)
      _ = try await b.append(
        [Turn(.assistant, "Good.", at: at), Turn(.user, "More.", at: at)], to: .id(session.id))
      _ = try await b.record(
        KeyDecision(topic: "nodes", choice: "large", at: at), in: .id(session.id))
      _ = try await b.complete(.id(session.id), Completion(outcome: .success))
      _ = try await b.record(
        deployment: DeploymentRecord(environment: "production"), in: .id(session.id))
      let report = try await a.join(b)
      #expect(report.extended.map(\.description) == ["acme/v1.0.0"])
      let now = try a.session(.id(session.id))
      #expect(now.turnCount == 3 && now.state == .sealed && now.decisions.count == 1)
      #expect(try a.entries(of: session.id).contains { $0.kind == .deploymentRecorded })
      #expect(try JoinFixture.told(by: a) == JoinFixture.told(by: b))
      #expect(try await a.join(b).isEmpty)
      #expect(try await b.join(a).isEmpty)

      _ = try await c.append([Turn(.user, "Something else.")], to: .id(session.id))
      _ = try await c.start(try request("aaa", "Comes first, and must not come in."))
      let end = try a.entries(from: 1).count
      let error = await #expect(throws: StrataError.self) { try await a.join(c) }
      #expect(error?.code == .conflict)
      #expect(
        error?.message
          == "session \(session.id) is in both stores, and they contradict each other: turn 2")
      #expect(error?.place == "acme/v1.0.0")
      #expect(try a.entries(from: 1).count == end, "nothing was written")
    }
  }

  @Test func whatOneHasErasedIsErased() async throws {
    let secret = "the codeword is swordfish"
    try await JoinFixture.stores([1, 2, 3], filled: false) { stores in
      let (a, b, c) = (stores[0].store, stores[1].store, stores[2].store)
      let session = try await a.start(
        try request("acme", "We deploy on AWS, \(secret).") {
          $0.context = DeploymentContext(project: "swordfish")
        })
      for other in [b, c] { _ = try await other.join(a) }
      _ = try await c.append([Turn(.user, "Also \(secret).")], to: .id(session.id))
      stores[1].clock.advance(bySeconds: 50)
      _ = try await b.erase(
        ErasureRequest(session: .id(session.id), rule: "gdpr-17", reason: "asked", by: "ada"))
      // It does not come back, and it goes where it still is.
      let back = try await b.join(c)
      #expect(back.extended.count == 1)
      let report = try await a.join(b)
      #expect(report.erased.map(\.description) == ["acme/v1.0.0"])
      _ = try await c.join(b)
      for store in [a, b, c] {
        let turns = try store.turns(of: session.id, from: 0, limit: 9)
        #expect(turns.count == 2)
        #expect(turns.allSatisfy { $0.content.hasPrefix("[erased by ada under rule gdpr-17") })
        #expect(try store.session(.id(session.id)).context.project == nil)
        let files = try store.driver.read { connection in
          try connection.query("SELECT count(*) FROM turns WHERE content IS NOT NULL").first?
            .int(0)
        }
        #expect(files == 0)
      }
      let first = try a.turns(of: session.id, from: 0, limit: 1)
      #expect(try b.turns(of: session.id, from: 0, limit: 1) == first, "it says when it was erased")
      #expect(try await a.join(c).isEmpty)
    }
  }

  /// What quotes it names it by the number of its time, and its former directory lies in the quarantine.
  @Test func anErasureFindsTheWordsOfASessionThatMoved() async throws {
    let marker = "swordfish-4711"
    try await JoinFixture.stores([1, 2], filled: false) { stores in
      let (ours, theirs) = (stores[0], stores[1])
      _ = try await theirs.store.start(try request("acme", "We deploy on Azure AKS."))
      ours.clock.advance(bySeconds: 60)
      let first = try await ours.store.start(
        try request("acme", "We run the \(marker) gateway on AWS EKS."))
      _ = try await ours.store.start(
        try request("acme", "EKS is gone: since Monday everything runs on Azure AKS."))
      _ = try await ours.store.start(try request("acme", "The pods crash on AKS."))
      _ = try await ours.store.join(theirs.store)
      let moved = try ours.store.session(.id(first.id))
      #expect(moved.version != first.version)
      let numbers = try ours.store.driver.read {
        try JournalReading.heldNumbers(of: moved, in: $0)
      }
      #expect(numbers == [first.version, moved.version])
      let quoting = VersionDecision(
        increment: .minor, version: moved.version, parent: nil, triggers: [], why: "because",
        evidence: [.init(finding: "provider", quote: "the words", source: "v1.0.0 turn 1")])
      let scrub = DecisionScrub(of: moved, under: numbers, in: quoting, notice: "gone")
      #expect(scrub.isChanged && scrub.decision.evidence[0].quote == "gone")
      _ = try await ours.store.erase(ErasureRequest(session: moved.name, rule: "gdpr-17"))
      #expect(try Self.files(under: ours.root, holding: marker) == [])
    }
  }

  private static func files(under root: FilePath, holding words: String) throws -> [String] {
    let names = FileManager.default.enumerator(atPath: root.string)?.compactMap { $0 as? String }
    return try (names ?? []).filter { name in
      let url = URL(fileURLWithPath: root.appending(name).string)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        return false
      }
      return try Data(contentsOf: url).range(of: Data(words.utf8)) != nil
    }
  }

  @Test func aDryRunWritesNothing() async throws {
    try await JoinFixture.stores([5, 6]) { stores in
      let (a, b) = (stores[0].store, stores[1].store)
      let end = try a.entries(from: 1).count
      let told = try JoinFixture.told(by: a)
      let dry = try await a.join(b, isDryRun: true)
      #expect(dry.isDryRun && !dry.joined.isEmpty)
      #expect(try a.entries(from: 1).count == end && JoinFixture.told(by: a) == told)
      var real = try await a.join(b)
      real.isDryRun = true
      #expect(real == dry)
    }
  }

  @Test func commandsComeWithTheirTimeAndOrigin() async throws {
    try await JoinFixture.stores([1, 2], filled: false) { stores in
      let (a, b) = (stores[0], stores[1])
      let session = try await b.store.start(try request("acme"))
      _ = try await b.store.record(
        command: CommandRecord(
          type: "kubectl", fields: ["get"], host: "here", durationMilliseconds: 3,
          status: .success, exitCode: 0, outputByteCount: 2, commandLine: "kubectl get",
          output: Array("ok".utf8)), in: .id(session.id))
      let then = b.clock.now
      a.clock.advance(bySeconds: 86_400)
      _ = try await a.store.join(b.store)
      let command = try #require(
        try a.store.entries(of: session.id).first { $0.kind == .commandExecuted })
      #expect(command.happenedAt == then && command.recordedAt == a.clock.now)
      #expect(
        command.body.member("joined")?.member("store")
          == .string(b.store.identity.description))
      #expect(try a.store.session(.id(session.id)).lastActivityAt == then)
    }
  }

  /// What was done in a session is told with the time at which it happened, whoever asks.
  @Test func whatWasDoneKeepsItsTimeEverywhere() async throws {
    try await JoinFixture.stores([1, 2], filled: false) { stores in
      let (a, b) = (stores[0], stores[1])
      let session = try await b.store.start(try request("acme"))
      let started = b.clock.now
      b.clock.advance(bySeconds: 60)
      _ = try await b.store.record(
        deployment: DeploymentRecord(environment: "production", version: "1"),
        in: .id(session.id))
      var connection = try await b.store.openConnection(to: "10.0.0.1", port: 22)
      connection.state = .idle
      for _ in 0..<12 {
        _ = try await b.store.record(
          command: CommandRecord(
            type: "uptime", mode: .ssh, host: "10.0.0.1", connection: connection,
            durationMilliseconds: 1, status: .failure, exitCode: 1), in: .id(session.id))
        b.clock.advance(bySeconds: 3600)
      }
      let used = b.clock.now.advanced(bySeconds: -3600)
      for _ in 0..<6 {
        _ = try await b.store.record(access: AccessRecord(.failed, user: "eve"))
        b.clock.advance(bySeconds: 3600)
      }
      let completed = b.clock.now
      _ = try await b.store.complete(.id(session.id), Completion(outcome: .success))
      a.clock.advance(bySeconds: 30 * 86_400)
      let joined = a.clock.now
      let report = try await a.store.join(b.store)
      #expect(report.accesses == 6 && report.reviews == 0)

      let origin = b.store.identity
      for entry in try a.store.entries(of: session.id) where entry.kind != .sessionJoined {
        #expect(entry.former?.store == origin && entry.recordedAt == joined, "\(entry.kind)")
        let there = try #require(
          try b.store.entries(from: entry.former?.position ?? 0, limit: 1).first)
        #expect(there.kind == entry.kind && there.recordedAt == entry.happenedAt)
      }
      // The audit log.
      for (table, time, count) in [
        ("session_audit", started, 1), ("session_audit", completed, 1),
        ("deployment_audit", started.advanced(bySeconds: 60), 1),
        ("command_audit", used, 1), ("access_audit", used.advanced(bySeconds: 3600), 1),
      ] {
        let found = try a.store.driver.read { connection in
          try connection.query(
            "SELECT count(*) FROM \(table) WHERE timestamp = ?", .time(time)
          ).first?.int(0)
        }
        #expect(found == count, "\(table)")
      }
      // Reports, insights and events.
      let (ours, theirs) = try (
        a.store.workRecords(of: session.customer, session.version),
        b.store.workRecords(of: session.customer, session.version)
      )
      #expect(ours.deployments == theirs.deployments && ours.deployments.count == 1)
      let outlines = { (store: SessionStore) in
        try store.foldOutlines(into: [SessionOutline]()) { $0 += $1 }
      }
      #expect(try outlines(a.store) == outlines(b.store))
      for topic in [Topic.commands, .access] {
        let events = { (store: SessionStore) in
          try store.events(EventQuery(topic)).events.map(\.happenedAt)
        }
        #expect(try events(a.store) == events(b.store) && !events(b.store).isEmpty, "\(topic)")
      }
      let event = try #require(try a.store.events(EventQuery(.access)).events.first)
      #expect(event.origin == origin.description && event.recordedAt == joined)
      #expect(
        try TopicEvent(
          payload: event.payload(), topic: .access, offset: event.offset, place: "test") == event)
      // Twelve commands failed and six logins, hours apart and elsewhere: nothing to raise here.
      for group in StandingGroup.allCases { _ = try await a.store.run(group) }
      #expect(try a.store.entries(from: 1).allSatisfy { $0.kind != .alertRaised })
      let days = Set(try a.store.eventStatistics().filter { $0.topic == .access }.map(\.day))
      #expect(days == Set(try a.store.events(EventQuery(.access)).events.map(\.day)))

      // Auditors see the connection; nobody runs anything over it.
      let connections = try a.store.connections()
      #expect(connections.map(\.id) == [connection.id] && connections[0].state == .closed)
      #expect(try await a.store.openConnection(to: "10.0.0.1", port: 22).id != connection.id)
    }
  }

  /// What a person answered is not asked again; of two answers the earlier one holds in both stores.
  @Test func answersToReviewsComeToo() async throws {
    try await JoinFixture.stores([1, 2], filled: false) { stores in
      let (ours, theirs) = (stores[0], stores[1])
      let (a, b) = (ours.store, theirs.store)
      var sessions: [Session] = []
      for choice in ["nginx", "traefik", "envoy"] {
        let session = try await b.start(
          try request("acme", "What is next?") {
            if !sessions.isEmpty {
              $0.choice = .init(increment: .minor, line: 1, reason: "the same work")
            }
          })
        _ = try await b.record(
          KeyDecision(topic: "ingress", choice: choice, at: session.createdAt),
          in: .id(session.id))
        sessions.append(session)
        theirs.clock.advance(bySeconds: 60)
      }
      let items = try await b.findReviews(of: sessions[0].customer)
      #expect(items.count == 3)
      // A session of this store takes the number of their first: theirs keeps it, and ours moves.
      ours.clock.advance(bySeconds: 30)
      let own = try await a.start(try request("acme", "We deploy on AWS EKS."))
      #expect(own.version == sessions[0].version)
      #expect(try await a.join(b).reviews == 3)
      #expect(try a.reviews().map(\.id).sorted() == items.map(\.id).sorted())
      #expect(try await a.findReviews(of: own.customer).isEmpty)

      // Both answer the first question, ours later.
      ours.clock.advance(bySeconds: 10 * 86_400)
      let there = try await b.resolve(
        items[0].id, keeping: items[0].subjects[1].version, reason: "TLS", by: "ada")
      _ = try await a.resolve(items[0].id, reason: "no matter", by: "eve")
      _ = try await a.resolve(items[1].id, reason: "settled", by: "eve")
      _ = try await a.join(b)
      _ = try await b.join(a)
      for store in [a, b] {
        let now = try store.reviews()
        let first = try #require(now.first { $0.id == items[0].id }?.resolution)
        #expect(first.by == "ada" && first.at == there.resolution?.at && first.outcome == .kept)
        let kept = try #require(first.kept)
        #expect(try store.session(.id(kept.session)).version == kept.version)
        #expect(now.first { $0.id == items[1].id }?.resolution?.by == "eve")
        #expect(now.first { $0.id == items[2].id }?.resolution == nil)
        #expect(try await store.findReviews(of: own.customer).isEmpty)
        let lost = try store.context(of: .id(sessions[2].id)).decisions.filter {
          if case .noLonger = $0.status { true } else { false }
        }
        #expect(lost.map(\.reference.session) == [items[0].subjects[0].session])
      }
      #expect(try JoinFixture.told(by: a) == JoinFixture.told(by: b))
      #expect(try await a.join(b).isEmpty)
    }
  }

  @Test func storesOnDifferentDatabasesAreJoined() async throws {
    try await TemporaryStore.make(on: .sqlite, seed: 21) { sqlite in
      try await JoinFixture.fill(sqlite, seed: 21)
      try await TemporaryStore.make(on: .postgres, seed: 22) { postgres in
        try await JoinFixture.fill(postgres, seed: 22)
        _ = try await sqlite.store.join(postgres.store)
        _ = try await postgres.store.join(sqlite.store)
        #expect(
          try JoinFixture.told(by: sqlite.store) == JoinFixture.told(by: postgres.store))
        #expect(try await sqlite.store.join(postgres.store).isEmpty)
      }
    }
  }

  @Test func aStoreIsNotJoinedWithItself() async throws {
    try await TemporaryStore.make { fixture in
      let again = try fixture.open { $0.access = .reading }
      let error = await #expect(throws: StrataError.self) { try await fixture.store.join(again) }
      #expect(error?.code == .usage)
      try await again.close()
    }
  }

  /// Wherever the process dies, the next opening and the next join finish it.
  @Test func anInterruptedJoinIsFinishedByTheNext() async throws {
    try await JoinFixture.stores([7, 8], filled: true) { stores in
      let (twin, b) = (stores[0].store, stores[1].store)
      _ = try await twin.join(b)
      let told = try JoinFixture.told(by: twin)
      var call = 40
      var wasHit = true
      while wasHit {
        try await TemporaryStore.make(seed: 7) { fixture in
          try await JoinFixture.fill(fixture, seed: 7)
          let disk = FaultyFileSystem()
          let dying = try fixture.open { $0.fileSystem = disk }
          disk.fail(call: call, with: .death(.half))
          _ = try? await dying.join(b)
          wasHit = disk.wasHit
          try? await dying.close()
          // The lock of the dead is broken when its lease has run out.
          fixture.clock.advance(bySeconds: 120)
          let again = try fixture.open()
          _ = try await again.join(b)
          #expect(try JoinFixture.told(by: again) == told, "call \(call)")
          try await again.close()
        }
        call += 60
      }
      #expect(call > 200, "the join makes that many calls")
    }
  }
}
