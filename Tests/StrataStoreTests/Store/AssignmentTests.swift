import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct AssignmentTests {
  private let acme = "acme"

  private func start(_ store: SessionStore, _ count: Int, customer: String) async throws
    -> [Session]
  {
    try await withThrowingTaskGroup(of: Session.self) { group in
      for _ in 0..<count { group.addTask { try await store.start(try request(customer)) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func concurrentStartsOfOneCustomerHaveTheirOwnVersions() async throws {
    try await TemporaryStore.make { fixture in
      let sessions = try await start(fixture.store, 64, customer: "acme")
      #expect(Set(sessions.map(\.version)).count == 64)
      #expect(sessions.map(\.version).max() == SemanticVersion(1, 63, 0))
    }
  }

  @Test func twoStoresOnOneRootShareTheNumbers() async throws {
    try await TemporaryStore.make(configure: { $0.pause = StoreOptions().pause }) { fixture in
      let other = try fixture.open()
      async let first = start(fixture.store, 25, customer: "acme")
      async let second = start(other, 25, customer: "acme")
      let versions = try await (first + second).map(\.version)
      #expect(Set(versions).count == 50)
      #expect(versions.max() == SemanticVersion(1, 49, 0))
      let session = try await other.append(
        [Turn(.user, "more")], to: .version(CustomerID("acme"), .first))
      #expect(try fixture.store.session(.id(session.id)) == session)
      try await other.close()
    }
  }

  @Test func whatASessionSaidLaterIsKnownToTheNextDecision() async throws {
    try await TemporaryStore.make { fixture in
      let first = try await fixture.store.start(try request(acme, "Hello, can you help us?"))
      _ = try await fixture.store.append(
        [Turn(.user, "We deploy our API gateway on AWS EKS.")], to: first.name)
      let next = try request(acme, "We now deploy everything on Azure AKS instead.") {
        $0.context.cloudProvider = "azure"
      }
      let expected = try fixture.store.explain(next)
      #expect(expected.increment == .major)
      #expect(try await fixture.store.start(next).decision == expected)
      #expect(try fixture.store.customers().map(\.sessionCount) == [2])
    }
  }

  /// A store that has just been opened and one that has been open all along decide alike, across
  /// the writing of profiles.
  @Test func decisionDoesNotDependOnWhatIsRemembered() async throws {
    try await TemporaryStore.make { fixture in
      let texts = [
        "We deploy our API gateway on AWS EKS.", "The gateway on EKS shows timeouts, please help.",
        "Let us validate the EKS deployment.", "How do we make the EKS gateway faster?",
      ]
      for index in 0..<30 {
        let next = try request(acme, texts[index % texts.count])
        let fresh = try fixture.open { $0.access = .reading }
        let expected = try fresh.explain(next)
        try await fresh.close()
        fixture.clock.advance(bySeconds: 600)
        let session = try await fixture.store.start(next)
        #expect(session.version == expected.version)
        #expect(session.decision.triggers == expected.triggers)
        if index % 3 == 0 {
          _ = try await fixture.store.append(
            [Turn(.user, "We also use a load balancer, number \(index).")], to: session.name)
        }
      }
    }
  }

  @Test func mendIsThePatchAfterTheHighest() async throws {
    try await TemporaryStore.make { fixture in
      _ = try await fixture.store.start(try request())
      _ = try await fixture.store.start(try request(acme, "The EKS gateway times out."))
      for patch in 1...3 {
        let session = try await fixture.store.start(
          try request {
            $0.operation = .init(kind: .metadataCorrections, target: .first)
          })
        #expect(session.version == SemanticVersion(1, 0, patch))
      }
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(
          try request {
            $0.operation = .init(kind: .metadataCorrections, target: try version("v9.0.0"))
          })
      }
      #expect(failure?.code == .notFound)
    }
  }

  @Test func oneBadStartDoesNotHarmItsCompanions() async throws {
    try await TemporaryStore.make { fixture in
      let origin = Origin(source: "s", key: "k", digest: "d", turnCount: 1)
      let results = await withTaskGroup(of: Result<Session, any Error>.self) { group in
        for _ in 0..<10 {
          group.addTask {
            do {
              return .success(
                try await fixture.store.start(try request { $0.origin = origin }))
            } catch { return .failure(error) }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(results.compactMap { try? $0.get() }.map(\.version) == [.first])
    }
  }

  @Test func directoryMadeByHandTakesItsNumber() async throws {
    try await TemporaryStore.make(expecting: ["directory.unknown"]) { fixture in
      _ = try await fixture.store.start(try request())
      try FileManager.default.createDirectory(
        atPath: fixture.root.appending("sessions/acme/v1.1.0").string,
        withIntermediateDirectories: false)
      let session = try await fixture.store.start(try request())
      #expect(session.version == SemanticVersion(1, 2, 0))
      #expect(
        session.notes == ["v1.1.0 was taken: a directory that holds no session stood there"])
      let kinds = try fixture.store.entries(of: session.id).map(\.kind)
      #expect(kinds == [.sessionStarted, .versionCollision])
      #expect(try await fixture.store.start(try request()).version == SemanticVersion(1, 3, 0))
    }
  }

  @Test func repeatedCollisionsAreAPattern() async throws {
    try await TemporaryStore.make(expecting: ["directory.unknown"]) { fixture in
      _ = try await fixture.store.start(try request())
      for minor in [1, 3, 5, 7] {
        try FileManager.default.createDirectory(
          atPath: fixture.root.appending("sessions/acme/v1.\(minor).0").string,
          withIntermediateDirectories: false)
        _ = try await fixture.store.start(try request())
      }
      let kinds = try fixture.store.entries().map(\.kind)
      #expect(kinds.filter { $0 == .versionCollision }.count == 4)
      #expect(kinds.filter { $0 == .collisionPattern }.count == 1)
    }
  }

  @Test func clockMayGoBackwards() async throws {
    try await TemporaryStore.make { fixture in
      let first = try await fixture.store.start(try request())
      fixture.clock.advance(bySeconds: -86_400)
      let second = try await fixture.store.start(try request())
      #expect(second.version > first.version)
      let grown = try await fixture.store.append([Turn(.user, "x")], to: first.name)
      #expect(grown.lastActivityAt == first.lastActivityAt)
    }
  }

  @Test func overrideIsRecorded() async throws {
    try await TemporaryStore.make { fixture in
      _ = try await fixture.store.start(try request())
      let session = try await fixture.store.start(
        try request { $0.choice = .init(increment: .major, reason: "a new contract", by: "ann") })
      #expect(session.version == SemanticVersion(2, 0, 0))
      #expect(session.decision.override?.reason == "a new contract")
      #expect(try fixture.store.session(session.name).decision == session.decision)
    }
  }
}
