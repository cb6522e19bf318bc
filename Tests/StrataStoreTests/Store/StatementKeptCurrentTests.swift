import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// `sow_document.md` after each change of a session (row P1), whichever process makes it. That its bytes
/// are those of a rendering from all turns is what the check at the end of every store test compares.
@Suite struct StatementKeptCurrentTests {
  private func document(
    _ fixture: TemporaryStore, _ version: String = "v1.0.0"
  ) throws -> String {
    let path = fixture.root.appending("sessions/acme/\(version)/sow_document.md")
    return String(
      decoding: try POSIXFileSystem().readFile(path, maximumBytes: 1 << 20), as: UTF8.self)
  }

  @Test func itGrowsWithTheSession() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(StartRequest(customer: try CustomerID("acme")))
      #expect(try document(fixture).contains("No words of the customer are on record."))
      _ = try await store.append([Turn(.user, "Move us to Azure.")], to: session.name)
      #expect(try document(fixture).contains("> Move us to Azure.\n"))
      // Another process goes on, which has not seen the start.
      let other = try fixture.open()
      _ = try await other.append([Turn(.user, "It is urgent.")], to: session.name)
      #expect(try document(fixture).contains("> Move us to Azure. It is urgent.\n"))
      #expect(try document(fixture).contains("has no answer: “It is urgent.”"))
      // And the first one after it.
      for number in 1...12 {
        _ = try await store.append(
          [Turn(.assistant, "Step \(number)."), Turn(.user, "And \(number)?")], to: session.name)
      }
      try await other.close()
      let late = try fixture.open()
      _ = try await late.record(
        KeyDecision(topic: "Region", choice: "westeurope", at: fixture.clock.now),
        in: session.name)
      try await late.close()
      let grown = try document(fixture)
      #expect(grown.contains("> Move us to Azure. It is urgent.\n"))
      #expect(grown.contains("has no answer: “And 12?”") && grown.contains("| Turns | 26 |"))
      #expect(grown.contains("- **Region**: westeurope\n"))
      let sealed = try await store.complete(session.name, Completion(outcome: .partial))
      let text = try document(fixture)
      #expect(text.contains("- v1.0.0 reached its aim only in part.\n"))
      #expect(text.contains("| Outcome | partial success |"))
      for file in [SessionFile.deploymentContext, .metadata] {
        let path = fixture.root.appending("sessions/acme/v1.0.0/\(file.rawValue)")
        let digest = ContentDigest.text(
          of: try POSIXFileSystem().readFile(path, maximumBytes: 1 << 20))
        #expect(text.contains("| `\(file.rawValue)` | `\(digest)` |"))
      }
      #expect(sealed.state == .sealed)
    }
  }

  @Test func whatWasErasedIsNotInIt() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(
        StartRequest(
          customer: try CustomerID("acme"),
          turns: [Turn(.user, "Deploy for Bob Miller on AWS.")]))
      #expect(try document(fixture).contains("Bob Miller"))
      _ = try await fixture.store.erase(
        ErasureRequest(session: session.name, rule: "gdpr-17", by: "ada"))
      let text = try document(fixture)
      #expect(!text.contains("Bob Miller") && !text.contains("has no answer"))
      #expect(text.contains("Personal content of v1.0.0 was erased."))
    }
  }
}
