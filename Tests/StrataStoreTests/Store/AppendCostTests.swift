import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct AppendCostTests {
  /// What a driver was asked, and how many values went through it.
  private final class Meter: Sendable {
    let statements = Mutex(0)
    let values = Mutex(0)
  }

  private struct MeteredConnection: SQLConnection {
    let base: any SQLConnection
    let meter: Meter

    var dialect: SQLDialect { base.dialect }

    func run(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> Int {
      meter.statements.withLock { $0 += 1 }
      return try base.run(sql, arguments)
    }

    func query(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> [SQLRow] {
      let rows = try base.query(sql, arguments)
      meter.statements.withLock { $0 += 1 }
      meter.values.withLock { $0 += rows.reduce(0) { $0 + $1.values.count } }
      return rows
    }
  }

  private struct MeteredDriver: SQLDriver {
    let base: any SQLDriver
    let meter: Meter

    func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
      try base.write { try body(MeteredConnection(base: $0, meter: meter)) }
    }

    func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
      try base.read { try body(MeteredConnection(base: $0, meter: meter)) }
    }

    func sweep() throws { try base.sweep() }

    func close() throws { try base.close() }
  }

  private struct Cost: Equatable {
    var statements: Int
    var values: Int
    var files: [String]
  }

  /// The cost of one more turn in a session of some length.
  private func cost(ofTurnAfter count: Int) async throws -> Cost {
    let meter = Meter()
    let disk = FaultyFileSystem()
    var cost = Cost(statements: 0, values: 0, files: [])
    try await TemporaryStore.make(configure: { options in
      options.fileSystem = disk
      let open = options.openDriver
      options.openDriver = { MeteredDriver(base: try open($0, $1), meter: meter) }
    }) { fixture in
      let session = try await fixture.store.start(
        try request { request in
          request.turns = (1...count).map { Turn(.user, "turn \($0 + 10_000)") }
        })
      let before = (
        meter.statements.withLock { $0 }, meter.values.withLock { $0 }, disk.callCount
      )
      _ = try await fixture.store.append([Turn(.user, "one more")], to: session.name)
      cost = Cost(
        statements: meter.statements.withLock { $0 } - before.0,
        values: meter.values.withLock { $0 } - before.1,
        files: disk.calls.dropFirst(before.2).map { "\($0.operation)" })
    }
    return cost
  }

  @Test func turnCostsTheSameInALongSession() async throws {
    let short = try await cost(ofTurnAfter: 10)
    let long = try await cost(ofTurnAfter: 2000)
    #expect(short == long)
    #expect(short.statements > 0)
  }
}
