import StrataCore
import StrataTesting
import Testing

@Suite("What a configuration transaction comes to (B1, B2)")
struct ConfigurationPlanTests {
  private let time = Timestamp(microseconds: 1_767_603_600_000_000)

  private func key(_ path: String) throws -> ConfigurationKey { try ConfigurationKey(path) }

  private func set(
    _ path: String, _ text: String, expecting expected: Int64? = nil
  ) throws -> ConfigurationChange {
    ConfigurationChange(try key(path), .set(try ConfigurationValue(text)), expecting: expected)
  }

  private func there(
    _ path: String, _ text: String?, at index: Int64, isErased: Bool = false
  ) throws -> ConfigurationVersion {
    ConfigurationVersion(
      index: index, key: try key(path), operation: text == nil ? .delete : .set,
      value: try text.map { try ConfigurationValue($0) }, isErased: isErased, at: time, entry: index
    )
  }

  /// The values after a transaction by key, with those that are gone as nil.
  private func decide(
    _ changes: [ConfigurationChange], on present: [ConfigurationVersion] = []
  ) throws -> [String: String?] {
    let known = Dictionary(uniqueKeysWithValues: present.map { ($0.key, $0) })
    let plan = try ConfigurationPlan.decide(
      changes, on: known, at: time, concealing: ConcealedKeys())
    return Dictionary(uniqueKeysWithValues: plan.steps.map { ($0.key.path, $0.value?.text) })
  }

  @Test func `the first change of a namespace makes it 1.0.0`() throws {
    let steps = try decide([try set("rebe-shell/config/backend-url", "https://shell.rebe.dog")])
    #expect(
      steps == [
        "rebe-shell/config/backend-url": "https://shell.rebe.dog",
        "rebe-shell/config/version": "1.0.0",
        "rebe-shell/config/updated-at": "2026-01-05T09:00:00.000000Z",
      ])
    for outside in ["a/b", "config/a", "a/config", "configs/a/b"] {
      #expect(try decide([try set(outside, "x")]) == [outside: "x"], "\(outside)")
    }
    #expect(try decide([try set("a/b/config/c/config/d", "x")])["a/b/config/version"] == "1.0.0")
  }

  @Test func `removing is major, adding minor, changing a patch, and the greatest counts`() throws {
    let present = [
      try there("a/config/x", "1", at: 3), try there("a/config/y", "1", at: 3),
      try there("a/config/gone", nil, at: 4), try there("a/config/version", "1.4.2", at: 4),
    ]
    func version(_ changes: ConfigurationChange...) throws -> String? {
      try decide(changes, on: present)["a/config/version"] ?? nil
    }
    let change = try set("a/config/x", "2")
    let addition = try set("a/config/z", "1")
    let removal = ConfigurationChange(try key("a/config/y"), .delete)
    #expect(try version(change) == "1.4.3")
    #expect(try version(addition) == "1.5.0")
    #expect(try version(try set("a/config/gone", "1")) == "1.5.0")
    #expect(try version(change, addition) == "1.5.0")
    #expect(try version(change, addition, removal) == "2.0.0")
    #expect(try version(removal, try set("a/config/version", "7.0.0")) == "7.0.0")
    #expect(try version(try set("b/c", "2")) == nil)
  }

  @Test func `what Strata keeps cannot be spoilt`() throws {
    func message(_ change: ConfigurationChange) -> String? {
      #expect(throws: StrataError.self) { try decide([change]) }?.message
    }
    #expect(
      message(try set("a/config/updated-at", "now"))
        == "a/config/updated-at is kept by Strata: it is the time of the last change")
    #expect(
      message(ConfigurationChange(try key("a/config/version"), .delete))
        == "a/config/version is kept by Strata and cannot be deleted")
    for wrong in ["v1.0.0", "1.0", "", "latest", "01.0.0"] {
      #expect(
        message(try set("a/config/version", wrong))
          == "the value for a/config/version is no version")
    }
    for wrong in ["x", "{}", "[1]", #"[""]"#] {
      #expect(message(try set(ConcealedKeys.settingPath, wrong)) != nil, "\(wrong)")
    }
    let highest = [
      try there("a/config/version", "1.0.999999999", at: 1), try there("a/config/x", "1", at: 1),
    ]
    #expect(throws: StrataError.self) { try decide([try set("a/config/x", "2")], on: highest) }
    #expect(
      try decide(
        [try set("a/config/x", "2"), try set("a/config/version", "1.1.0")], on: highest
      ).count == 3)
  }

  @Test func `a key that has the value already is left alone`() throws {
    let present = [try there("a/config/x", "1", at: 3), try there("a/gone", nil, at: 4)]
    #expect(try decide([try set("a/config/x", "1")], on: present).isEmpty)
    #expect(
      try decide(
        [
          ConfigurationChange(try key("a/gone"), .delete),
          ConfigurationChange(try key("a/never"), .delete),
        ], on: present
      ).isEmpty)
    #expect(try decide([try set("a/gone", "1")], on: present) == ["a/gone": "1"])
    let erased = try there("b", nil, at: 5, isErased: true)
    #expect(try decide([ConfigurationChange(try key("b"), .delete)], on: [erased]).count == 1)
  }

  @Test func `a key that is not as expected is a conflict that says what is there`() throws {
    let present = [
      try there("a", "one", at: 3), try there("gone", nil, at: 4),
      try there("db/password", "hunter2", at: 5),
    ]
    func error(_ changes: ConfigurationChange...) -> StrataError? {
      #expect(throws: StrataError.self) { try decide(changes, on: present) }
    }
    #expect(try decide([try set("a", "two", expecting: 3)], on: present) == ["a": "two"])
    #expect(try decide([try set("gone", "two", expecting: 0)], on: present) == ["gone": "two"])
    #expect(try decide([try set("new", "two", expecting: 0)], on: present) == ["new": "two"])
    let both = error(try set("a", "x", expecting: 0), try set("gone", "x", expecting: 4))
    #expect(both?.code == .conflict)
    #expect(
      both?.message == "a was not to exist and is at index 3 with the value \"one\"; "
        + "gone was expected at index 4 and does not exist")
    let secret = error(try set("db/password", "x", expecting: 1))?.message ?? ""
    #expect(secret.hasSuffix("is at index 5 with a value that is concealed"))
    let deletion = ConfigurationChange(try key("a"), .delete, expecting: 0)
    #expect(error(deletion)?.code == .conflict)
  }

  @Test func `a transaction names each key once and at least one`() throws {
    let by = try Authorship(reason: "test")
    #expect(throws: StrataError.self) { try ConfigurationTransaction([], by: by) }
    #expect(throws: StrataError.self) {
      try ConfigurationTransaction([try set("a", "1"), try set("/a", "2")], by: by)
    }
    let many = try (0...128).map { try set("k\($0)", "1") }
    #expect(throws: StrataError.self) { try ConfigurationTransaction(many, by: by) }
    #expect(try ConfigurationTransaction(Array(many.dropLast()), by: by).changes.count == 128)
    #expect(throws: StrataError.self) { try Authorship(reason: "a\0b") }
    #expect(throws: StrataError.self) { try Authorship(author: "a\u{1B}[2J") }
  }

  @Test func `a rollback restores values and absence, and versions only go on`() throws {
    let present = [
      try there("a/config/new", "1", at: 7), try there("a/config/same", "1", at: 2),
      try there("a/config/version", "1.2.0", at: 7), try there("a/config/x", "2", at: 6),
      try there("a/config/y", nil, at: 6),
    ]
    let former = [
      try there("a/config/same", "1", at: 2), try there("a/config/version", "1.1.0", at: 5),
      try there("a/config/x", "1", at: 3), try there("a/config/y", "1", at: 5),
    ]
    let scope = try ConfigurationScope("a/config/")
    let changes = try ConfigurationPlan.rollback(of: scope, from: present, to: former)
    let one = try ConfigurationValue("1")
    #expect(
      changes == [
        ConfigurationChange(try key("a/config/new"), .restore(nil, from: 0)),
        ConfigurationChange(try key("a/config/x"), .restore(one, from: 3)),
        ConfigurationChange(try key("a/config/y"), .restore(one, from: 5)),
      ])
    #expect(try decide(changes, on: present)["a/config/version"] == "2.0.0")
    let error = #expect(throws: StrataError.self) {
      try ConfigurationPlan.rollback(of: scope, from: [], to: [])
    }
    #expect(error?.code == .notFound)
    let erased = try there("a/config/x", nil, at: 3, isErased: true)
    #expect(throws: StrataError.self) {
      try ConfigurationPlan.rollback(of: scope, from: present, to: [erased])
    }
  }

  @Test func `the record of a change is read back as it was written`() throws {
    let record = ConfigurationRecord(
      index: 9,
      changes: [
        .init(
          key: try key("a"), operation: .set, evidence: .verbatim("é\n"), previousIndex: 0),
        .init(
          key: try key("b"), operation: .rollback,
          evidence: .digest([UInt8](repeating: 7, count: 32)), previousIndex: 4, restoredIndex: 2),
        .init(key: try key("c"), operation: .delete, evidence: .none, previousIndex: 3),
      ], reason: "why")
    #expect(try ConfigurationRecord(record.json, place: "test") == record)
    for wrong in [JSONValue.array([]), [:], ["index": 1, "changes": [["key": "a"]]]] {
      #expect(throws: StrataError.self) { try ConfigurationRecord(wrong, place: "test") }
    }
  }

  @Test func `a record quotes no long, binary or concealed value`() throws {
    let concealed = ConcealedKeys(["billing/*"])
    func quotes(_ path: String, _ bytes: [UInt8]) throws -> Bool {
      ConfigurationRecord.verbatim(
        try ConfigurationValue(bytes), of: try key(path), concealing: concealed) != nil
    }
    let text = Array("text".utf8)
    #expect(try quotes("a/b", text))
    #expect(try quotes("a/b", []))
    #expect(try quotes("a/b", [UInt8](repeating: 0x61, count: 1024)))
    #expect(try !quotes("a/b", [UInt8](repeating: 0x61, count: 1025)))
    #expect(try !quotes("a/b", [0xFF]))
    #expect(try !quotes("a/b", [0x61, 0]))
    #expect(try !quotes("billing/account", text))
    #expect(try !quotes("a/DB_PASSWORD", text))
  }

  @Test func `concealed keys fit their patterns as a slow matcher says`() throws {
    var generator = SeededGenerator.printingSeed()
    func text(_ letters: [Character], _ count: Int) -> String {
      String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
    }
    for _ in 0..<2000 {
      let path = text(["a", "b", "c"], Int.random(in: 1...8, using: &generator))
      let pattern = text(["a", "b", "*"], Int.random(in: 1...6, using: &generator))
      #expect(
        ConcealedKeys([pattern]).contains(try key(path)) == fits(Array(path), Array(pattern)),
        "\(path) \(pattern)")
    }
    #expect(try !ConcealedKeys(["*"]).contains(key(ConcealedKeys.settingPath)))
  }

  private func fits(_ path: [Character], _ pattern: [Character]) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    let rest = Array(pattern.dropFirst())
    if first == "*" { return (0...path.count).contains { fits(Array(path[$0...]), rest) } }
    return path.first == first && fits(Array(path.dropFirst()), rest)
  }

  @Test func `entries under one configuration make one span`() {
    let stamps = [(1, 0), (2, 0), (3, 4), (4, 5), (5, 5)].map { sequence, index in
      (
        sequence: sequence, at: Timestamp(microseconds: Int64(sequence)), index: Int64(index)
      )
    }
    let spans = ConfigurationSpan.spans(of: stamps)
    #expect(spans.map(\.index) == [0, 4, 5])
    #expect(spans.map(\.firstSequence) == [1, 3, 4])
    #expect(spans.map(\.lastSequence) == [2, 3, 5])
    #expect(ConfigurationSpan.spans(of: []).isEmpty)
  }
}
