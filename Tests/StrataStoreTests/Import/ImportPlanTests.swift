import StrataCore
import SystemPackage
import Testing

@testable import StrataStore

@Suite("Import plan")
struct ImportPlanTests {
  private let folder: ImportFolder

  init() throws {
    folder = try ImportFolder()
  }

  private func plan(
    _ paths: FilePath..., customer: String? = nil,
    _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportPlan {
    var options = ImportOptions()
    options.customer = try customer.map { name in try CustomerID(name) }
    change(&options)
    return try ImportPlan(of: paths, options: options)
  }

  private func problems(_ plan: ImportPlan) -> [String] {
    plan.problems.map { folder.short($0) }
  }

  private func refusal(_ path: FilePath, customer: String? = "acme") -> String? {
    let error = #expect(throws: StrataError.self) { try plan(path, customer: customer) }
    return error.map { error in
      let place = error.place?.replacing(folder.path.string + "/", with: "") ?? ""
      return "\(error.code): \(error.message) (\(place)); \(error.remedy ?? "")"
    }
  }

  private func message(_ text: String, _ more: String = "") -> String {
    #"{"role":"user","content":"\#(text)"\#(more)}"#
  }

  // MARK: - Formats

  @Test("finds the conversations of every format by looking")
  func formats() throws {
    let cases: [(String, String, ConversationFormat, Int)] = [
      ("array.json", "[\(message("a")),\n\(message("b"))]", .openAI, 1),
      ("pretty.json", "[\n \(message("a")),\n \(message("b"))\n]\n", .openAI, 1),
      ("object.json", "{\n\"messages\": [\(message("a"))]\n}", .openAI, 1),
      ("lines.jsonl", "{\"messages\":[\(message("a"))]}\r\n[\(message("b"))]\r\n", .openAI, 2),
      ("arrays.json", "[[\(message("a"))],[\(message("b"))]]", .openAI, 2),
      ("unnamed", "{\"messages\":[\(message("a"))]}\n{\"messages\":[\(message("b"))]}", .openAI, 2),
      (
        "chat.json",
        #"[{"mapping":{"a":{"message":{"author":{"role":"user"},"content":{"parts":["x"]}}}},"current_node":"a"}]"#,
        .chatGPT, 1
      ),
      (
        "t.jsonl", #"{"type":"user","uuid":"1","sessionId":"s","message":{"content":"x"}}"#,
        .claudeCode, 1
      ),
      ("own.json", #"{"customer_id":"b","turns":[\#(message("a"))]}"#, .strata, 1),
      ("case.json", #"[{"customer_id":"b","conversation":[\#(message("a"))]}]"#, .strata, 1),
    ]
    for (name, text, format, count) in cases {
      for mark in [[], [0xEF, 0xBB, 0xBF] as [UInt8]] {
        let plan = try plan(try folder.write(name, mark + Array(text.utf8)), customer: "acme")
        #expect(plan.formats == [format: count], "\(name)")
        #expect(plan.problemCount == 0, "\(name): \(plan.problems)")
      }
    }
  }

  @Test(
    "searches a folder, passes over what holds no conversation, takes session directories whole")
  func folders() throws {
    try folder.write("a/deep/one.json", "[\(message("x"))]")
    try folder.write("a/package.json", #"{"name":"x"}"#)
    try folder.write("a/empty.jsonl", "")
    try folder.write("a/notes.txt", "[")
    try folder.write("a/.hidden.json", "[")
    try folder.write("a/subagents/agent.jsonl", "{")
    try folder.write("a/broken.json", "{\"messages\": [}")
    try folder.write("a/v1.0.0/session_metadata.json", #"{"customer_id":"b","session_id":"7"}"#)
    try folder.write("a/v1.0.0/conversation.json", #"{"turns":[\#(message("hello"))]}"#)
    try folder.write("a/v1.1.0/session_metadata.json", #"{"customer_id":"b","#)
    try folder.write("a/v1.1.0/conversation.json", "[]")
    let plan = try plan(folder.path.appending("a"), customer: "acme")
    #expect(plan.formats == [.openAI: 1, .strata: 1])
    #expect(
      plan.skippedFiles.map { $0.replacing(folder.path.string + "/", with: "") }
        == ["a/empty.jsonl", "a/package.json"])
    #expect(
      problems(plan) == [
        "a/broken.json:1:15: record 1: expected a value, found '}'",
        "a/v1.1.0/session_metadata.json:1:20: the JSON ends too early; "
          + "see whether the file was cut off",
      ])
  }

  @Test("orders conversations by their beginning, undated ones by their file's time")
  func order() throws {
    let early = message("e", #","at":"2026-01-01T00:00:00Z""#)
    let late = message("l", #","at":"2026-02-01T00:00:00Z""#)
    let one = try folder.write(
      "1.jsonl",
      "{\"id\":\"late\",\"messages\":[\(late)]}\n{\"id\":\"none\",\"messages\":[\(message("n"))]}")
    let two = try folder.write(
      "2.jsonl",
      "{\"id\":\"early\",\"messages\":[\(early)]}\n{\"id\":\"late\",\"messages\":[\(late),\(late)]}"
    )
    let plan = try plan(one, two, customer: "acme")
    #expect(plan.entries.map(\.id) == ["early", "late", "late", "none"])
    #expect(plan.entries.map(\.turnCount) == [1, 2, 1, 1])
    #expect(plan.entries.map(\.isUndated) == [false, false, false, true])
    #expect(plan.turns == 5)
  }

  // MARK: - Customers

  @Test("takes the customer from the option, the record, or the working directory")
  func customers() throws {
    let own = try folder.write(
      "own.jsonl",
      """
      {"customer_id":"b","turns":[\(message("a"))]}
      {"customer_id":"../etc","turns":[\(message("a"))]}
      {"turns":[\(message("b"))]}
      {"messages":[\(message("c"))]}
      """)
    let transcript = try folder.write(
      "t.jsonl",
      #"{"type":"user","uuid":"1","sessionId":"s","cwd":"/src/cafe\u0301","message":{"content":"x"}}"#
    )
    let found = try plan(own, transcript)
    #expect(found.customers == [try CustomerID("b"): 1, try CustomerID("caf\u{E9}"): 1])
    #expect(
      problems(found) == [
        "own.jsonl:2: record 2: \"../etc\" cannot name a customer: it starts with '.'; "
          + "name the customer with --customer NAME",
        "own.jsonl:3: record 3: the conversation does not say whose it is, nor do 1 more in this "
          + "file; name the customer with --customer NAME",
      ])
    #expect(try plan(own, transcript, customer: "acme").customers == [try CustomerID("acme"): 5])
    let nobody = try folder.write("n.json", "[\(message("a"))]")
    #expect(
      refusal(nobody, customer: nil)
        == "usage: the conversation does not say whose it is (n.json, line 1); "
        + "name the customer with --customer NAME")
  }

  // MARK: - Broken input

  @Test("reports a broken record with its place, and the rest goes on")
  func brokenRecords() throws {
    let good = "{\"messages\":[\(message("a"))]}"
    var bytes = Array(
      "\(good)\n{\"messages\":[\(message("a"))],}\r\n{\"messages\":[{\"role\":\"".utf8)
    bytes += [0xFF]
    bytes += Array(
      "\"}]}\n\n\(message("m"))\n{\"x\":1}\n{\"messages\":[{\"role\":\"king\"}]}\n".utf8)
    bytes += Array("{\"messages\":\(String(repeating: "[", count: 10_000))\n\(good)\n{\"mess".utf8)
    let plan = try plan(try folder.write("l.jsonl", bytes), customer: "acme")
    #expect(plan.records == 2)
    #expect(
      problems(plan) == [
        "l.jsonl:2:45: record 2: a comma stands before the closing }; remove the comma",
        "l.jsonl:3:23: record 3: the byte 0xFF is not UTF-8; convert the file to UTF-8",
        "l.jsonl:5: record 4: it is a single message; "
          + "put the messages of a conversation in one array",
        "l.jsonl:6: record 5: it is no conversation; \(RecordFormat.known)",
        "l.jsonl:7: record 6: message 1 has the unknown role \"king\"; "
          + "use one of user, assistant, system, tool",
        "l.jsonl:8:268: record 7: it is nested deeper than 256 levels",
        "l.jsonl:10:7: record 9: the JSON ends too early; see whether the file was cut off",
      ])
  }

  @Test("reports the place inside a record that spans lines, and faults between records")
  func brokenArray() throws {
    let text = """
      [
        {
          "messages": [\(message("a"))]
        },
        {
          "messages": [{"role": "user", "content": 'x'}]
        },
        {
          "messages": [\(message("b"))]
        },
      ]
      """
    let plan = try plan(try folder.write("a.json", text), customer: "acme")
    #expect(plan.records == 2)
    #expect(
      problems(plan) == [
        "a.json:6:46: record 2: a single quote begins a value; JSON strings have double quotes",
        "a.json:11:1: record 3: a comma stands before the closing ]; remove the comma",
      ])
  }

  @Test("reports a broken record once, not each of the splinters it falls into")
  func splinters() throws {
    let good = "{\"messages\":[\(message("a"))]}"
    let text =
      "[\(good),\n{\"id\":\"x\"},\"messages\":[\(message("b"))], \"c\": {\"d\": 1}},\n\(good)]"
    let plan = try plan(try folder.write("s.json", text), customer: "acme")
    #expect(plan.records == 2)
    #expect(
      problems(plan) == [
        "s.json:2: record 2: it is no conversation; \(RecordFormat.known)",
        "s.json:2: record 3: it is no conversation; \(RecordFormat.known)",
      ])
  }

  @Test("passes over a record that is too large, and says so")
  func tooLarge() throws {
    let big = message(String(repeating: "x", count: 5000))
    let text = "{\"messages\":[\(big)]}\n{\"messages\":[\(message("b"))]}\n"
    let plan = try plan(try folder.write("big.jsonl", text), customer: "acme") {
      $0.maximumRecordBytes = 4000
    }
    #expect(plan.records == 1)
    #expect(
      problems(plan) == ["big.jsonl:1: record 1: the record has 5043 bytes; at most 4000 are read"])
  }

  @Test("refuses what holds nothing to import, and says what it is")
  func refusals() throws {
    func file(_ bytes: [UInt8]) throws -> FilePath { try folder.write("f.json", bytes) }
    #expect(refusal(try file([])) == "invalidInput: the file is empty (f.json, line 1); ")
    #expect(
      refusal(try file(Array("hello".utf8)))
        == "invalidInput: it is not JSON: it begins with \"hello\" (f.json, line 1, byte 1); "
        + "give a file of conversations in JSON or JSON lines")
    #expect(
      refusal(try file([0x50, 0x4B, 3, 4]))
        == "invalidInput: the file is a ZIP archive (f.json, line 1); "
        + "unpack it and import the files in it")
    #expect(
      refusal(try file(Array("[]".utf8)))
        == "invalidInput: there are no conversations (f.json); \(RecordFormat.known)")
    #expect(
      refusal(try file(Array(#"{"messages":[]}"#.utf8)))
        == "invalidInput: there are only conversations without a turn (f.json); "
        + RecordFormat.known)
    #expect(
      refusal(folder.path.appending("absent"))
        == "notFound: there is no such file or folder (absent); see how the name is spelt")
    #expect(
      refusal("/dev/null")
        == "invalidInput: it is neither a file nor a folder (/dev/null); "
        + "give a file or a folder of conversations")
    let garbage = try file(Array(String(repeating: "{\"a\":\n", count: 5000).utf8))
    #expect(
      refusal(garbage)
        == "invalidInput: it is nested deeper than 256 levels (f.json, line 257, byte 1); ")
    let lines = try folder.write("g.jsonl", String(repeating: "{\"a\":\n", count: 5000))
    #expect(
      refusal(lines)
        == "invalidInput: none of the first 100 records can be read; of the first: "
        + "the JSON ends too early (g.jsonl, line 1); \(RecordFormat.known)")
    try folder.write("sub/readme.txt", "hello")
    #expect(
      refusal(folder.path.appending("sub"))
        == "invalidInput: there are no conversations (sub); \(RecordFormat.known)")
  }

  // MARK: - Transcripts

  @Test("takes a file that is named after its session whole, and parts any other by session")
  func transcripts() throws {
    func line(_ uuid: String, _ session: String, _ text: String) -> String {
      #"{"type":"user","uuid":"\#(uuid)","sessionId":"\#(session)","cwd":"/w/acme","timestamp":"2026-01-0\#(uuid)T00:00:00Z","message":{"content":"\#(text)"}}"#
    }
    let text = [
      #"{"type":"summary","summary":"Second","leafUuid":"2"}"#, line("1", "s1", "one"),
      line("2", "s2", "two"), "{broken", line("3", "s1", "three"),
    ].joined(separator: "\n")
    let parted = try folder.write("all.jsonl", text)
    let partedPlan = try plan(parted)
    #expect(partedPlan.entries.map(\.id) == ["s1", "s2"])
    #expect(partedPlan.entries.map(\.turnCount) == [2, 1])
    #expect(partedPlan.entries.map(\.title) == [nil, "Second"])
    #expect(
      problems(partedPlan) == [
        "all.jsonl:4:2: record 4: expected a name in double quotes, found 'b'"
      ])
    var loader = RecordLoader(plan: partedPlan, options: ImportOptions())
    let texts = try partedPlan.entries.map { entry in
      try loader.load(entry).get().turns.map(\.content)
    }
    #expect(texts == [["one", "three"], ["two"]])

    let id = "0199e1f4-5c00-7a10-8b3e-5d0c6b1f2a01"
    let whole = try plan(try folder.write("\(id).jsonl", text))
    #expect(whole.entries.map(\.id) == [id])
    #expect(whole.turns == 3)
  }

  // MARK: - What is shipped

  @Test("finds nothing wrong in the examples")
  func examples() throws {
    let harbourline = try plan(
      ImportFolder.examples.appending("harbourline"), customer: "harbourline")
    let others = try plan(
      ImportFolder.examples.appending("orbit-pay"),
      ImportFolder.examples.appending("meridian-health"))
    #expect(harbourline.formats == [.chatGPT: 5])
    #expect(others.formats == [.claudeCode: 2, .openAI: 2, .strata: 4])
    #expect(
      others.customers == [try CustomerID("orbit-pay"): 4, try CustomerID("meridian-health"): 4])
    for plan in [harbourline, others] {
      #expect(plan.problems == [])
      #expect(plan.skippedFiles == [])
      #expect(plan.entries.allSatisfy { !$0.isUndated })
      var loader = RecordLoader(plan: plan, options: ImportOptions())
      for entry in plan.entries {
        let conversation = try loader.load(entry).get()
        #expect(conversation.title != nil)
        #expect(conversation.turns.count <= 12)
      }
    }
  }
}
