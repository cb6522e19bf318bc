import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct ReadBackTests {
  private let bench: DirectoryBench

  init() throws {
    bench = try DirectoryBench()
  }

  private func readBack() throws -> (session: Session, turns: [Turn]) {
    let session = try Fixture.session()
    return try bench.directories().readBack(session.version, of: session.customer)
  }

  private func refusal() throws -> String? {
    #expect(throws: StrataError.self) { try readBack() }?.message
  }

  @Test func aDirectoryAloneGivesTheSession() throws {
    try bench.materialise(turns: 7)
    let (session, turns) = try readBack()
    #expect(session == (try Fixture.session(turnCount: 7)))
    #expect(turns == Fixture.turns(7))
  }

  @Test func itSaysWhyItCannot() throws {
    #expect(try refusal() == "acme & söhne/v1.2.0 has no directory")
    try bench.materialise(turns: 2)
    let good = try bench.base.readFile(
      bench.directory.appending("conversation.json"), maximumBytes: 1 << 20)
    try bench.write("{\"session_id\":", .conversation)
    #expect(try refusal() == "conversation.json cannot be read back: it is not JSON")
    try bench.write("{\"turns\": []}", .conversation)
    #expect(try refusal() == "conversation.json cannot be read back: it has no session_id")
    try bench.write(
      String(decoding: good, as: UTF8.self).replacing("\"turn\": 1", with: "\"turn\": 3"),
      .conversation)
    #expect(try refusal() == "conversation.json cannot be read back: turn 1 is missing")
    try bench.base.removeFile(at: bench.directory.appending("conversation.json"))
    #expect(try refusal() == "conversation.json cannot be read back: it is missing")
    try bench.write("{\"version\": 1}", .metadata)
    #expect(try refusal() == "session_metadata.json cannot be read back: it has no session_id")
  }

  @Test func aDirectoryUnderAnotherNameIsRefused() throws {
    try bench.materialise(turns: 2)
    let customer = try Fixture.session().customer
    try bench.base.move(bench.directory, to: bench.layout.version(.first, of: customer))
    let error = #expect(throws: StrataError.self) {
      try bench.directories().readBack(.first, of: customer)
    }
    #expect(
      error?.message
        == "session_metadata.json cannot be read back: it is about acme & söhne/v1.2.0")
  }
}
