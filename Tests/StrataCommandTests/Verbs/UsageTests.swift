import Foundation
import Testing

@Suite("Wrong arguments and bad input")
struct UsageTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  @Test(arguments: [
    (
      "session start",
      """
      strata: missing expected argument '<customer>'
        try: strata session start --help

      """
    ),
    (
      "lgo",
      """
      strata: there is no verb 'lgo'; did you mean 'log'?
        try: strata --help

      """
    ),
    (
      "--store D log",
      """
      strata: --store comes after the verb
        try: strata log --store D

      """
    ),
    (
      "--store='a b' session start acme -m Hello",
      """
      strata: --store comes after the verb
        try: strata session start '--store=a b' acme -m Hello

      """
    ),
    (
      "log --jsno",
      """
      strata: unknown option '--jsno'. Did you mean '--json'?
        try: strata log --help

      """
    ),
    (
      "session complete acme --satisfaction 6",
      """
      strata: a satisfaction is a number from 1 to 5, not 6
        try: strata session complete --help

      """
    ),
    (
      "session start acme --increment major",
      """
      strata: --increment needs a --reason
        try: say why, for example --reason 'wrong line'

      """
    ),
    (
      "session start acme --at yesterday",
      """
      strata: "yesterday" is not a time
        at: --at
        try: write it as RFC 3339, for example 2026-01-05T09:00:00.000000Z

      """
    ),
    (
      "session start acme --target v1.0.0",
      """
      strata: --operation and --target belong together
        try: give both, for example --operation metadata_corrections --target v1.2.0

      """
    ),
    (
      "show acme/v1.02.0",
      """
      strata: "v1.02.0" is not a version: the minor number has a leading zero at position 4
        try: write it as v{major}.{minor}.{patch}, for example v1.2.0

      """
    ),
    (
      "session start ../acme",
      """
      strata: "../acme" cannot name a customer: it starts with '.'
        try: use 1 to 128 bytes of letters, digits, '-', '_', '.' or spaces

      """
    ),
    (
      "session say acme ''",
      """
      strata: there is nothing to say
        try: give a text, or '-' and turns on standard input

      """
    ),
    (
      "explain",
      """
      strata: name either a customer or files of cases (--cases)
        try: strata explain --help

      """
    ),
  ])
  func `is a usage error with its remedy`(line: String, errors: String) throws {
    let run = try strata.shell("strata \(line)")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors == errors)
  }

  @Test func `is a JSON object for programs`() throws {
    let usage = try strata("session", "start", "--json")
    #expect(usage.status == 2)
    #expect(try usage.errorJSON()["code"] as? String == "usage")
    let missing = try strata("show", "nobody", "--json")
    #expect(missing.status == 3)
    let error = try missing.errorJSON()
    #expect(error["code"] as? String == "not_found")
    #expect(error["exit_status"] as? Int == 3)
    #expect(error["message"] as? String == "there is no session of 'nobody'")
    #expect(missing.output == "")
  }

  @Test func `arguments that are not UTF-8 are refused, not repaired`() throws {
    let run = try strata.shell(#"strata session start acme -m "$(printf 'caf\351')""#)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("strata: argument 5 is not UTF-8\n"))
    #expect(try strata("log", "acme").status == 3)
  }

  @Test func `standard input is read only once`() throws {
    let run = try strata("session", "start", "acme", "--context", "-", "--message-file", "-")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("strata: standard input cannot be both"))
  }

  // MARK: - Contexts

  private func context(_ bytes: Data) throws -> Run {
    try folder.write("context.json", bytes)
    let run = try strata("session", "start", "acme", "--context", "context.json")
    #expect(run.output == "")
    #expect(try strata("log", "acme").status == 3, "a session was started")
    return run
  }

  @Test(
    arguments: [
      ("nope", "'nope'", 2), ("{", "context.json:1:2", 2), ("", "context.json:1:1", 2),
      (#"{"cloud_provider": 3}"#, "the field 'cloud_provider' is a number, not text", 2),
      (#"{"compliance": "HIPAA"}"#, "the field 'compliance' is text, not a list", 2),
      (#"{"compliance": ["HIPAA", {}]}"#, "'compliance[1]' is an object, not text", 2),
      ("[1]", "this is a list, not an object", 2),
      ("{\"a\": \"x\u{0}\"}", "control character", 2),
    ] as [(String, String, Int32)])
  func `a context that cannot be read says where`(
    text: String, words: String, status: Int32
  ) throws {
    let run = try context(Data(text.utf8))
    #expect(run.status == status)
    #expect(run.errors.contains(words) || run.errors.contains("expected"), "\(run.errors)")
    #expect(run.errors.contains("context.json"))
  }

  @Test func `a context that is not UTF-8 names the byte`() throws {
    let run = try context(Data(#"{"project": ""#.utf8) + [0xE9] + Data(#""}"#.utf8))
    #expect(run.status == 2)
    #expect(run.errors.contains("the byte 0xE9 is not UTF-8"))
    #expect(run.errors.contains("context.json:1:14"))
  }

  @Test func `a context ten thousand levels deep is refused`() throws {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let run = try context(Data("{\"a\": \(deep)}".utf8))
    #expect(run.status == 2)
    #expect(run.errors.contains("nested deeper than"))
  }

  @Test func `a context of 200 MB is refused without being read whole`() throws {
    let path = try folder.write("context.json", "")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 200_000_000)
    try file.close()
    let run = try strata("session", "start", "acme", "--context", "context.json")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("strata: this is larger than 16 MiB"))
    let endless = try strata("session", "start", "acme", "--context", "/dev/zero")
    #expect(endless.errors.contains("larger than 16 MiB"))
  }

  @Test func `a context that is not there, or a folder, is said to be`() throws {
    let missing = try strata("session", "start", "acme", "--context", "nowhere.json")
    #expect(missing.status == 3)
    #expect(
      missing.errors == """
        strata: there is no file 'nowhere.json'
          try: check the name; '-' stands for standard input

        """)
    let folder = try strata("session", "start", "acme", "--context", ".")
    #expect(folder.status == 2)
    #expect(folder.errors.hasPrefix("strata: '.' is a folder"))
  }

  @Test func `a message that is not text is refused by its byte`() throws {
    try folder.write("latin", Data([0x63, 0x61, 0x66, 0xE9]))
    try folder.write("nul", Data([0x61, 0x00, 0x62]))
    let latin = try strata("session", "start", "acme", "--message-file", "latin")
    #expect(latin.status == 2)
    #expect(latin.errors.contains("byte 4 is wrong"))
    let nul = try strata("session", "start", "acme", "--message-file", "nul")
    #expect(nul.status == 2)
    #expect(nul.errors.contains("byte 2 is NUL"))
  }
}
