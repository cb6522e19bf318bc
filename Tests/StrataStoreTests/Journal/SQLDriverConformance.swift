import Dispatch
import StrataCore
import StrataTesting
import Synchronization
import Testing

@testable import StrataStore

/// What every database behind the journal must do, run on each.
@Suite struct SQLDriverConformance {
  private struct Refusal: Error {}

  private func names(_ driver: any SQLDriver) throws -> [String] {
    try driver.read { connection in
      try connection.query("SELECT name FROM parents ORDER BY name").map { try $0.text(0) }
    }
  }

  private func add(_ id: Int, _ name: String, _ connection: any SQLConnection) throws {
    try connection.run("INSERT INTO parents (id, name) VALUES (?, ?)", .int(id), .text(name))
  }

  // MARK: - Transactions

  @Test(arguments: JournalBackend.allCases)
  func whatWasCommittedIsReadByAnother(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      let count = try bench.using { driver throws in
        try driver.write { connection in
          try add(2, "b", connection)
          try add(1, "B", connection)
          return try connection.run("UPDATE parents SET name = 'A' || name WHERE id > ?", .int(0))
        }
      }
      #expect(count == 2)
      // By their bytes, whatever the language of the machine.
      #expect(try bench.using(.reading, names) == ["AB", "Ab"])
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func anErrorUndoesAllOfATransaction(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        #expect(throws: Refusal.self) {
          try driver.write { connection in
            try add(1, "a", connection)
            throw Refusal()
          }
        }
        #expect(try names(driver) == [])
        try driver.write { try add(1, "again", $0) }
        #expect(try names(driver) == ["again"])
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func aSavepointUndoesItsPartAlone(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        let errors = try driver.write { connection -> [(any Error)?] in
          let transaction = JournalTransaction(
            connection, at: Timestamp(microseconds: 0), stamp: CodeStamp(nil))
          return try [
            transaction.attempt { try add(1, "a", connection) },
            transaction.attempt {
              try add(2, "b", connection)
              try add(3, "b", connection)
            },
            transaction.attempt {
              try add(4, "c", connection)
              throw Refusal()
            },
            transaction.attempt { try add(5, "d", connection) },
          ]
        }
        #expect(errors.map { $0 == nil } == [true, false, false, true])
        #expect((errors[1] as? StrataError)?.code == .conflict)
        #expect(try names(driver) == ["a", "d"])
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func aReaderCannotWrite(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        let failure = #expect(throws: StrataError.self) {
          try driver.read { try add(1, "a", $0) }
        }
        #expect(failure?.code == .storage)
        #expect(failure?.remedy != nil)
        #expect(try names(driver) == [])
      }
    }
  }

  // MARK: - Constraints

  @Test(arguments: JournalBackend.allCases)
  func aContradictionIsAConflict(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        try driver.write { try add(1, "a", $0) }
        let contradictions: [(String, [SQLValue])] = [
          ("INSERT INTO parents (id, name) VALUES (?, ?)", [.int(1), .text("x")]),
          ("INSERT INTO parents (id, name) VALUES (?, ?)", [.int(2), .text("a")]),
          ("INSERT INTO parents (id, name) VALUES (?, ?)", [.int(2), .null]),
          ("INSERT INTO parents (id, name) VALUES (?, ?)", [.int(2), .text("forbidden")]),
          ("INSERT INTO children (parent) VALUES (?)", [.int(7)]),
        ]
        for (statement, values) in contradictions {
          let failure = #expect(throws: StrataError.self) {
            try driver.write { try $0.run(statement, values) }
          }
          #expect(failure?.code == .conflict, "\(statement) \(values)")
          #expect(
            failure?.message == "the journal refused a record that contradicts another one")
        }
        #expect(try names(driver) == ["a"])
      }
    }
  }

  // MARK: - Values

  private static let moments = [
    "0001-01-01T00:00:00.000000Z", "1969-12-31T23:59:59.999999Z", "1999-12-31T23:59:59.999999Z",
    "2026-01-05T09:00:00.000001Z", "9999-12-31T23:59:59.999999Z",
  ]

  private func roundTrip(
    _ column: String, _ value: SQLValue, on driver: any SQLDriver
  ) throws -> SQLRow {
    try driver.write { connection in
      try connection.run("DELETE FROM kinds")
      try connection.run("INSERT INTO kinds (id, \(column)) VALUES (?, ?)", .int(1), value)
      return try #require(
        try connection.query("SELECT \(column) FROM kinds WHERE \(column) = ?", value).first)
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func momentsKeepTheirMicroseconds(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        for text in Self.moments {
          let time = try Timestamp(parsing: text)
          for column in ["moment", "micros"] {
            #expect(try roundTrip(column, .time(time), on: driver).time(0) == time)
          }
        }
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func numbersKeepAllTheirBits(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        for number: Int64 in [0, 1, -1, .max, .min, (1 << 53) + 1] {
          #expect(try roundTrip("number", .integer(number), on: driver).integer(0) == number)
        }
        for number: Int64 in [-32768, 0, 32767] {
          #expect(try roundTrip("small", .integer(number), on: driver).integer(0) == number)
        }
        for number in [Int64(0), 1] {
          #expect(try roundTrip("flag", .integer(number), on: driver).integer(0) == number)
        }
        let row = try driver.write { connection in
          try connection.run("DELETE FROM kinds")
          for id in 1...3 {
            try connection.run(
              "INSERT INTO kinds (id, number) VALUES (?, ?)", .int(id), .integer(1 << 50))
          }
          return try connection.query(
            "SELECT sum(number), count(*) FROM kinds WHERE small IS NULL"
          ).first
        }
        #expect(try row?.integer(0) == 3 << 50)
        #expect(try row?.int(1) == 3)
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func textsAndBytesComeBackAsTheyWere(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        for text in ["", "?", "it's $1 – „größer“ 🦆\n\t\\", String(repeating: "ä", count: 1 << 20)]
        {
          #expect(try roundTrip("words", .text(text), on: driver).text(0) == text)
        }
        let all = (0...255).map { UInt8($0) }
        for bytes in [[], [0], all, Array(repeating: 0, count: 5 << 20)] {
          #expect(try roundTrip("bytes", .bytes(bytes), on: driver).bytes(0) == bytes)
        }
        let spoken = "before\0after"
        #expect(try roundTrip("bytes", .utf8(orNull: spoken), on: driver).utf8(0) == spoken)
        let row = try driver.write { connection in
          try connection.query("SELECT words, bytes, moment, number FROM kinds").first
        }
        #expect(row?.isNull(0) == true)
        #expect(row?.isNull(2) == true)
        #expect(row?.isNull(3) == true)
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func aTextWithTheCharacterNULIsRefused(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        let failure = #expect(throws: StrataError.self) {
          try driver.write {
            try $0.run("INSERT INTO kinds (id, words) VALUES (1, ?)", .text("a\0b"))
          }
        }
        #expect(failure?.code == .invalidInput)
        #expect(failure?.message == "a text holds the character NUL, which no journal takes there")
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func aTextFitsTheTypeOfItsColumn(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        let id = "019b8d1e-2c00-7000-8000-0123456789ab"
        #expect(try roundTrip("identity", .text(id), on: driver).text(0) == id)
        for address in ["192.0.2.7", "192.0.2.0/24", "2001:db8::1", "::ffff:192.0.2.7"] {
          #expect(try roundTrip("address", .text(address), on: driver).text(0) == address)
        }
        #expect(try roundTrip("document", .text("[1]"), on: driver).text(0) == "[1]")
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func aQuestionMarkInALiteralIsNoPlaceholder(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      try bench.using { driver throws in
        try driver.write { connection in
          try add(1, "what?", connection)
          let rows = try connection.query(
            """
            SELECT 'it''s ?', "name" /* ? */ FROM parents -- ?
            WHERE name = 'what?' AND id = ?
            """, .int(1))
          #expect(try rows.first?.text(0) == "it's ?")
          #expect(try rows.first?.text(1) == "what?")
        }
      }
    }
  }

  // MARK: - Concurrency

  @Test(arguments: JournalBackend.allCases)
  func readersSeeOneStateAndWaitForNoWriter(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      let driver = try bench.open()
      let other = try bench.open()
      try driver.write { try add(1, "a", $0) }
      let written = DispatchSemaphore(value: 0)
      let read = DispatchSemaphore(value: 0)
      // The writer stands still inside its transaction until the reader has read twice.
      async let writing: Void = blocking { () throws in
        try other.write { connection in
          try self.add(2, "b", connection)
          written.signal()
          #expect(read.wait(timeout: .now() + 20) == .success)
        }
      }
      async let reading: Void = blocking { () throws in
        #expect(written.wait(timeout: .now() + 20) == .success)
        #expect(try self.names(driver) == ["a"])
        #expect(try self.names(driver) == ["a"])
        read.signal()
      }
      _ = try await (writing, reading)
      #expect(try names(driver) == ["a", "b"])
      // A reading transaction does not see what is committed after its first statement.
      try driver.read { connection in
        let count = "SELECT count(*) FROM parents"
        #expect(try connection.query(count).first?.int(0) == 2)
        try other.write { try add(3, "c", $0) }
        #expect(try connection.query(count).first?.int(0) == 2)
      }
      #expect(try names(driver) == ["a", "b", "c"])
      try driver.close()
      try other.close()
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func writersDoNotOverlap(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      let drivers = try (0..<3).map { _ in try bench.open() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<9 {
          let driver = drivers[worker % drivers.count]
          group.addTask {
            try await blocking { () throws in
              for _ in 0..<10 {
                // Gapless positions: read the last, write the next.
                try driver.write { connection in
                  let last = try connection.query("SELECT coalesce(max(id), 0) FROM parents")
                  let next = try (last.first?.int(0) ?? 0) + 1
                  try self.add(next, "\(worker)-\(next)", connection)
                }
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let (count, highest) = try drivers[0].read { connection in
        let row = try #require(
          try connection.query("SELECT count(*), max(id) FROM parents").first)
        return (try row.int(0), try row.int(1))
      }
      #expect(count == 90)
      #expect(highest == 90)
      for driver in drivers { try driver.close() }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func manyReadersAreServed(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      let driver = try bench.open()
      try driver.write { try add(1, "a", $0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<40 {
          group.addTask {
            try await blocking { () throws in #expect(try self.names(driver) == ["a"]) }
          }
        }
        try await group.waitForAll()
      }
      try driver.close()
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func aClosedDriverSaysSo(_ backend: JournalBackend) async throws {
    try await DriverBench.make(on: backend) { bench in
      let driver = try bench.open()
      try driver.close()
      let failure = #expect(throws: StrataError.self) { try names(driver) }
      #expect(failure != nil)
    }
  }
}
