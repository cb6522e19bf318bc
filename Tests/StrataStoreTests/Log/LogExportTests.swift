import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// The published log of a real store, judged by Go's own packages (row D4).
@Suite struct LogExportTests {
  private func grow(_ store: SessionStore, by count: Int) throws {
    try store.commits.commitNow { transaction in
      for index in 0..<count {
        try transaction.append(
          JournalTransaction.Draft(
            kind: .creationCleaned, body: Array(#"{"index":\#(index)}"#.utf8)))
      }
    }
    try store.signCheckpoint()
  }

  /// Exports and keeps the checkpoint where the judge looks for it.
  private func publish(_ store: SessionStore, to folder: FilePath) throws -> LogExport {
    let export = try store.exportLog(to: folder)
    let files = POSIXFileSystem()
    let checkpoint = try files.readFile(
      folder.appending("checkpoint"), maximumBytes: 1 << 20)
    _ = try files.ensureDirectory(at: folder.appending("checkpoints"), mode: .everyoneReads)
    try files.put(
      checkpoint, at: folder.appending("checkpoints/\(export.size)"), mode: .everyoneReadsFile)
    return export
  }

  @Test(.timeLimit(.minutes(5)))
  func goReadsWhatIsPublished() async throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path.appending("log")
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      _ = try await store.start(try request())
      try store.signCheckpoint()
      #expect(
        try publish(store, to: folder) == LogExport(from: 0, size: 2, tiles: 1, bundles: 1))
      // Within a tile, to its end, beyond several, and once more with nothing new.
      for size in [7, 256, 257, 1500, 1500] {
        let last = try store.checkpoint().checkpoint.size.count
        if size > last { try grow(store, by: size - last) }
        let export = try publish(store, to: folder)
        #expect(export.from == last && export.size == size)
        if size == last { #expect(export.tiles == 0 && export.bundles == 0) }
      }
      let files = POSIXFileSystem()
      try files.put(
        Array(try store.verifierKey().description.utf8), at: folder.appending("key"),
        mode: .everyoneReadsFile)
      var proofs = ""
      for index in [0, 6, 255, 256, 1499] {
        let proof = try store.proof(ofEntry: Int64(index + 1)).proof
        proofs += "inclusion 1500 \(index) \(proof.hashes.map(\.base64).joined(separator: " "))\n"
      }
      for old in [2, 7, 256, 257] {
        let proof = try store.consistencyProof(from: TreeSize(old))
        proofs += "consistency 1500 \(old) \(proof.hashes.map(\.base64).joined(separator: " "))\n"
      }
      try files.put(Array(proofs.utf8), at: folder.appending("proofs"), mode: .everyoneReadsFile)
      let verdict = try ForeignProgram.run(
        ForeignProgram.root.appendingPathComponent("scripts/interop/verify-log"), [folder.string],
        deadlineSeconds: 240, scratch: URL(fileURLWithPath: scratch.path.string))
      print("Go, on a store: \(verdict.output)")
      #expect(verdict.output.hasPrefix("5 checkpoints, "))
      #expect(verdict.output.contains(" 5 inclusion proofs, 4 consistency proofs"))
    }
  }

  @Test func folderOfAnotherLogIsLeftAlone() async throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path.appending("log")
    try await TemporaryStore.make(seed: 1) { one in
      try await TemporaryStore.make(seed: 2) { other in
        _ = try one.store.exportLog(to: folder)
        let error = #expect(throws: StrataError.self) { try other.store.exportLog(to: folder) }
        #expect(error?.code == .conflict)
        // The log itself, gone back to an old copy and continued differently.
        let signer = try one.store.log.files.signerKey()
        let forged = try SignedCheckpoint(
          signing: Checkpoint(
            origin: signer.verifier.name, size: 1, root: RecordHash(of: [1]).node),
          with: [signer])
        try POSIXFileSystem().put(
          forged.bytes, at: folder.appending("checkpoint"), mode: .everyoneReadsFile)
        let fork = #expect(throws: StrataError.self) { try one.store.exportLog(to: folder) }
        #expect(fork?.message.contains("is no continuation") == true)
      }
    }
  }

  @Test func editedEntryIsNotPublished() async throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path.appending("log")
    try await TemporaryStore.make(on: .sqlite, checking: false) { fixture in
      let store = fixture.store
      try grow(store, by: 20)
      try store.driver.write { connection in
        try connection.run("DROP TRIGGER entries_are_not_updated")
        try connection.run("UPDATE entries SET actor = 'eve' WHERE position = 9")
      }
      let error = #expect(throws: StrataError.self) { try store.exportLog(to: folder) }
      #expect(error?.message == "entry 9 is not what was signed")
      #expect(try POSIXFileSystem().status(of: folder.appending("checkpoint")) == nil)
    }
  }

  @Test(arguments: FaultyFileSystem.Tear.allCases)
  func exportThatDiesIsGoneOnWith(_ tear: FaultyFileSystem.Tear) async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try grow(store, by: 300)
      let sound = try ScratchFolder()
      _ = try store.exportLog(to: sound.path.appending("log"))
      var call = 1
      var wasHit = true
      while wasHit {
        let scratch = try ScratchFolder()
        let folder = scratch.path.appending("log")
        let disk = FaultyFileSystem()
        let dying = try fixture.open {
          $0.access = .reading
          $0.fileSystem = disk
        }
        disk.fail(call: call, with: .death(tear))
        _ = try? dying.exportLog(to: folder)
        wasHit = disk.wasHit
        try? await dying.close()
        // Whoever reads the checkpoint finds every tile that it names.
        _ = try store.exportLog(to: folder)
        for path in ["checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/45"] {
          let files = POSIXFileSystem()
          #expect(
            try files.readFile(folder.appending(path), maximumBytes: 1 << 20)
              == files.readFile(sound.path.appending("log/\(path)"), maximumBytes: 1 << 20),
            "call \(call): \(path)")
        }
        call += 1
      }
      #expect(call > 20)
    }
  }
}
