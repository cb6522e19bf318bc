import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

@Suite("Watching the configuration (B3)")
struct ConfigurationWatchTests {
  @Test func `a watch sees what another store changes, and only in its scope`() async throws {
    try await TemporaryStore.make { fixture in
      let other = try fixture.open()
      let scope = try ConfigurationScope("shop/")
      let store = fixture.store
      async let news = store.configurationChanges(in: scope, after: 0)
      try await other.set(["elsewhere": "1"])
      try await other.set(["shop/a": "1", "shop/b": "2", "elsewhere": "2"])
      let seen = try await news
      #expect(seen.changes.map(\.key.path) == ["shop/a", "shop/b"])
      #expect(seen.index == 2 && Set(seen.changes.map(\.index)) == [2])
      try await other.close()
    }
  }

  @Test func `a watch that begins anew in another process misses and repeats nothing`() async throws
  {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of the watch: \(seed)")
    try await TemporaryStore.make(seed: seed) { fixture in
      let count = 130
      let writer = try fixture.open()
      let writing = Task {
        for number in 1...count {
          try await writer.set(["shop/a": "\(number)", "shop/b": "\(number)"])
        }
        try await writer.close()
      }
      var generator = SeededRandomness(seed: seed).generator
      var index: Int64 = 0
      var seen: [ConfigurationVersion] = []
      while index < Int64(count) {
        let watcher = try fixture.open { $0.access = .reading }
        for _ in 0..<Int.random(in: 1...3, using: &generator) where index < Int64(count) {
          let news = try await watcher.configurationChanges(
            in: try ConfigurationScope("shop/"), after: index, within: 1)
          seen += news.changes
          index = news.index
        }
        try await watcher.close()
      }
      try await writing.value
      let wanted = (1...count).flatMap { ["shop/a \($0)", "shop/b \($0)"] }
      #expect(seen.map { "\($0.key) \($0.value?.text ?? "")" } == wanted, "seed \(seed)")
    }
  }

  @Test func `a watch ends when its time is over or its task is cancelled`() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try await store.set(["a": "1"])
      let scope = try ConfigurationScope("b")
      let quiet = try await store.configurationChanges(in: scope, after: 0, within: 2)
      #expect(quiet == ConfigurationNews(index: 1, changes: []))
      let look = try await store.configurationChanges(in: .everything, after: 0, within: 0)
      #expect(look.changes.count == 1)
      let task = Task { try await store.configurationChanges(in: scope, after: 0) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test(arguments: [-1, 2])
  func `an index that was never given is refused`(index: Int64) async throws {
    try await TemporaryStore.make { fixture in
      try await fixture.store.set(["a": "1"])
      let error = await #expect(throws: StrataError.self) {
        try await fixture.store.configurationChanges(in: .everything, after: index)
      }
      #expect(error?.message == "index \(index) was never given: the last one is 1")
    }
  }
}
