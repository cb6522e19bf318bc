import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct StoreVocabularyTests {
  private let opening = "From now on we run this in our playpen."

  private func write(_ text: String, to fixture: TemporaryStore) throws {
    try text.write(
      toFile: fixture.root.appending("vocabulary.json").string, atomically: true, encoding: .utf8)
  }

  private func startInProduction(_ store: SessionStore) async throws {
    _ = try await store.start(
      try request("acme", "We run our gateway on AWS.") { $0.context.environment = "production" })
  }

  @Test func termOfTheStoreMakesADecision() async throws {
    try await TemporaryStore.make { fixture in
      try await startInProduction(fixture.store)
      let next = try request("acme", opening)
      #expect(try fixture.store.explain(next).increment == .minor)
      try write(#"{"environment": {"test": ["playpen"]}}"#, to: fixture)
      let store = try fixture.open()
      #expect(try store.explain(next).triggers.first == .environmentChange)
      #expect(try await store.start(next).version == SemanticVersion(2, 0, 0))
      let diagnosis = try store.diagnose().first { $0.name == "vocabulary" }
      #expect(diagnosis?.message == "vocabulary.json adds 1 name")
      try await store.close()
    }
  }

  @Test(arguments: [
    (
      #"{"environment": {"test": [5]}}"#, "the field 'environment.test[0]' is a number, not text",
      ""
    ),
    (#"{"environment": ["playpen"]}"#, "'environment' is a list, not an object", ""),
    (
      #"{"colour": {"red": ["x"]}}"#, #""colour" is not a field that terms can be added to"#,
      ": vocabulary.colour"
    ),
    ("{", "this is not JSON that can be read", ":1:2"),
  ])
  func brokenFileIsNamedWithItsFieldWhereADecisionIsMade(
    text: String, message: String, place: String
  ) async throws {
    try await TemporaryStore.make { fixture in
      try await startInProduction(fixture.store)
      try write(text, to: fixture)
      let store = try fixture.open()
      let path = fixture.root.appending("vocabulary.json").string
      let failure = await #expect(throws: StrataError.self) {
        try await store.start(try request("acme", opening))
      }
      #expect(failure?.code == .invalidInput)
      #expect(failure?.message.hasPrefix(message) == true, "\(String(describing: failure))")
      #expect(failure?.place == path + place)
      #expect(try store.sessions().count == 1)
      let diagnosis = try store.diagnose().first { $0.name == "vocabulary" }
      #expect(diagnosis?.result == .fail)
      try await store.close()
    }
  }
}
