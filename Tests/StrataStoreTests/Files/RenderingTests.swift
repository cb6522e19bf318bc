import Foundation
import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

@Suite struct RenderingTests {
  private func bytes(_ file: SessionFile, turns: Int = 2) throws -> [UInt8] {
    SessionRendering(
      session: try Fixture.session(turnCount: turns), turns: Fixture.turns(turns),
      changes: try Fixture.changes())[file]
  }

  private func text(_ file: SessionFile, turns: Int = 2) throws -> String {
    String(decoding: try bytes(file, turns: turns), as: UTF8.self)
  }

  @Test func conversation() throws {
    #expect(
      try text(.conversation) == """
        {
          "session_id": "0193e9a0-7c00-7000-8000-000000000001",
          "customer_id": "acme & söhne",
          "version": "v1.2.0",
          "turns": [
            {"role": "user", "content": "message 1\\nwith \\"two\\" lines", \
        "at": "2026-01-05T09:00:00.000000Z", "author": "model-0", "turn": 1},
            {"role": "assistant", "content": "message 2\\nwith \\"two\\" lines", \
        "at": "2026-01-05T09:00:00.000001Z", "author": "model-1", "turn": 2}
          ]
        }

        """)
    #expect(try text(.conversation, turns: 0).hasSuffix("  \"turns\": [\n  ]\n}\n"))
  }

  @Test func deploymentContext() throws {
    #expect(
      try text(.deploymentContext) == """
        {
          "cloud_provider": "aws",
          "architecture": "api_gateway",
          "service_type": "microservices",
          "environment": "production",
          "project": "ledger | core",
          "compliance": [
            "PCI DSS"
          ],
          "scale": "enterprise",
          "a_note": "line\\nbreak",
          "regions": [
            "eu-west-1",
            2,
            1.5,
            true,
            null,
            [],
            {}
          ]
        }

        """)
  }

  @Test func metadataBeginsWithWhatAPersonLooksFor() throws {
    let head = try text(.metadata).split(separator: "\n").prefix(8).joined(separator: "\n")
    #expect(
      head == """
        {
          "session_id": "0193e9a0-7c00-7000-8000-000000000001",
          "customer_id": "acme & söhne",
          "version": "v1.2.0",
          "previous_session_version": "v1.1.0",
          "session_family_id": "deployment-133fcc537ae2-family",
          "state": "sealed",
          "outcome": "success",
        """)
  }

  /// The files are written by hand and read through `Codable`: a field that is added to a type must
  /// be added to both. The fixture fills every field, which the walk through it makes sure of.
  @Test func metadataIsTheCodableForm() throws {
    let session = try Fixture.session()
    #expect(Self.emptyFields(of: session, path: "session").isEmpty)
    let encoder = JSONEncoder()
    let decoder = JSONDecoder()
    let written = Data(try bytes(.metadata))
    #expect(
      try decoder.decode(JSONValue.self, from: written)
        == decoder.decode(JSONValue.self, from: encoder.encode(session)))
    #expect(try decoder.decode(Session.self, from: written) == session)
    #expect(
      try decoder.decode(DeploymentContext.self, from: Data(try bytes(.deploymentContext)))
        == session.context)
  }

  private static func emptyFields(of value: Any, path: String) -> [String] {
    // A value of JSON may well be null or empty.
    if value is JSONValue { return [] }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional || mirror.displayStyle == .collection,
      mirror.children.isEmpty
    {
      return [path]
    }
    return mirror.children.flatMap { emptyFields(of: $0.value, path: "\(path).\($0.label ?? "_")") }
  }

  @Test func whatIsUnknownIsLeftOut() throws {
    var session = try Fixture.session()
    session.decision.parent = nil
    session.outcome = nil
    session.code = nil
    session.context = DeploymentContext()
    let bytes = SessionRendering(session: session, turns: [], changes: [])[.metadata]
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\"previous_session_version\": null,"))
    #expect(text.contains("\"deployment_context\": {},"))
    #expect(!text.contains("outcome"))
    #expect(!text.contains("\"code\""))
    #expect(try JSONDecoder().decode(Session.self, from: Data(bytes)) == session)
  }

  @Test func everyJSONFileIsJSON() throws {
    for file in [SessionFile.conversation, .deploymentContext, .metadata] {
      let parsed = try JSONSerialization.jsonObject(with: Data(try bytes(file, turns: 30)))
      #expect(parsed is [String: Any], "\(file.rawValue)")
    }
  }

  /// Appending a part of the turns to a file with the rest gives the file with all of them.
  @Test(arguments: 1...20)
  func appendingGivesTheSameBytes(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...12, using: &generator)
    let turns = (0..<count).map { _ in Self.randomTurn(using: &generator) }
    let session = try Fixture.session()
    var bytes = ConversationText.whole(session, turns: [])
    var done = 0
    while done < count {
      let next = Int.random(in: done + 1...count, using: &generator)
      #expect(
        bytes.suffix(ConversationText.ending(after: done).count)
          == ConversationText.ending(after: done)[...])
      bytes.removeLast(ConversationText.closing.count)
      bytes += ConversationText.addition(Array(turns[done..<next]), after: done)
      done = next
    }
    #expect(bytes == ConversationText.whole(session, turns: turns), "seed \(seed)")
    let document = try JSONDecoder().decode(ConversationDocument.self, from: Data(bytes))
    #expect(document.turns.map(\.turn) == turns, "seed \(seed)")
    #expect(document.turns.map(\.number) == Array(1..<(count + 1)), "seed \(seed)")
  }

  private static func randomTurn(using generator: inout SeededGenerator) -> Turn {
    let alphabet = Array("ab \n\t\"\\{}[],:\u{0}\u{1B}\u{7F}é漢🙂\u{2028}\u{FEFF}".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...30, using: &generator) {
      text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
    }
    return Turn(
      Turn.Role.allCases.randomElement(using: &generator) ?? .user, String(text),
      at: Bool.random(using: &generator)
        ? Timestamp(microseconds: .random(in: 0...2_000_000_000_000_000, using: &generator)) : nil,
      author: Bool.random(using: &generator) ? String(text) : nil)
  }

  @Test func digestsAreThoseOfTheBytes() throws {
    #expect(
      ContentDigest.text(of: Array("abc".utf8))
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let rendering = SessionRendering(session: try Fixture.session(), turns: [], changes: [])
    #expect(rendering.digests.count == 4)
    #expect(rendering.digests[.metadata] == ContentDigest.text(of: rendering[.metadata]))
  }

  @Test func theHistoryIsTheAncestryAlone() throws {
    let session = try Fixture.session()
    let all = SessionRendering(session: session, turns: [], changes: try Fixture.changes())
    let ancestors = try Fixture.changes().filter { $0.new.major == 1 }.reversed()
    let some = SessionRendering(session: session, turns: [], changes: Array(ancestors))
    #expect(all[.statementOfWork] == some[.statementOfWork])
    let text = String(decoding: all[.statementOfWork], as: UTF8.self)
    #expect(!text.contains("v2.0.0"))
    #expect(text.contains("| v1.0.0 | 2026-01-05 09:00 UTC | first session | Why v1.0.0. | |\n"))
  }
}
