import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// Personal content can be erased and every proof still holds (row D6).
@Suite struct ErasureTests {
  private let marker = "zzyxmarker"

  private func erasure(of session: Session, anonymised: [Turn]? = nil) -> ErasureRequest {
    ErasureRequest(
      session: session.name, rule: "gdpr-17", reason: "request 4711", by: "ada",
      anonymised: anonymised)
  }

  /// A session with the marker in everything that may hold it.
  private func marked(_ store: SessionStore) async throws -> Session {
    let session = try await store.start(
      try request("acme", "We run the \(marker) gateway on AWS EKS.") { start in
        start.context = DeploymentContext(
          cloudProvider: "aws", project: "\(marker) shop",
          other: ["contact": .string("\(marker)@example.org")])
        start.decisions = [
          KeyDecision(
            topic: marker, choice: "yes", at: try Timestamp(parsing: "2026-01-05T09:00:00Z"))
        ]
        start.turns.append(Turn(.assistant, "Good \(marker).", author: "\(marker)-model"))
      })
    _ = try await store.append([Turn(.user, "More \(marker).")], to: session.name)
    _ = try await store.record(
      KeyDecision(topic: "cluster", choice: marker, decidedBy: marker, at: session.createdAt),
      in: session.name)
    _ = try await store.record(
      command: CommandRecord(
        type: "echo", host: "here", durationMilliseconds: 1, status: .success, exitCode: 0,
        outputByteCount: 11, commandLine: "echo \(marker)", output: Array("\(marker)\n".utf8)),
      in: session.name)
    return try await store.complete(session.name, Completion(outcome: .success))
  }

  /// The files of a store in which some bytes stand.
  private func files(under root: FilePath, holding text: String) throws -> [String] {
    let base = URL(fileURLWithPath: root.string)
    let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
    return try (found?.compactMap { $0 as? URL } ?? []).filter { url in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return false }
      return try Data(contentsOf: url).range(of: Data(text.utf8)) != nil
    }.map(\.path)
  }

  private func leaves(of store: SessionStore) throws -> [[UInt8]] {
    try store.driver.read { connection in
      try connection.query("SELECT \(EntryRow.columns) FROM entries ORDER BY position").map { row in
        let entry = try EntryRow(row)
        #expect(entry.leaf.node.bytes == entry.storedLeaf)
        return entry.storedLeaf
      }
    }
  }

  @Test func noWordIsLeftInAnyFileOfTheStoreAndEveryProofHolds() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await marked(store)
      let before = try leaves(of: store)
      let signed = try store.log.sign()
      #expect(try !files(under: fixture.root, holding: marker).isEmpty)
      let completed = try #require(
        try store.entries(of: session.id).first { $0.kind == .sessionCompleted })
      fixture.clock.advance(bySeconds: 86_400)

      let planned = try store.explain(erasure(of: session))
      #expect(planned.turnCount == 3)
      #expect(planned.contents == ["start": 1, "decision": 1, "command": 1, "output": 1])
      #expect(try !files(under: fixture.root, holding: marker).isEmpty)

      let report = try await store.erase(erasure(of: session))
      #expect(report.turnCount == 3 && report.isSwept && report.contents == planned.contents)
      #expect(try files(under: fixture.root, holding: marker) == [])
      // Everything that was signed is still what it was, and the log goes on from there.
      let after = try leaves(of: store)
      #expect(Array(after.prefix(before.count)) == before && after.count > before.count)
      #expect(try store.log.newest().checkpoint.size.count >= signed.checkpoint.size.count)
      try store.log.check()
      #expect(try store.entries(of: session.id).contains(completed))

      let position = try #require(report.entry)
      let entry = try #require(try store.entries(from: position, limit: 1).first)
      #expect(entry.kind == .contentErased && entry.actor == "ada" && entry.session == session.id)
      let notice = ErasureNotice(by: "ada", rule: "gdpr-17", at: entry.recordedAt).text
      let shown = try store.session(session.name)
      #expect(shown.decision.why == notice && shown.decision.version == session.version)
      #expect(shown.decisions.map(\.choice) == [notice, notice])
      #expect(shown.context.project == nil && shown.context.other["erased"] == .string(notice))
      #expect(shown.notes.last?.hasPrefix(notice) == true)
      #expect(shown.completedAt == session.completedAt && shown.outcome == .success)
      let turns = try store.turns(of: session.id)
      #expect(
        turns.map(\.content) == [notice, notice, notice] && turns.allSatisfy { $0.author == nil })
      #expect(turns.map(\.role) == [.user, .assistant, .user])
      let text = try String(
        contentsOfFile: fixture.root.string + "/sessions/acme/v1.0.0/conversation.json",
        encoding: .utf8)
      #expect(text.contains(notice))

      let name = try #require(report.successor)
      let successor = try store.session(name)
      #expect(successor.version == (try version("v1.0.1")) && successor.state == .sealed)
      #expect(successor.previousVersion == session.version && successor.outcome == .success)
      #expect(successor.decision.triggers == [.privacyComplianceUpdates])
      #expect(try store.turns(of: successor.id).map(\.content) == [notice, notice, notice])
      #expect(try store.check { _ in } == [])
    }
  }

  @Test func successorHoldsTheAnonymisedTextThatWasGiven() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await marked(fixture.store)
      let report = try await fixture.store.erase(
        erasure(of: session, anonymised: [Turn(.user, "We run a gateway on AWS EKS.")]))
      let successor = try #require(report.successor)
      let id = try fixture.store.session(successor).id
      #expect(try fixture.store.turns(of: id).map(\.content) == ["We run a gateway on AWS EKS."])
    }
  }

  @Test func erasingAgainFindsNothingAndMakesNoSecondSuccessor() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await marked(store)
      let first = try await store.erase(erasure(of: session))
      let count = try store.entries(from: 1).count
      let second = try await store.erase(erasure(of: session))
      #expect(second.isEmpty && second.entry == nil && second.successor == first.successor)
      #expect(try store.entries(from: 1).count == count)
    }
  }

  @Test func activeSessionGoesOnAndWhatComesLaterCanBeErasedAsWell() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request("acme", "The \(marker) runs on AWS."))
      let first = try await store.erase(erasure(of: session))
      #expect(first.successor == nil && first.turnCount == 1)
      let grown = try await store.append(
        [Turn(.user, "And the \(marker) again.")], to: session.name)
      #expect(grown.turnCount == 2 && grown.notes.count == 1)
      #expect(try !files(under: fixture.root, holding: marker).isEmpty)
      let second = try await store.erase(erasure(of: session))
      #expect(second.turnCount == 1 && second.contents == [:])
      #expect(try files(under: fixture.root, holding: marker) == [])
      #expect(try store.session(session.name).notes.count == 2)
      _ = try await store.complete(session.name, Completion(outcome: .success))
    }
  }

  @Test func whatOtherSessionsQuoteGoesAndTheyKeepTheirOwnWords() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let first = try await store.start(
        try request("acme", "We run the \(marker) gateway on AWS EKS."))
      let second = try await store.start(
        try request("acme", "EKS is gone: since Monday everything runs on Azure AKS.") {
          $0.decisions = [KeyDecision(topic: "own", choice: "kept", at: first.createdAt)]
        })
      let third = try await store.start(try request("acme", "The pods crash on AKS."))
      let start = try store.entries(of: second.id)[0]
      let report = try await store.erase(erasure(of: first))
      #expect(try files(under: fixture.root, holding: marker) == [])
      #expect(report.alsoChanged.contains(second.name))
      let kept = try store.session(second.name)
      #expect(kept.decisions == second.decisions && kept.version == second.version)
      #expect(try store.turns(of: second.id).map(\.content).first?.contains("since Monday") == true)
      #expect(try store.entries(of: second.id)[0] == start)
      #expect(try store.entries(of: second.id).last?.kind == .contentErased)
      // Erasing what was described anew takes the new description as well.
      _ = try await store.erase(erasure(of: second))
      #expect(try files(under: fixture.root, holding: "since Monday") == [])
      #expect(try store.session(third.name).id == third.id)
      #expect(try store.check { _ in } == [])
    }
  }

  @Test func linesRememberOnlyWhatIsLeftInEveryProcess() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(
        try request("acme", "We run the gateway on AWS EKS.") {
          $0.context = DeploymentContext(cloudProvider: "aws", project: "\(marker) shop")
        })
      for index in 0..<9 {
        _ = try await store.start(try request("acme", "The pods of cluster \(index) crash."))
      }
      // This process has a state of the customer in memory, another one erases.
      let other = try fixture.open()
      _ = try await other.erase(erasure(of: session))
      try await other.close()
      let next = try await store.start(try request("acme", "Now everything runs on Azure AKS."))
      #expect(!String(describing: next.decision).contains(marker))
      #expect(try files(under: fixture.root, holding: marker) == [])
      let project = try store.driver.read {
        try $0.query("SELECT count(*) FROM lines WHERE project IS NOT NULL").first?.int(0)
      }
      #expect(project == 0)
    }
  }

  @Test func copiesThatWereMovedAsideGoAsWell() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request("acme", "The \(marker) runs on AWS."))
      let aside = store.layout.quarantined(session.id, token: 7)
      try POSIXFileSystem().createDirectory(at: aside, mode: .ownerReadWriteExecute)
      try POSIXFileSystem().createFile(
        Array(marker.utf8), at: aside.appending("conversation.json"), mode: .ownerReadWrite)
      _ = try await store.erase(erasure(of: session))
      #expect(try files(under: fixture.root, holding: marker) == [])
    }
  }

  @Test func interruptedErasureIsFinishedAtTheNextOpening() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request("acme", "The \(marker) runs on AWS."))
      let conversation = fixture.root.appending("sessions/acme/v1.0.0/conversation.json")
      let former = try POSIXFileSystem().readFile(conversation, maximumBytes: 1 << 20)
      let files = [
        "conversation.json", "session_metadata.json", "deployment_context.json", "sow_document.md",
      ]
      var bytes: [String: [UInt8]] = [:]
      for file in files {
        bytes[file] = try POSIXFileSystem().readFile(
          conversation.removingLastComponent().appending(file), maximumBytes: 1 << 20)
      }
      _ = try await fixture.store.erase(erasure(of: session))
      // As a crash between the commit and the directory leaves it.
      for file in files {
        let path = conversation.removingLastComponent().appending(file)
        try POSIXFileSystem().removeFile(at: path)
        try POSIXFileSystem().createFile(
          bytes[file] ?? [], at: path, mode: FilePermissions(rawValue: 0o644))
      }
      #expect(try POSIXFileSystem().readFile(conversation, maximumBytes: 1 << 20) == former)
      try fixture.store.commits.commitNow { transaction in
        try transaction.setMeta(.materialisedThrough, to: "1")
      }
      try await fixture.open().close()
      #expect(try self.files(under: fixture.root, holding: marker) == [])
    }
  }

  @Test func contentThatWasMerelyTakenAwayIsFound() async throws {
    try await TemporaryStore.make(expecting: ["content.missing"]) { fixture in
      let session = try await fixture.store.start(try request())
      _ = try fixture.store.driver.write { connection in
        try connection.run(
          "UPDATE contents SET content = NULL, salt = NULL, erased = 1 WHERE entry = (SELECT position FROM session_versions WHERE id = ?)",
          .text(session.id.description))
      }
      #expect(try fixture.store.check { _ in }.map(\.code).contains("content.missing"))
      // The directory shows the decision that is gone.
      _ = try? POSIXFileSystem().removeTree(at: fixture.root.appending("sessions/acme/v1.0.0"))
      let stored = try fixture.store.driver.read { try StoredSession.named(session.name, in: $0) }
      _ = try fixture.store.materialiser.bringUpToDate(stored.session)
    }
  }

  @Test func refusesWhatIsNoRuleAndWhatIsNotThere() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      for rule in ["", " ", "a\nb", String(repeating: "r", count: 256)] {
        await #expect(throws: StrataError.self) {
          try await fixture.store.erase(ErasureRequest(session: session.name, rule: rule))
        }
      }
      await #expect(throws: StrataError.self) {
        try await fixture.store.erase(
          ErasureRequest(session: .version(session.customer, try version("v9.0.0")), rule: "r"))
      }
      #expect(try fixture.store.entries(of: session.id).count == 1)
    }
  }
}
