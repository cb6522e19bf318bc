import Foundation
import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// What a session inherits, read from a store (row L2).
@Suite struct ContextTests {
  @Test func everyFieldNamesItsVersionTurnAndWords() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      _ = try await store.start(
        try request("acme", "Where do we begin with the gateway?") {
          $0.context = DeploymentContext(
            cloudProvider: "AWS", project: "bakery orders", compliance: ["PCI-DSS"],
            other: ["region": "eu-west-1"])
        })
      let second = try await store.start(
        try request("acme", "The pods are pending again.") {
          $0.choice = .init(increment: .minor, reason: "the same work")
        })
      _ = try await store.append(
        [Turn(.assistant, "Look at the events."), Turn(.user, "EKS is gone. We moved to AKS.")],
        to: second.name)
      let third = try await store.start(
        try request("acme", "Thanks, what is next?") {
          $0.choice = .init(increment: .minor, reason: "the same work")
        })
      let context = try store.context(of: third.name)
      let provider = try #require(context["cloud_provider"])
      #expect(provider.value == "azure" && provider.basis == .said)
      #expect(provider.source.version == second.version && provider.source.turn == 3)
      #expect(provider.source.quote?.contains("We moved to AKS") == true)
      let project = try #require(context["project"])
      #expect(project.value == "bakery orders" && project.basis == .stated)
      #expect(project.source.version == SemanticVersion.first && project.source.turn == nil)
      #expect(context["compliance"]?.value == ["pci_dss"])
      #expect(context["region"]?.value == "eu-west-1")
      #expect(context["user_expertise_level"] != nil && context["conversation_style"] != nil)
      let dropped = try #require(context.dropped.first { $0.name == "cloud_provider" })
      #expect(dropped.value == "aws" && dropped.because.quote != nil)
      // An older version inherits only what had been said when it started.
      let first = try store.context(of: .version(third.customer, .first))
      #expect(first["cloud_provider"]?.value == "aws")
      #expect(try store.context(of: third.customer) == context)
    }
  }

  @Test func whatIsSetHoldsUntilItIsTakenBackAndCanBeErased() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(
        try request { $0.context = DeploymentContext(cloudProvider: "aws") })
      _ = try await store.complete(session.name, Completion(outcome: .success))
      let entry = try await store.setContext(
        .expertise, to: "expert", in: session.name, reason: "asked", by: "ada")
      #expect(entry.kind == .contextSet && entry.actor == "ada" && entry.sequence == 3)
      #expect(!entry.body.asText.contains("\"expert\""))
      _ = try await store.setContext(.cloudProvider, to: "gcp", in: session.name, by: "ada")
      var context = try store.context(of: session.name)
      #expect(context["user_expertise_level"]?.value == "expert")
      #expect(context["user_expertise_level"]?.basis == .set)
      #expect(context["cloud_provider"]?.value == "gcp")
      _ = try await store.setContext(.cloudProvider, to: nil, in: session.name, by: "ada")
      context = try store.context(of: session.name)
      #expect(context["cloud_provider"]?.value == "aws")
      await #expect(throws: StrataError.self) {
        try await store.setContext(.expertise, to: "wizard", in: session.name)
      }
      await #expect(throws: StrataError.self) {
        try await store.setContext(.style, to: "", in: session.name)
      }
      _ = try await store.erase(
        ErasureRequest(session: session.name, rule: "gdpr-17", reason: nil, by: "ada"))
      context = try store.context(of: session.name)
      #expect(context["cloud_provider"] == nil && context["user_expertise_level"]?.basis != .set)
    }
  }

  @Test func erasedWordsAreNeitherReadNorQuoted() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let first = try await store.start(try request("acme", "We moved to AKS, says Ms Ferrante."))
      let second = try await store.start(
        try request("acme", "What is next?") {
          $0.choice = .init(increment: .minor, reason: "the same work")
        })
      #expect(try store.context(of: second.name)["cloud_provider"]?.value == "azure")
      _ = try await store.erase(
        ErasureRequest(session: first.name, rule: "gdpr-17", reason: nil, by: "ada"))
      let context = try store.context(of: second.name)
      #expect(context["cloud_provider"] == nil)
      #expect(!"\(context)".contains("Ferrante") && !"\(context)".contains("AKS"))
    }
  }

  @Test func unknownCustomerAndVersionAreNotFound() async throws {
    try await TemporaryStore.make { fixture in
      let acme = try CustomerID("acme")
      #expect(throws: StrataError.self) { try fixture.store.context(of: acme) }
      #expect(throws: StrataError.self) { try fixture.store.context(of: .version(acme, .first)) }
    }
  }

  @Test func readerOfTheStoreGetsTheSame() async throws {
    try await TemporaryStore.make { fixture in
      for number in 0..<20 {
        _ = try await fixture.store.start(
          try request("acme", number == 3 ? "We moved to AKS." : "All nine services answer.") {
            if number > 0 { $0.choice = .init(increment: .minor, reason: "the same work") }
          })
      }
      let acme = try CustomerID("acme")
      let context = try fixture.store.context(of: acme)
      let reader = try fixture.open { $0.access = .reading }
      #expect(try reader.context(of: acme) == context)
      #expect(try context["cloud_provider"]?.source.version == version("v1.3.0"))
      // Read at one go, it is what was folded start by start.
      let whole = try reader.driver.read {
        try ContinuityReading(connection: $0, customer: acme, limit: .max)
          .lines(by: VersionPolicy())
      }
      let state = try reader.assignment.readState(of: acme, for: [])
      #expect(
        whole.first.map { Set($0.claims.said[.provider] ?? []) }
          == state.lines[1].map { Set($0.profile.claims.said[.provider] ?? []) })
      try await reader.close()
    }
  }
}

extension JSONValue {
  fileprivate var asText: String {
    (try? String(decoding: CanonicalJSON.bytes(self), as: UTF8.self)) ?? ""
  }
}
