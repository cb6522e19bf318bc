import Foundation
import Testing

@Suite("fsck --repair, patch")
struct FsckTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    _ = try strata("init")
    _ = try strata("session", "start", "acme", "--message", "We deploy on AWS.")
    _ = try strata("session", "complete", "acme", "--outcome", "success")
  }

  private var metadata: String {
    "\(folder.path)/.strata/sessions/acme/v1.0.0/session_metadata.json"
  }

  @Test func `a finding says what a repair would do, and nothing is changed`() throws {
    try FileManager.default.removeItem(atPath: metadata)
    let run = try strata("fsck")
    #expect(run.status == 1)
    #expect(
      run.output == """
        error: session_metadata.json is missing [file.missing]
          at: sessions/acme/v1.0.0
          try: run 'strata fsck --repair': it is made again from the journal
          repair: make it again from the journal; what differs goes to quarantine; a
                  patch version (missing_file_regeneration) says so
        1 finding.

        """)
    #expect(!FileManager.default.fileExists(atPath: metadata))
    let findings = try strata("fsck", "--json").json()["findings"] as? [[String: Any]]
    #expect(findings?.first?["repair"] as? String == "make_whole")
  }

  @Test func `a repair asks, and does nothing where nobody can answer`() throws {
    try FileManager.default.removeItem(atPath: metadata)
    let run = try strata("fsck", "--repair")
    #expect(run.status == 2)
    #expect(run.errors.contains("add --yes"))
    #expect(!FileManager.default.fileExists(atPath: metadata))
  }

  @Test func `a repair mends, says so in a version, and a second check is clean`() throws {
    let before = try String(contentsOfFile: metadata, encoding: .utf8)
    try folder.write(".strata/sessions/acme/v1.0.0/session_metadata.json", "{}")
    try folder.write(".strata/sessions/stranger", "x")
    let run = try strata("fsck", "--repair", "--yes", "--by", "ops")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("repaired: sessions/acme/v1.0.0"))
    #expect(run.output.contains("acme/v1.0.1 says what was mended in acme/v1.0.0"))
    #expect(run.output.hasSuffix("Nothing is wrong.\n"))
    #expect(try String(contentsOfFile: metadata, encoding: .utf8) == before)
    #expect(try strata("fsck").status == 0)
    let patch = try strata("show", "acme/v1.0.1").output
    #expect(patch.contains("metadata_corrections"))
    let again = try strata("fsck", "--repair", "--yes", "--json").json()
    #expect((again["findings"] as? [Any])?.isEmpty == true)
  }

  @Test func `a repair tells programs what it did`() throws {
    try FileManager.default.removeItem(atPath: metadata)
    let answer = try strata("fsck", "--repair", "--yes", "--json").json()
    let repair = (answer["repairs"] as? [[String: Any]])?.first
    #expect(repair?["action"] as? String == "make_whole")
    #expect(repair?["mend"] as? String == "session_repairs.missing_file_regeneration")
    #expect((answer["remaining"] as? [Any])?.isEmpty == true)
    let pair = (answer["patches"] as? [[String: Any]])?.first
    #expect(pair?["patch"] as? String == "acme/v1.0.1")
  }

  private var journal: String { "\(folder.path)/.strata/journal.db" }

  private func removeJournal() throws {
    for name in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: journal + name) {
      try FileManager.default.removeItem(atPath: journal + name)
    }
  }

  @Test func `a lost database is a finding, and a repair asks with what would come back`() throws {
    try removeJournal()
    let run = try strata("fsck")
    #expect(run.status == 1)
    #expect(
      run.output == """
        error: the journal is missing, or empty [journal.missing]
          at: journal.db
          try: restore a backup, which loses less, or run 'strata fsck --repair'
          repair: as 'strata recover' does: from the session directories, with a new log
                  where the former one cannot go on; what is replaced goes to quarantine
        1 finding.

        """)
    let finding = (try strata("fsck", "--json").json()["findings"] as? [[String: Any]])?.first
    #expect(finding?["code"] as? String == "journal.missing")
    #expect(finding?["repair"] as? String == "recover")
    let asked = try strata("fsck", "--repair")
    #expect(asked.status == 2)
    #expect(asked.output.contains("'strata recover --dry-run' says:\nThe journal was lost."))
    #expect(asked.output.contains("1 session would be taken in, 1 of them whole"))
    #expect(asked.errors.contains("add --yes"))
    #expect(!FileManager.default.fileExists(atPath: journal))
  }

  @Test func `a lost database comes back by a repair, and a second check is clean`() throws {
    let before = try strata("show", "acme/v1.0.0").output
    try removeJournal()
    let run = try strata("fsck", "--repair", "--yes", "--by", "ops")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("1 session taken in, 1 of them whole"))
    #expect(run.output.hasSuffix("Nothing is wrong.\n"))
    #expect(try strata("fsck").status == 0)
    #expect(try strata("audit", "verify").status == 0)
    #expect(try strata("show", "acme/v1.0.0").output == before)
  }

  @Test func `a torn database, strata.json and a directory come back in one repair`() throws {
    try removeJournal()
    try folder.write(".strata/journal.db", "torn")
    try FileManager.default.removeItem(atPath: "\(folder.path)/.strata/strata.json")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/.strata/sessions/acme/v7.0.0", withIntermediateDirectories: false)
    try folder.write(".strata/sessions/acme/v7.0.0/conversation.json", "{")
    let findings = try strata("fsck", "--json").json()["findings"] as? [[String: Any]]
    #expect(
      findings?.compactMap { $0["code"] as? String } == ["marker.missing", "journal.damaged"])
    let answer = try strata("fsck", "--repair", "--yes", "--json").json()
    let recovery = try #require(answer["recovery"] as? [String: Any])
    #expect(recovery["rebuilt"] as? Bool == true)
    #expect((recovery["set_aside"] as? [String])?.contains { $0.hasSuffix("/journal.db") } == true)
    #expect((answer["remaining"] as? [Any])?.isEmpty == true)
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a journal that contradicts its log is left alone`() throws {
    let other = try TemporaryFolder()
    let second = Command(in: other)
    _ = try second("init")
    try removeJournal()
    // The folder goes on with what the other store's journal holds, its write-ahead log included.
    for name in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: "\(other.path)/.strata/journal.db\(name)", toPath: journal + name)
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: journal))
    let run = try strata("fsck", "--repair", "--yes")
    #expect(run.status == 1)
    #expect(run.output.contains("[journal.foreign]"))
    #expect(run.output.contains("'strata recover --from-directories'"))
    #expect(run.output.contains("repair: none: it needs you"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: journal)) == before)
  }

  @Test func `a version is corrected by hand`() throws {
    let dry = try strata(
      "patch", "acme", "v1.0.0", "--kind", "metadata_corrections", "--outcome", "partial",
      "--dry-run")
    #expect(
      dry.output == """
        acme/v1.0.0 would be mended: metadata_corrections
          outcome: success → partial
        Nothing was changed.

        """)
    let run = try strata(
      "patch", "acme", "v1.0.0", "--kind", "metadata_corrections", "--outcome", "partial",
      "--reason", "told by phone")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output == """
        acme/v1.0.1 mends acme/v1.0.0: metadata_corrections
          outcome: success → partial

        """)
    let wrong = try strata("patch", "acme", "v1.0.0", "--kind", "nonsense")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("--kind"))
    let refused = try strata(
      "patch", "acme", "v1.0.0", "--kind", "timestamp_corrections", "--outcome", "failure")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("does not correct --outcome"))
    #expect(try strata("fsck").status == 0)
  }
}
