import Foundation
import Testing

@Suite("init, fsck, doctor, and where the store is")
struct StoreTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
  }

  @Test func `a store is made once`() throws {
    let first = try strata("init")
    #expect(first.status == 0)
    #expect(
      first.output == """
        Made a store in \(folder.path)/.strata
        next: strata session start CUSTOMER --message "…"

        """)
    _ = try strata("session", "start", "acme")
    let second = try strata("init")
    #expect(second.status == 0)
    #expect(
      second.output.hasPrefix(
        "There is a store in \(folder.path)/.strata already; nothing was changed.\n"))
    #expect(try strata("log", "acme").status == 0)
    let answer = try strata("init", "--json").json()
    #expect(answer["created"] as? Bool == false)
    #expect(answer["store"] as? String == "\(folder.path)/.strata")
  }

  @Test func `a folder that holds something else does not become a store`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/taken", withIntermediateDirectories: true)
    try folder.write("taken/precious", "x")
    let run = try strata("init", "--store", "taken")
    #expect(run.status == 4)
    #expect(run.errors.contains("taken"))
  }

  @Test func `the store is found from below, by environment, and by option`() throws {
    let missing = try strata("log")
    #expect(missing.status == 3)
    #expect(
      missing.errors == """
        strata: there is no store here or in a folder above
          at: \(folder.path)
          try: make one with 'strata init', or name one with --store DIR or STRATA_STORE

        """)
    _ = try strata("init")
    _ = try strata("session", "start", "acme")
    #expect(try strata.shell("mkdir -p a/b && cd a/b && strata log acme").status == 0)
    _ = try strata("init", "--store", "other")
    var other = strata
    other.environment["STRATA_STORE"] = "\(folder.path)/other"
    #expect(try other("log", "acme").status == 3)
    #expect(try other("log", "acme", "--store", ".strata").status == 0)
    let wrong = try strata("log", "--store", "nowhere")
    #expect(wrong.status == 3)
    #expect(wrong.errors.contains("strata init"))
  }

  @Test func `a store of a newer format is refused by name`() throws {
    _ = try strata("init")
    let path = "\(folder.path)/.strata/strata.json"
    let marker = try String(contentsOfFile: path, encoding: .utf8)
    let newer = marker.replacing(/("format[a-z_]*"\s*:\s*)\d+/) { "\($0.output.1)99" }
    try #require(newer != marker)
    try newer.write(toFile: path, atomically: false, encoding: .utf8)
    for line in ["log", "session start acme", "fsck", "init"] {
      let run = try strata.shell("strata \(line)")
      #expect(run.status == 5, "\(line)")
      #expect(run.errors.contains("99"), "\(run.errors)")
    }
  }

  @Test func `a whole store has no findings`() throws {
    _ = try strata("init")
    _ = try strata("session", "start", "acme", "-m", "Hello")
    _ = try strata("session", "complete", "acme")
    let run = try strata("fsck")
    #expect(run.status == 0)
    #expect(run.output == "Nothing is wrong.\n")
    #expect(run.errors == "")
    #expect(try strata("fsck", "--json").output == "{\"findings\":[]}\n")
  }

  @Test func `a changed file is found, with what to do`() throws {
    _ = try strata("init")
    _ = try strata("session", "start", "acme", "-m", "Hello")
    _ = try strata("session", "complete", "acme")
    let file = "\(folder.path)/.strata/sessions/acme/v1.0.0/conversation.json"
    try "{}".write(toFile: file, atomically: false, encoding: .utf8)
    let run = try strata("fsck", "--json")
    #expect(run.status == 1)
    let findings = try #require(try run.json()["findings"] as? [[String: Any]])
    #expect(!findings.isEmpty)
    for finding in findings {
      #expect(
        Set(finding.keys).isSuperset(of: ["code", "severity", "place", "message", "remedy"]))
    }
    let human = try strata("fsck")
    #expect(human.status == 1)
    #expect(human.output.contains("\n  at: "))
    #expect(human.output.contains("\n  try: "))
    #expect(human.output.contains("finding"))
  }

  @Test func `the doctor looks even where there is no store`() throws {
    let run = try strata("doctor", "--json")
    #expect(run.status == 0)
    let results = try #require(try run.json()["diagnoses"] as? [[String: Any]])
    let store = try #require(results.first { $0["name"] as? String == "store" })
    #expect(store["result"] as? String == "warn")
    #expect((store["remedy"] as? String)?.contains("strata init") == true)
    _ = try strata("init")
    let healthy = try strata("doctor")
    #expect(healthy.status == 0, "\(healthy.output)")
    #expect(healthy.output.contains("\(folder.path)/.strata"))
  }

  @Test func `reading works on a store that cannot be written`() throws {
    _ = try strata("init")
    _ = try strata("session", "start", "acme", "-m", "Hello")
    let before = try strata.shell(
      "find .strata -newer .strata/strata.json -type f | sort | xargs md5sum")
    for line in ["log acme", "show acme", "session list", "fsck"] {
      #expect(try strata.shell("strata \(line)").status == 0, "\(line)")
    }
    let after = try strata.shell(
      "find .strata -newer .strata/strata.json -type f | sort | xargs md5sum")
    #expect(
      before.output.split(separator: "\n").filter { !$0.contains("-shm") }
        == after.output.split(separator: "\n").filter { !$0.contains("-shm") })
  }
}
