import Foundation
import StrataTesting
import Testing

/// `strata backup` and `strata restore`, as people meet them.
@Suite("backup") struct BackupVerbTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
    try #require(
      try strata("session", "start", "acme", "--message", "We deploy on AWS EKS.").status == 0)
  }

  @Test func `a lost store comes back`() throws {
    #expect(try strata("backup", "key", "backup.key").status == 0)
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: "\(folder.path)/backup.key")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let again = try strata("backup", "key", "backup.key")
    #expect(again.status == 4, "\(again.errors)")
    let made = try strata("backup", "copy", "--key", "backup.key")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.hasPrefix("Backed up ") && made.output.contains("the backup holds"))
    let more = try strata("backup", "copy", "--key", "backup.key", "--json")
    #expect(try more.json()["new_entries"] as? Int == 0)
    #expect(try more.json()["encrypted"] as? Bool == true)
    let verified = try strata("backup", "verify", "copy", "--key", "backup.key")
    #expect(verified.output.hasPrefix("Nothing is wrong.\nRead "))
    #expect(try strata("backup", "verify", "copy").output.contains("with --key they are read"))
    #expect(try strata("backup", "list", "copy").output.contains("encrypted"))
    let list = try strata("backup", "list", "copy", "--json").json()
    #expect((list["runs"] as? [Any])?.count == 2)

    try FileManager.default.removeItem(atPath: "\(folder.path)/.strata")
    let restored = try strata("restore", "copy", "--to", ".strata", "--key", "backup.key")
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(restored.output.hasPrefix("Restored 1 session of "))
    #expect(restored.output.contains("a new log begins, and names the former"))
    #expect(try strata("fsck").output == "Nothing is wrong.\n")
    #expect(try strata("show", "acme/v1.0.0").output.contains("We deploy on AWS EKS."))
    #expect(try strata("session", "say", "acme", "And on Azure?").status == 0)
    let replaced = try strata("restore", "copy", "--in-place", "--key", "backup.key", "--json")
    #expect(replaced.status == 0, "\(replaced.errors)")
    let aside = try #require(try replaced.json()["moved_aside"] as? String)
    #expect(FileManager.default.fileExists(atPath: aside + "/journal.db"))
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a restore to before an erasure makes the successor and says so`() throws {
    #expect(try strata("session", "complete", "acme").status == 0)
    // Programs take longer to start than this is ahead.
    let moment = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
      .format(Date(timeIntervalSinceNow: 0.001))
    #expect(
      try strata("erase", "--session", "acme/v1.0.0", "--rule", "gdpr-17", "--by", "ada").status
        == 0)
    #expect(try strata("backup", "copy", "--unencrypted").status == 0)
    let restored = try strata("restore", "copy", "--to", "was", "--at", moment)
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(restored.output.contains("1 later erasure done again"), "\(restored.output)")
    #expect(restored.output.contains("made without personal content: acme/v1.0.1"))
    #expect(try strata("fsck", "--store", "was").output == "Nothing is wrong.\n")
    #expect(try strata("show", "acme/v1.0.0", "--store", "was").output.contains("gdpr-17"))
  }

  @Test func `what is wrong is said`() throws {
    let open = try strata("backup", "copy")
    #expect(open.status == 2)
    #expect(open.errors.contains("it is not said for whom the backup is encrypted"))
    #expect(try strata("backup", "copy", "--recipient", "age1nobody").status == 2)
    #expect(try strata("backup", ".strata/copy", "--unencrypted").status == 2)
    #expect(try strata("backup", "copy", "--unencrypted").status == 0)
    #expect(try strata("restore", "copy").status == 2)
    #expect(try strata("restore", "nothing", "--to", "there").status == 3)
    #expect(try strata("restore", "copy", "--to", ".strata").status == 4)
    #expect(try strata("restore", "copy", "--to", "x", "--at", "1999-01-01T00:00:00Z").status == 3)
    let segments = try FileManager.default.contentsOfDirectory(
      atPath: "\(folder.path)/copy/segments")
    let segment = try #require(segments.first { $0.hasPrefix("0") })
    try folder.write("copy/segments/\(segment)", "damaged")
    let verified = try strata("backup", "verify", "copy")
    #expect(verified.status == 1)
    #expect(verified.output.contains("[backup.damaged]") && verified.output.contains(segment))
    let restored = try strata("restore", "copy", "--to", "x")
    #expect(restored.status == 5, "\(restored.output)")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/x"))
  }

  @Test func `age opens a file of the backup`() throws {
    #expect(try strata("backup", "key", "backup.key").status == 0)
    #expect(try strata("backup", "copy", "--key", "backup.key").status == 0)
    let run = try strata.shell(
      "age --decrypt -i backup.key copy/segments/0*.age | gzip -dc | head -1")
    #expect(run.output.hasPrefix(#"{"entry":{"#), "\(run.errors)")
    #expect(run.output.contains("store.initialised"))
  }
}
