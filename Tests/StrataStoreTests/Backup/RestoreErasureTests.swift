import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// A restore to a moment before an erasure leaves what the erasure would have left at that moment (rows
/// R3, D6): compared with a twin of the store, in which it took place then.
@Suite struct RestoreErasureTests {
  private static let words = "zanzibar-4711"

  /// A session, one that goes on from it and quotes it, and one that shows both.
  private struct Family {
    var parent: Session
    var child: Session
    var grandchild: Session
  }

  private func family(in fixture: TemporaryStore, sealed: Bool) async throws -> Family {
    let store = fixture.store
    let words = Self.words
    let parent = try await store.start(
      try request("acme", "We run the \(words) gateway on AWS EKS.") { start in
        start.user = "mira"
        start.context = DeploymentContext(project: "\(words) shop")
        start.decisions = [KeyDecision(topic: words, choice: "yes", at: fixture.clock.now)]
        start.turns.append(Turn(.assistant, "Good \(words).", author: "\(words)-model"))
      })
    fixture.clock.advance(bySeconds: 10)
    _ = try await store.append([Turn(.user, "More \(words).")], to: parent.name)
    _ = try await store.record(
      KeyDecision(topic: "cluster", choice: words, at: fixture.clock.now), in: parent.name)
    if sealed {
      _ = try await store.complete(
        parent.name, Completion(outcome: .success, satisfaction: 4))
    }
    fixture.clock.advance(bySeconds: 10)
    let child = try await store.start(
      try request("acme", "EKS is gone: since Monday everything runs on Azure AKS.") {
        $0.decisions = [KeyDecision(topic: "own", choice: "kept", at: parent.createdAt)]
      })
    if sealed { _ = try await store.complete(child.name, Completion(outcome: .partial)) }
    fixture.clock.advance(bySeconds: 10)
    let grandchild = try await store.start(try request("acme", "The pods crash on AKS."))
    _ = try await store.complete(grandchild.name, Completion(outcome: .success))
    return Family(parent: parent, child: child, grandchild: grandchild)
  }

  private func erasure(of session: Session, anonymised: [Turn]? = nil) -> ErasureRequest {
    ErasureRequest(
      session: session.name, rule: "gdpr-17", reason: "request 4711", by: "ada",
      anonymised: anonymised)
  }

  /// What is erased after the moment.
  enum Erased: CaseIterable {
    case parent, child, both, parentWithText
  }

  private func erase(_ erased: Erased, of family: Family, in store: SessionStore) async throws {
    let text = [Turn(.user, "We run a gateway on AWS EKS.")]
    switch erased {
    case .parent: _ = try await store.erase(erasure(of: family.parent))
    case .child: _ = try await store.erase(erasure(of: family.child))
    case .both:
      _ = try await store.erase(erasure(of: family.child))
      _ = try await store.erase(erasure(of: family.parent))
    case .parentWithText:
      _ = try await store.erase(erasure(of: family.parent, anonymised: text))
    }
  }

  @Test(arguments: Erased.allCases, [true, false])
  func whatIsErasedLaterIsLeftAsTheErasureWouldLeaveIt(
    _ erased: Erased, sealed: Bool
  ) async throws {
    try await TemporaryStore.make(seed: 5) { twin in
      let twins = try await family(in: twin, sealed: sealed)
      try await TemporaryStore.make(seed: 5) { fixture in
        let backup = try BackupFixture(fixture)
        let family = try await family(in: fixture, sealed: sealed)
        #expect(family.parent == twins.parent && family.grandchild == twins.grandchild)
        let moment = fixture.clock.now
        for clock in [fixture.clock, twin.clock] { clock.advance(bySeconds: 60) }
        // Of later, and so not there: a version that quotes as well, and more of what was said.
        _ = try await fixture.store.start(
          try request("acme", "Back from Azure AKS to the \(Self.words) gateway on AWS EKS."))
        if !sealed {
          _ = try await fixture.store.append(
            [Turn(.user, "Later \(Self.words).")], to: family.parent.name)
          _ = try await fixture.store.record(
            KeyDecision(topic: "later", choice: Self.words, at: moment), in: family.parent.name)
          _ = try await fixture.store.complete(family.parent.name, Completion())
        }
        try await erase(erased, of: family, in: fixture.store)
        try await erase(erased, of: twins, in: twin.store)
        try backup.backUp(encrypted: false)
        fixture.clock.advance(bySeconds: 86_400)
        let report = try await backup.restore { $0.at = moment }
        #expect(report.erasureCount > 0)
        let successors = try Self.successors(in: twin.store)
        #expect(successors.count == (sealed ? (erased == .both ? 2 : 1) : 0))
        #expect(Set(report.successors) == Set(successors.map(\.name)))
        try await backup.withRestored { restored in
          #expect(try Self.told(by: restored) == Self.told(by: twin.store))
          for session in try twin.store.sessions(SessionQuery(limit: 100))
          where !successors.contains(session) {
            for file in SessionFile.allCases {
              let path = "sessions/acme/\(session.version)/\(file.rawValue)"
              let bytes = FileManager.default.contents(
                atPath: restored.root.appending(path).string)
              #expect(
                bytes != nil
                  && bytes
                    == FileManager.default.contents(atPath: twin.root.appending(path).string),
                "\(path)")
            }
          }
          // Erasing again finds nothing left to do.
          if erased != .child {
            let again = try await restored.erase(erasure(of: family.parent))
            #expect(again.isEmpty && again.entry == nil)
            #expect(again.successor == (sealed ? report.successors.last : nil))
          }
        }
        if erased != .child {
          #expect(try backup.files(holding: Self.words) == [])
        } else {
          #expect(try backup.files(holding: "since Monday") == [])
        }
      }
    }
  }

  /// An erasure before the moment is in the backup with its successor, whatever comes later.
  @Test func whatWasErasedBeforeStaysAsItWas() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      let family = try await family(in: fixture, sealed: true)
      _ = try await fixture.store.erase(erasure(of: family.parent))
      let (moment, told) = (fixture.clock.now, try Self.told(by: fixture.store))
      let seen = try fixture.store.sessionsAsSeen()
      fixture.clock.advance(bySeconds: 60)
      _ = try await fixture.store.start(try request("acme", "Something else on GCP."))
      try backup.backUp(encrypted: false)
      let report = try await backup.restore { $0.at = moment }
      #expect(report.erasureCount == 0 && report.successors == [])
      try await backup.withRestored { restored throws in
        #expect(try Self.told(by: restored) == told)
        #expect(try restored.sessionsAsSeen() == seen)
      }
      #expect(try backup.files(holding: Self.words) == [])
    }
  }

  /// The words go in one transaction, the successor comes in the next.
  @Test func aMomentBetweenTheErasureAndItsSuccessorHasBoth() async throws {
    try await TemporaryStore.make { fixture in
      let backup = try BackupFixture(fixture)
      let store = fixture.store
      let family = try await family(in: fixture, sealed: true)
      let notice = ErasureNotice(by: "ada", rule: "gdpr-17", at: fixture.clock.now)
      let request = erasure(of: family.parent)
      let changed = try store.commits.commitNow { transaction in
        let plan = try ErasurePlan(
          of: request.session, notice: notice, in: transaction.connection)
        var change = ErasureChange(
          request: request, notice: notice, code: nil,
          generator: SeededRandomness(seed: 9).generator, erased: family.parent.id.description)
        return try change.perform(plan, in: transaction).changed
      }
      for stored in changed { _ = try store.materialiser.bringUpToDate(stored.session) }
      let moment = fixture.clock.now
      fixture.clock.advance(bySeconds: 60)
      let text = [Turn(.user, "We run a gateway on AWS EKS.")]
      let erased = try await store.erase(erasure(of: family.parent, anonymised: text))
      #expect(erased.isEmpty && erased.successor != nil)
      try backup.backUp(encrypted: false)
      let report = try await backup.restore { $0.at = moment }
      #expect(report.erasureCount == 0 && report.successors == [erased.successor])
      try await backup.withRestored { restored in
        let successor = try restored.session(try #require(report.successors.first))
        #expect(try restored.turns(of: successor.id) == text)
      }
      #expect(try backup.files(holding: Self.words) == [])
    }
  }

  private static func successors(in store: SessionStore) throws -> [Session] {
    try store.sessions(SessionQuery(limit: 100)).filter {
      $0.decision.triggers.first == .privacyComplianceUpdates
    }
  }

  /// What a store tells of its sessions; of successors not which id they have, when they were made and
  /// which erasures of others they saw, for a restore makes them anew, when all is erased.
  private static func told(by store: SessionStore) throws -> [String] {
    let successors = Set(try successors(in: store).map(\.id))
    return try store.sessions(SessionQuery(limit: 100)).map { session in
      let entries = try store.entries(of: session.id)
      let erasures = try entries.filter { $0.kind == .contentErased }.map { entry in
        let parts = try ["contents", "reason", "rule", "session", "turns"].map {
          String(decoding: try CanonicalJSON.bytes(entry.body.member($0) ?? .null), as: UTF8.self)
        }
        return "\(entry.actor ?? "-") \(entry.happenedAt) \(parts)"
      }
      let isSuccessor = successors.contains(session.id)
      let parts: [String] = [
        session.name.description, isSuccessor ? "" : "\(session)", "\(session.decision)",
        "\(session.context)", "\(session.decisions)", "\(session.notes)",
        "\(session.state) \(session.outcome as Any) \(session.satisfaction as Any)",
        session.user ?? "-", isSuccessor ? "" : "\(entries.map(\.kind)) \(erasures)",
        "\(try store.turns(of: session.id))",
      ]
      return parts.joined(separator: " ; ")
    }.sorted()
  }
}
