import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct SessionVerbsTests {
  @Test func firstSessionIsFirstVersionAndShowsAsDirectory() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      #expect(session.version == .first)
      #expect(session.state == .active)
      #expect(session.turnCount == 1)
      #expect(session.notes.isEmpty)
      let folder = fixture.root.appending("sessions/acme/v1.0.0")
      let names = try POSIXFileSystem().list(folder)
      #expect(names == SessionFile.allCases.map(\.rawValue).sorted())
      #expect(try fixture.store.session(.version(CustomerID("acme"), .first)) == session)
    }
  }

  @Test func sessionSurvivesRestart() async throws {
    try await TemporaryStore.make { fixture in
      let code = CodeState(
        repository: "https://example.org/r.git", commit: "abc", isDirty: true,
        file: "src/main.swift", line: 42)
      let started = try await fixture.store.start(
        try request {
          $0.user = "ann"
          $0.realm = "r"
          $0.conversation = "c"
          $0.code = code
          $0.phase = .guidance
          $0.context = DeploymentContext(
            cloudProvider: "aws", compliance: [], other: ["x": ["y": .number(1.5), "z": .null]])
          $0.decisions = [
            KeyDecision(topic: "t", choice: "c", alternatives: ["d"], at: fixture.clock.now)
          ]
        })
      try await fixture.store.close()
      let shown = try String(
        contentsOfFile: fixture.root.appending("sessions/acme/v1.0.0/session_metadata.json").string,
        encoding: .utf8)
      #expect(shown.contains(#""file": "src/main.swift""#) && shown.contains(#""line": 42"#))
      let again = try fixture.open()
      #expect(try again.session(.id(started.id)) == started)
      #expect(try again.turns(of: started.id) == [Turn(.user, try request().turns[0].content)])
      #expect(try again.entries(of: started.id).map(\.code) == [code])
      try await again.close()
    }
  }

  @Test func turnsAreAppendedInOrder() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      fixture.clock.advance(bySeconds: 60)
      for number in 1...5 {
        let grown = try await fixture.store.append(
          [Turn(.user, "question \(number)"), Turn(.assistant, "answer \"\(number)\"\n")],
          to: session.name)
        #expect(grown.turnCount == 1 + 2 * number)
        #expect(grown.lastActivityAt == fixture.clock.now)
      }
      let turns = try fixture.store.turns(of: session.id, from: 9, limit: 5)
      #expect(turns.map(\.content) == ["question 5", "answer \"5\"\n"])
      let entries = try fixture.store.entries(of: session.id)
      #expect(entries.map(\.sequence) == [1, 2, 3, 4, 5, 6])
      #expect(entries.dropFirst().allSatisfy { $0.kind == .turnsAppended })
    }
  }

  @Test func decisionIsRecorded() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      let decision = KeyDecision(
        topic: "mesh", choice: "none", rationale: "simple", at: fixture.clock.now)
      let changed = try await fixture.store.record(decision, in: .id(session.id))
      #expect(changed.decisions == [decision])
      #expect(try fixture.store.session(session.name) == changed)
    }
  }

  @Test func completedSessionIsSealed() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      fixture.clock.advance(bySeconds: 5)
      let sealed = try await fixture.store.complete(
        session.name, Completion(outcome: .success, satisfaction: 4))
      #expect(sealed.state == .sealed)
      #expect(sealed.completedAt == fixture.clock.now)
      #expect(try fixture.store.session(session.name) == sealed)
      let entry = try #require(try fixture.store.entries(of: session.id).last)
      #expect(entry.kind == .sessionCompleted)
      guard case .object(let body) = entry.body, case .object(let files)? = body["files"] else {
        Issue.record("the entry names no files")
        return
      }
      for file in SessionFile.allCases {
        let path = fixture.root.appending("sessions/acme/v1.0.0/\(file.rawValue)")
        let bytes = try POSIXFileSystem().readFile(path, maximumBytes: 1 << 20)
        #expect(files[file.rawValue] == .string(ContentDigest.text(of: bytes)))
      }
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.append([Turn(.user, "more")], to: session.name)
      }
      #expect(failure?.code == .conflict)
      #expect(
        failure?.message
          == "acme/v1.0.0 was completed at 2026-01-05T09:00:05.000000Z and is sealed")
    }
  }

  @Test func sessionMayBeCompleteFromTheStart() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(
        try request { $0.completion = Completion(outcome: .partial) })
      #expect(session.state == .sealed)
      #expect(try fixture.store.session(session.name) == session)
      #expect(
        try fixture.store.entries(of: session.id).map(\.kind).suffix(1) == [.sessionCompleted])
    }
  }

  @Test func satisfactionIsChecked() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.complete(
          session.name, Completion(outcome: .success, satisfaction: 6))
      }
      #expect(failure?.message == "6 is not a satisfaction")
    }
  }

  @Test func unknownSessionIsNotFound() async throws {
    try await TemporaryStore.make { fixture in
      let failure = #expect(throws: StrataError.self) {
        try fixture.store.session(SessionName(parsing: "acme/v1.0.0"))
      }
      #expect(failure?.code == .notFound)
      #expect(failure?.message == "there is no session acme/v1.0.0")
    }
  }

  @Test func originIsTakenOnce() async throws {
    try await TemporaryStore.make { fixture in
      let origin = Origin(source: "chatgpt", key: "k", digest: "sha256:0", turnCount: 1)
      let session = try await fixture.store.start(try request { $0.origin = origin })
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request("other") { $0.origin = origin })
      }
      #expect(failure?.message == "chatgpt k was imported already")
      var asked = origin
      asked.digest = "another"
      let found = try #require(try fixture.store.session(from: asked))
      #expect(found.session == session)
      #expect(found.origin == origin)
    }
  }

  @Test func pagesOfSessionsMeet() async throws {
    try await TemporaryStore.make { fixture in
      var ids: [SessionID] = []
      for index in 0..<7 {
        let customer = index % 2 == 0 ? "even" : "odd"
        ids.append(try await fixture.store.start(try request(customer)).id)
      }
      let newest = try fixture.store.sessions(SessionQuery(limit: 3))
      #expect(newest.map(\.id) == ids.reversed().prefix(3).map { $0 })
      let next = try fixture.store.sessions(SessionQuery(after: newest[2].id, limit: 10))
      #expect(next.map(\.id) == ids.reversed().dropFirst(3).map { $0 })
      let odd = try fixture.store.sessions(
        SessionQuery(customer: CustomerID("odd"), newestFirst: false))
      #expect(odd.map(\.id) == [ids[1], ids[3], ids[5]])
      let customers = try fixture.store.customers()
      #expect(customers.map(\.id.name) == ["even", "odd"])
      #expect(customers.map(\.sessionCount) == [4, 3])
    }
  }
}
