import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Groups remember how far they have read (rows E2, E3).
@Suite struct ConsumerGroupTests {
  @Test func groupGoesOnWhereItStopped() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let (group, other) = (try ConsumerGroup("billing"), try ConsumerGroup("reports"))
      for _ in 0..<10 { try store.appendLogin() }
      #expect(try store.committed(by: group, in: .access) == 0)
      try await store.commit(4, of: group, in: .access)
      try await store.commit(4, of: group, in: .access)
      #expect(try store.committed(by: group, in: .access) == 4)
      #expect(try store.committed(by: other, in: .access) == 0)
      #expect(try store.committed(by: group, in: .system) == 0)
      let offset = try #require(try store.consumerOffsets().first { $0.group == "billing" })
      #expect(offset.lag == 6)
      #expect(offset.committedAt == fixture.clock.now)
    }
  }

  @Test func groupDoesNotGoBackUnlessItIsReset() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let group = try ConsumerGroup("billing")
      for _ in 0..<10 { try store.appendLogin() }
      try await store.commit(4, of: group, in: .access)
      let error = await #expect(throws: StrataError.self) {
        try await store.commit(3, of: group, in: .access)
      }
      #expect(error?.code == .conflict)
      #expect(error?.message.contains("has come to offset 4") == true)
      #expect(error?.remedy?.contains("--reset billing") == true)
      try await store.reset(group, in: .access, to: 2)
      #expect(try store.committed(by: group, in: .access) == 2)
      for beyond in [-1, 11] as [Int64] {
        await #expect(throws: StrataError.self) {
          try await store.commit(beyond, of: group, in: .access)
        }
        await #expect(throws: StrataError.self) {
          try await store.reset(group, in: .access, to: beyond)
        }
      }
      try await store.commit(10, of: group, in: .access)
    }
  }

  @Test func ownGroupsKeepTheirOffsetsThemselves() async throws {
    try await TemporaryStore.make { fixture in
      for own in StandingGroup.allCases {
        let error = await #expect(throws: StrataError.self) {
          try await fixture.store.commit(0, of: ConsumerGroup(own), in: .access)
        }
        #expect(error?.code == .conflict)
      }
    }
  }

  @Test(arguments: ["", "a b", "é", "a/b", String(repeating: "x", count: 65)])
  func badNameIsRefused(_ name: String) {
    #expect(throws: StrataError.self) { try ConsumerGroup(name) }
  }

  @Test func offsetBeyondTheTopicIsFound() async throws {
    try await TemporaryStore.make(expecting: ["consumer.offset"]) { fixture in
      try fixture.store.commits.commitNow { transaction in
        try ConsumerOffsets(connection: transaction.connection).set(
          99, of: "billing", in: .access, at: transaction.time)
      }
    }
  }
}
