import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct OpeningTests {
  private let files = POSIXFileSystem()

  @Test func folderWithoutStoreIsRefused() async throws {
    try await TemporaryStore.make { fixture in
      let failure = #expect(throws: StrataError.self) {
        try SessionStore.open(at: fixture.root.appending("sessions"), options: fixture.options)
      }
      #expect(failure?.code == .notFound)
      #expect(failure?.message == "there is no store here")
      let second = #expect(throws: StrataError.self) {
        try SessionStore.initialize(at: fixture.root, options: fixture.options)
      }
      #expect(second?.message == "there is a store already")
      let third = #expect(throws: StrataError.self) {
        try SessionStore.initialize(
          at: fixture.root.removingLastComponent(), options: fixture.options)
      }
      #expect(third?.message == "the folder is not empty: it holds \"store\"")
    }
  }

  @Test(arguments: [
    (7, StrataError.Code.newerFormat, "this Strata reads up to format 4"),
    (3, .olderFormat, "this Strata reads format 4"),
  ])
  func anotherFormatIsRefusedByName(
    _ format: Int, _ code: StrataError.Code, _ message: String
  ) async throws {
    try await TemporaryStore.make { fixture in
      let marker = fixture.root.appending("strata.json")
      let bytes = try files.readFile(marker, maximumBytes: 1000)
      let other = String(decoding: bytes, as: UTF8.self)
        .replacingOccurrences(of: "\"format\":4", with: "\"format\":\(format)")
      try files.removeFile(at: marker)
      try files.createFile(Array(other.utf8), at: marker, mode: [.ownerReadWrite])
      let failure = #expect(throws: StrataError.self) { try fixture.open() }
      #expect(failure?.code == code)
      #expect(failure?.message == "the store has format \(format), and \(message)")
      try files.removeFile(at: marker)
      try files.createFile(bytes, at: marker, mode: [.ownerReadWrite])
    }
  }

  @Test func interruptedInitialisationGoesOn() async throws {
    try await TemporaryStore.make(on: .sqlite) { fixture in
      let id = fixture.store.marker.store
      try files.move(
        fixture.root.appending("strata.json"),
        to: fixture.root.appending(".staging/strata.json-\(id)"))
      let store = try SessionStore.initialize(at: fixture.root, options: fixture.options)
      #expect(store.marker.store == fixture.store.marker.store)
      try await store.close()
    }
  }

  @Test func openingForReadingChangesNothing() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      let metadata = fixture.root.appending("sessions/acme/v1.0.0/session_metadata.json")
      try files.removeFile(at: metadata)
      let reader = try fixture.open { $0.access = .reading }
      #expect(try reader.session(session.name) == session)
      #expect(try files.status(of: metadata) == nil)
      let failure = await #expect(throws: StrataError.self) {
        try await reader.append([Turn(.user, "x")], to: session.name)
      }
      #expect(failure?.message == "the store was opened for reading only")
      try await reader.close()
      try await fixture.open().close()
      #expect(try files.status(of: metadata) != nil)
    }
  }

  @Test func directoryLostInACrashIsMadeAgain() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      _ = try await fixture.store.append([Turn(.assistant, "Good.")], to: session.name)
      try await fixture.store.close()
      try files.removeTree(at: fixture.root.appending("sessions/acme"))
      let again = try fixture.open()
      try await again.close()
    }
  }

  @Test func tornFilesAreMadeWholeAfterAPowerCut() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      try await fixture.store.close()
      let path = fixture.root.appending("sessions/acme/v1.0.0/conversation.json")
      let size = try #require(try files.status(of: path)).size
      try files.write([UInt8](repeating: 0, count: size / 2), to: path, at: size / 2)
      let rebooted = try fixture.open { $0.holder.bootID = "another-boot" }
      let repaired = try rebooted.entries().filter { $0.kind == .directoryRepaired }
      #expect(repaired.map(\.customer) == [session.customer])
      try await rebooted.close()
      let quarantined = try files.list(fixture.root.appending("quarantine"))
      #expect(quarantined.count == 1)
    }
  }

  @Test func oldLeftoversAreCleanedWithARecord() async throws {
    try await TemporaryStore.make { fixture in
      let layout = StoreLayout(root: fixture.root)
      var generator = fixture.options.randomness()
      let id = SessionID(at: fixture.clock.now, using: &generator)
      try files.createDirectory(at: layout.staged(id, token: 1), mode: .ownerReadWriteExecute)
      let late = Timestamp(microseconds: SystemClock.now().microseconds)
      let soon = try fixture.open { $0.clock = { late } }
      #expect(try files.list(layout.staging).count == 1)
      try await soon.close()
      let later = try fixture.open { $0.clock = { late.advanced(bySeconds: 3700) } }
      #expect(try files.list(layout.staging).isEmpty)
      let cleaned = try later.entries().filter { $0.kind == .creationCleaned }
      #expect(cleaned.count == 1)
      try await later.close()
    }
  }

  @Test func backgroundDirectoriesAreThereAfterClosing() async throws {
    try await TemporaryStore.make(configure: { $0.materialisation = .background }) { fixture in
      for index in 0..<20 {
        let session = try await fixture.store.start(try request("customer-\(index % 5)"))
        _ = try await fixture.store.append([Turn(.assistant, "yes")], to: session.name)
      }
    }
  }

  @Test func entriesAreNeverChanged() async throws {
    try await TemporaryStore.make { fixture in
      _ = try await fixture.store.start(try request())
      for statement in ["UPDATE entries SET actor = 'eve'", "DELETE FROM entries"] {
        #expect(throws: StrataError.self) {
          try fixture.store.driver.write { try $0.run(statement) }
        }
      }
    }
  }

  @Test func commitsAreFlushed() async throws {
    try await TemporaryStore.make(on: .sqlite) { fixture in
      let setting = try fixture.store.driver.write { connection in
        try connection.query("PRAGMA synchronous").first?.integer(0)
      }
      #expect(setting == 2)
    }
  }

  @Test func machineIsDiagnosed() async throws {
    try await TemporaryStore.make { fixture in
      let diagnoses = try fixture.store.diagnose()
      #expect(
        diagnoses.map(\.name) == [
          "database", "journal", "disk space", "permissions", "locks", "clock", "vocabulary",
          "git",
        ])
      #expect(!diagnoses.contains { $0.result == .fail })
    }
  }
}

@Suite struct UnusualInputTests {
  @Test func nulInAConversationIsKept() async throws {
    try await TemporaryStore.make { fixture in
      let turn = Turn(.user, "We moved \0 from AWS to Azure\0.", author: "a\0b")
      let session = try await fixture.store.start(
        try request {
          $0.turns = [turn]
          $0.choice = .init(increment: .initial, reason: "a\0b")
        })
      #expect(try fixture.store.turns(of: session.id) == [turn])
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request { $0.user = "a\0" })
      }
      #expect(failure?.message == "the user holds a control character")
    }
  }

  @Test func linkInPlaceOfACustomerHoldsNobodyUp() async throws {
    try await TemporaryStore.make(expecting: ["directory.missing", "path.unknown"]) { fixture in
      _ = try await fixture.store.start(try request())
      _ = try await fixture.store.start(try request("other"))
      try await fixture.store.close()
      let files = POSIXFileSystem()
      let folder = fixture.root.appending("sessions/acme")
      try files.move(folder, to: fixture.root.removingLastComponent().appending("elsewhere"))
      try FileManager.default.createSymbolicLink(
        atPath: folder.string,
        withDestinationPath: fixture.root.removingLastComponent().appending("elsewhere").string)
      let again = try fixture.open()
      #expect(try await again.start(try request("other")).version == SemanticVersion(1, 1, 0))
      try await again.close()
    }
  }
}
