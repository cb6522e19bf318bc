import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

@Suite("The configuration of a store (B1, B2, B5)")
struct ConfigurationTests {
  @Test func `a change is one entry, one index, one row of the audit log`() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let first = try await store.set(["rebe-shell/config/backend-url": "a", "x": "1"])
      #expect(first.index == 1)
      #expect(
        first.changes.map(\.key.path) == [
          "rebe-shell/config/backend-url", "rebe-shell/config/updated-at",
          "rebe-shell/config/version", "x",
        ])
      let second = try await store.set(["rebe-shell/config/backend-url": "b"], reason: "moved")
      #expect(second.index == 2)
      let entry = try #require(try store.entries(from: second.changes[0].entry, limit: 1).first)
      #expect(entry.kind == .configurationChanged && entry.actor == "ada")
      #expect(entry.configuration == 1)
      let record = try ConfigurationRecord(entry.body, place: "entry")
      #expect(record.index == 2 && record.reason == "moved")
      #expect(record.changes.first?.evidence == .verbatim("b"))
      #expect(record.changes.first?.previousIndex == 1)
      let audit = try store.driver.read { connection in
        try connection.query(
          "SELECT id, config_index, user_id, reason FROM config_audit ORDER BY id")
      }
      #expect(try audit.map { try $0.integer(1) } == [1, 2])
      #expect(try audit.last?.optionalText(3) == "moved")
      let version = try store.configuration(of: ConfigurationKey("/rebe-shell/config/backend-url"))
      #expect(version == second.changes.first)
      #expect(try store.value("rebe-shell/config/version") == "1.0.1")
      #expect(try store.value("rebe-shell/config/updated-at") == fixture.clock.now.description)
      #expect(try store.value("x", at: .index(2)) == "1")
    }
  }

  @Test func `a value that changes nothing writes nothing`() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try await store.set(["a": "1"])
      let again = try await store.set(["a": "1"])
      #expect(again == ConfigurationOutcome(index: 1, changes: []))
      #expect(try store.entries().filter { $0.kind == .configurationChanged }.count == 1)
    }
  }

  @Test(arguments: [
    (0x61, 0), (0x61, 1024), (0x61, 1025), (0, 1), (0xFF, 2), (0x61, 524_288),
  ])
  func `any bytes are kept, and the entry stays small`(byte: UInt8, count: Int) async throws {
    try await TemporaryStore.make { fixture in
      let bytes = [UInt8](repeating: byte, count: count)
      let key = try ConfigurationKey("a/b")
      let value = try ConfigurationValue(bytes)
      let outcome = try await fixture.store.changeConfiguration(
        ConfigurationTransaction([ConfigurationChange(key, .set(value))], by: try author()))
      #expect(try fixture.store.configuration(of: key).value == value)
      let entry = try #require(
        try fixture.store.entries(from: outcome.changes[0].entry, limit: 1).first)
      #expect(try entry.record().count < 2000)
      let isQuoted = byte == 0x61 && count <= 1024
      #expect(entry.contents.isEmpty == isQuoted)
    }
  }

  @Test func `a concealed value stands in no entry`() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try await store.set([ConcealedKeys.settingPath: #"["billing/*"]"#])
      try await store.set(["db/password": "zzyxmarker", "billing/account": "zzyxmarker"])
      for entry in try store.entries() {
        let record = String(decoding: try entry.record(), as: UTF8.self)
        #expect(!record.contains("zzyxmarker"))
      }
      #expect(try store.value("db/password") == "zzyxmarker")
      #expect(try store.concealedConfigurationKeys().contains(ConfigurationKey("billing/x")))
      let error = await #expect(throws: StrataError.self) {
        try await store.set([ConcealedKeys.settingPath: "{}"])
      }
      #expect(error?.code == .invalidInput)
    }
  }

  @Test func `many long values are committed to, so that the entry fits its leaf`() async throws {
    try await TemporaryStore.make { fixture in
      let values = Dictionary(
        uniqueKeysWithValues: (0..<128).map { ("k/\($0)", String(repeating: "x", count: 1000)) })
      let outcome = try await fixture.store.set(values)
      #expect(outcome.changes.count == 128)
      let back = try await fixture.store.rollBackConfiguration(
        of: .everything, to: .index(0), by: author())
      #expect(back.index == 2 && back.changes.count == 128)
      #expect(try fixture.store.configuration().values.isEmpty)
      for entry in try fixture.store.entries() where entry.kind == .configurationChanged {
        #expect(entry.contents.keys.allSatisfy { $0.hasPrefix("value:") })
        #expect(try ConfigurationRecord(entry.body, place: "entry").changes.count == 128)
      }
      let keys = (0..<128).map { ("\($0)/" + String(repeating: "k", count: 500), "1") }
      let error = await #expect(throws: StrataError.self) {
        try await fixture.store.set(Dictionary(uniqueKeysWithValues: keys))
      }
      #expect(error?.message == "the change of 128 keys is too long for one entry")
    }
  }

  @Test func `a session is told under which configuration its entries were made`() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try await store.set(["a": "1", "b": "1"])
      let session = try await store.start(try request())
      _ = try await store.append([Turn(.user, "one")], to: session.name)
      try await store.set(["a": "2"])
      try await store.set(["b": "2"])
      _ = try await store.append([Turn(.user, "two")], to: session.name)
      _ = try await store.complete(session.name, Completion(outcome: .success))
      try await store.set(["a": "3"])
      let found = try store.configuration(of: session.name)
      #expect(found.session == session.id)
      #expect(found.spans.map(\.index) == [1, 3])
      #expect(found.spans.map(\.firstSequence) == [1, 3])
      #expect(found.spans.map(\.lastSequence) == [2, 4])
      #expect(found.first.index == 1 && found.first.values.map(\.value?.text) == ["1", "1"])
      #expect(found.changes.map(\.key.path) == ["a", "b"])
      #expect(found.changes.map(\.value?.text) == ["2", "2"])
      let one = try store.configuration(of: session.name, in: try ConfigurationScope("b"))
      #expect(one.changes.map(\.index) == [3])
      #expect(throws: StrataError.self) {
        try store.configuration(of: SessionName(parsing: "acme/v9.0.0"))
      }
    }
  }

  @Test func `a time before a clock was set back finds the highest index recorded by then`()
    async throws
  {
    try await TemporaryStore.make { fixture in
      let start = fixture.clock.now
      try await fixture.store.set(["a": "1"])
      fixture.clock.advance(bySeconds: 60)
      try await fixture.store.set(["a": "2"])
      fixture.clock.advance(bySeconds: -30)
      try await fixture.store.set(["a": "3"])
      func value(_ seconds: Double) throws -> String? {
        try fixture.store.value("a", at: .time(start.advanced(bySeconds: seconds)))
      }
      #expect(try value(0) == "1")
      #expect(try value(29) == "1")
      #expect(try value(30) == "3")
      #expect(try value(90) == "3")
      #expect(throws: StrataError.self) { try value(-1) }
    }
  }

  @Test func `a trace tells what was in force and no secret`() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try await store.set([
        "a": "1", "db/password": "x", "long": String(repeating: "y", count: 2000),
      ])
      try await store.set(["gone": "1"])
      _ = try await store.rollBackConfiguration(
        of: .key(ConfigurationKey("gone")), to: .index(1), by: author())
      let session = try await store.start(try request())
      let values = try store.layerRecords(of: session.name).configuration
      #expect(values.map(\.key) == ["a", "db/password", "long"])
      #expect(values.map { $0.value?.count } == [1, nil, 2000])
    }
  }

  @Test func `an erased value is gone, and no rollback brings it back`() async throws {
    // The entry that is said to have erased it is none of an erasure.
    try await TemporaryStore.make(expecting: ["content.missing"]) { fixture in
      let store = fixture.store
      try await store.set(["db/password": "one"])
      try await store.set(["db/password": "two"])
      _ = try store.driver.write { connection in
        try connection.run(
          """
          UPDATE contents SET content = NULL, salt = NULL, erased = 1
          WHERE name = 'value:db/password' AND entry = (
            SELECT entry FROM configuration WHERE config_index = 1)
          """)
      }
      let key = try ConfigurationKey("db/password")
      let history = try store.configurationHistory(of: .key(key))
      #expect(history.map(\.isErased) == [false, true])
      #expect(history.map(\.value?.text) == ["two", nil])
      let error = await #expect(throws: StrataError.self) {
        try await store.rollBackConfiguration(of: .key(key), to: .index(1), by: author())
      }
      #expect(error?.message == "the value that db/password had at index 1 was erased")
    }
  }

  @Test(arguments: [
    ("UPDATE configuration SET value = x'39' WHERE key = 'a'", ["configuration.row"]),
    ("UPDATE configuration SET operation = 'delete' WHERE key = 'a'", ["configuration.row"]),
    (
      "DELETE FROM configuration WHERE key = 'a'", ["configuration.row", "configuration.rows"]
    ),
    (
      "INSERT INTO configuration SELECT config_index, 'eve', 'set', value, entry FROM configuration "
        + "WHERE key = 'a'", ["configuration.rows"]
    ),
    (
      "UPDATE contents SET content = x'39' WHERE name LIKE 'value:%'",
      ["content.changed"]
    ),
  ])
  func `an edited row is found`(statement: String, codes: [String]) async throws {
    try await TemporaryStore.make(expecting: Set(codes)) { fixture in
      try await fixture.store.set(["a": "1", "b/secret": "2"])
      func isFoundByTheLog() throws -> Bool {
        try fixture.store.verifyAudit().findings.contains {
          ["configuration", "contents"].contains($0.table)
        }
      }
      #expect(try !isFoundByTheLog())
      try fixture.store.tamper([statement])
      #expect(try isFoundByTheLog())
    }
  }
}

// MARK: - Several writers, and crashes

extension ConfigurationTests {
  @Test func `of two stores that compare and set only one wins each time`() async throws {
    try await TemporaryStore.make { fixture in
      let key = try ConfigurationKey("counter")
      try await fixture.store.set(["counter": "0"])
      let other = try fixture.open()
      let conflicts = try await withThrowingTaskGroup(of: Int.self) { group in
        for store in [fixture.store, other] {
          group.addTask {
            var conflicts = 0
            for _ in 0..<40 {
              while try await !store.increment(key) { conflicts += 1 }
            }
            return conflicts
          }
        }
        return try await group.reduce(0, +)
      }
      try await other.close()
      #expect(try fixture.store.value("counter") == "80", "\(conflicts) conflicts")
      let history = try fixture.store.configurationHistory(of: .key(key))
      #expect(history.map(\.index) == Array((1...81).reversed()))
      #expect(history.map { $0.value?.text ?? "" } == (0...80).reversed().map { "\($0)" })
    }
  }

  @Test(arguments: [FaultyDriver.Fault.error, .death, .deathAfterCommit])
  func `a crash leaves a transaction whole or absent`(fault: FaultyDriver.Fault) async throws {
    var call = 1
    var wasHit = true
    while wasHit {
      try await withMachine(seed: UInt64(call)) { fixture, machine, process in
        try await fixture.store.set(["a/config/x": "old", "b/secret": "old"])
        process.fail(call: call, with: .database(fault))
        let answer = try? await fixture.store.set(
          ["a/config/x": "new", "b/secret": "new", "c": "new"])
        wasHit = process.wasHit
        if fault == .error { process.database.heal() }
        try? await fixture.store.close()

        let again = try fixture.open { machine.startProcess(with: &$0) }
        let isThere = try again.configuration().index == 2
        if answer != nil { #expect(isThere, "call \(call)") }
        let wanted: [String?] = isThere ? ["new", "new", "new"] : ["old", "old"]
        let paths = ["a/config/x", "b/secret", "c"]
        let found = try again.configuration().values.filter { paths.contains($0.key.path) }
        #expect(found.map(\.value?.text) == wanted, "call \(call)")
        #expect(try await again.set(["d": "1"]).index == (isThere ? 3 : 2), "call \(call)")
        try await again.close()
      }
      call += 1
    }
    #expect(call > 10)
  }
}

// MARK: - Steps

extension SessionStore {
  /// Sets some keys together.
  @discardableResult
  func set(
    _ values: [String: String], reason: String? = "test"
  ) async throws -> ConfigurationOutcome {
    let changes = try values.sorted { $0.key < $1.key }.map { path, text in
      ConfigurationChange(try ConfigurationKey(path), .set(try ConfigurationValue(text)))
    }
    return try await changeConfiguration(
      ConfigurationTransaction(changes, by: Authorship(author: "ada", reason: reason)))
  }

  func value(_ path: String, at point: ConfigurationPoint = .now) throws -> String? {
    try configuration(of: ConfigurationKey(path), at: point).value?.text
  }

  /// Adds one to a number; false where somebody else was first.
  fileprivate func increment(_ key: ConfigurationKey) async throws -> Bool {
    let present = try configuration(of: key)
    let next = try ConfigurationValue("\((present.value?.text.flatMap { Int($0) } ?? 0) + 1)")
    let change = ConfigurationChange(key, .set(next), expecting: present.index)
    do {
      try await changeConfiguration(ConfigurationTransaction([change], by: author()))
      return true
    } catch let error as StrataError where error.code == .conflict {
      return false
    }
  }
}

func author() throws -> Authorship { try Authorship(author: "ada", reason: "test") }
