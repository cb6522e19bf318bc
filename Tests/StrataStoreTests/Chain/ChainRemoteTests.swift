import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// The chain is pushed to a Git repository, which never takes another history (row D4).
@Suite struct ChainRemoteTests {
  private func remote(_ folder: GitFolder, branch: String = "log") throws -> ChainRemote {
    try ChainRemote(
      folder.path.appending("chain.git").string, branch: branch, git: GitFolder.git())
  }

  @Test func eachPushIsACommitOnTopOfTheLast() async throws {
    let folder = try GitFolder()
    try folder.run("git init -q --bare chain.git")
    let remote = try remote(folder)
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      #expect(try remote.chain() == nil)
      try store.anchor()
      _ = try await store.start(try request())
      try store.anchor()
      #expect(try remote.push(try store.chain()) == .pushed(blocks: 2))
      #expect(try remote.push(try store.chain()) == .upToDate)
      _ = try await store.start(try request())
      let block = try store.anchor().block
      #expect(try remote.push(try store.chain()) == .pushed(blocks: 1))
      #expect(try remote.chain() == store.chain())
      let log = try folder.run("git -C chain.git log --format='%s|%at|%an' log")
      let lines = log.split(separator: "\n").map(String.init)
      #expect(lines.count == 2)
      #expect(
        lines.first
          == "Block 2: \(try store.verifierKey().name), \(block.checkpoint.checkpoint.size) entries"
          + "|\(block.time)|Strata")
      #expect(try folder.run("git -C chain.git fsck --strict 2>&1 | grep -v notice || true") == "")
    }
  }

  @Test func anotherChainIsAFork() async throws {
    let folder = try GitFolder()
    try folder.run("git init -q --bare chain.git")
    let remote = try remote(folder)
    try await TemporaryStore.make(seed: 1) { one in
      try await TemporaryStore.make(seed: 2) { other in
        for store in [one.store, other.store] { try store.anchor() }
        #expect(try remote.push(try one.store.chain()) == .pushed(blocks: 1))
        let error = #expect(throws: StrataError.self) {
          try remote.push(try other.store.chain())
        }
        #expect(error?.code == .conflict)
        #expect(error?.message.contains("another chain (a fork): its block 0 is ") == true)
        #expect(try remote.chain() == one.store.chain())
        // Elsewhere it has its place.
        #expect(
          try self.remote(folder, branch: "other").push(try other.store.chain())
            == .pushed(blocks: 1))
      }
    }
  }

  @Test func remoteThatIsAheadIsNamed() async throws {
    let folder = try GitFolder()
    try folder.run("git init -q --bare chain.git")
    let remote = try remote(folder)
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try store.anchor()
      let short = try store.chain()
      _ = try await store.start(try request())
      try store.anchor()
      #expect(try remote.push(try store.chain()) == .pushed(blocks: 2))
      let error = #expect(throws: StrataError.self) { try remote.push(short) }
      #expect(error?.code == .conflict)
      #expect(error?.message.contains("holds 2 blocks and this store 1") == true)
    }
  }

  @Test func whatCannotBeReachedIsToldApart() async throws {
    let folder = try GitFolder()
    try folder.run("git init -q r; cd r; git checkout -q -b log; commit one")
    let missing = try remote(folder)
    let error = #expect(throws: StrataError.self) { try missing.chain() }
    #expect(error?.code == .storage && error?.place?.hasSuffix("chain.git") == true)
    let other = try ChainRemote(
      folder.path.appending("r").string, branch: "log", git: GitFolder.git())
    #expect(
      #expect(throws: StrataError.self) { try other.chain() }?.message
        == "the branch holds no file 'chain'")
    #expect(throws: StrataError.self) { try remote(folder, branch: "a..b") }
    #expect(throws: StrataError.self) {
      try ChainRemote("--upload-pack=touch /tmp/x", git: GitFolder.git()).chain()
    }
  }
}
