import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// The checkpoint is held outside the database, and nothing goes on past a fork (row D4).
@Suite struct MerkleLogTests {
  private func root(of store: SessionStore) throws -> (TreeHash, Int) {
    let leaves = try store.driver.read { connection in
      try connection.query("SELECT \(EntryRow.columns) FROM entries ORDER BY position")
        .map { try EntryRow($0).leaf }
    }
    var frontier = MerkleFrontier()
    for leaf in leaves { try frontier.append(leaf) }
    return (frontier.root, leaves.count)
  }

  @Test func checkpointIsThatOfTheJournal() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      #expect(try store.log.newest().checkpoint.size.count == 1)
      for round in 0..<3 {
        // The rounds end within a tile, and beyond one.
        for index in 0..<(round == 1 ? 300 : 2) {
          try store.commits.commitNow { transaction in
            try transaction.append(
              JournalTransaction.Draft(
                kind: .creationCleaned, body: Array(#"{"index":\#(index)}"#.utf8)))
          }
        }
        let signed = try store.log.sign().checkpoint
        let (root, count) = try root(of: store)
        #expect(signed.root == root && signed.size.count == count)
        #expect(try store.log.sign().checkpoint == signed)
        try store.log.check()
      }
    }
  }

  @Test func keyIsSecret() async throws {
    try await TemporaryStore.make { fixture in
      let files = fixture.store.log.files
      let path = files.layout.signerKey
      #expect(try files.fileSystem.status(of: path)?.mode == FilePermissions(rawValue: 0o600))
      #expect(try files.signerKey().verifier == files.keyHistory().currentKey)
      try files.fileSystem.setMode(FilePermissions(rawValue: 0o644), of: path)
      #expect(throws: StrataError.self) { try files.signerKey() }
      try files.fileSystem.setMode(FilePermissions(rawValue: 0o600), of: path)
    }
  }

  @Test func changedLeafStopsTheNextOpening() async throws {
    try await TemporaryStore.make(on: .sqlite) { fixture in
      let store = fixture.store
      _ = try await store.start(try request())
      try store.log.sign()
      let leaf = try store.driver.write { connection in
        try connection.run("DROP TRIGGER entries_are_not_updated")
        let row = try connection.query("SELECT leaf FROM entries WHERE position = 2").first
        try connection.run("UPDATE entries SET leaf = zeroblob(32) WHERE position = 2")
        return try row?.bytes(0) ?? []
      }
      #expect(throws: StrataError.self) { try store.log.check() }
      #expect(throws: StrataError.self) { try store.log.sign() }
      try store.driver.write { connection in
        _ = try connection.run("UPDATE entries SET leaf = ? WHERE position = 2", .bytes(leaf))
        try connection.run(
          try #require(
            connection.dialect.statements.first { $0.contains("entries_are_not_updated") }))
      }
      try store.log.check()
    }
  }

  /// The files of the database, by name.
  private func database(
    at layout: StoreLayout, on files: POSIXFileSystem
  ) throws -> [String: [UInt8]] {
    let names = try files.list(layout.root).filter { $0.hasPrefix("journal.db") }
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try files.readFile(layout.root.appending($0), maximumBytes: 1 << 30))
      })
  }

  private func restore(
    _ copy: [String: [UInt8]], at layout: StoreLayout, on files: POSIXFileSystem
  ) throws {
    for name in try database(at: layout, on: files).keys {
      try files.removeFile(at: layout.root.appending(name))
    }
    for (name, bytes) in copy {
      try files.createFile(
        bytes, at: layout.root.appending(name), mode: FilePermissions(rawValue: 0o644))
    }
  }

  @Test func oldCopyOfTheDatabaseIsRefusedBeforeTheFirstAppend() async throws {
    try await TemporaryStore.make(on: .sqlite) { fixture in
      let layout = StoreLayout(root: fixture.root)
      let files = POSIXFileSystem()
      _ = try await fixture.store.start(try request("acme", "first"))
      try await fixture.store.close()
      let old = try database(at: layout, on: files)
      let later = try fixture.open()
      _ = try await later.start(try request("acme", "We moved to Azure."))
      try await later.close()
      let new = try database(at: layout, on: files)

      try restore(old, at: layout, on: files)
      let error = #expect(throws: StrataError.self) { try fixture.open() }
      #expect(error?.code == .corrupt)
      #expect(error?.message.contains("old copy") == true, "\(String(describing: error))")

      try restore(new, at: layout, on: files)
      try await fixture.open().close()
    }
  }
}
