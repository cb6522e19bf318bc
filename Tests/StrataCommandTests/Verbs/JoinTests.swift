import Foundation
import Testing

@Suite("Joining and recovering at the command line")
struct JoinVerbTests {
  /// Two stores whose first sessions claim one version: `.strata` and `other`.
  private func stores() throws -> Command {
    let strata = Command(in: try TemporaryFolder())
    _ = try strata("init")
    _ = try strata("init", "--store", "other")
    _ = try strata("session", "start", "acme", "-m", "We deploy on AWS EKS.", "--store", "other")
    _ = try strata("session", "start", "acme", "-m", "We deploy on Azure AKS.")
    return strata
  }

  @Test func `join says what came in and what moved, and again that there is nothing`() throws {
    let strata = try stores()
    let dry = try strata("join", "other", "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("1 session would come in from store "))
    #expect(dry.output.contains("acme/v1.0.0 of this store became v1.1.0"))
    #expect(dry.output.hasSuffix("Nothing was changed.\n"))
    #expect(try strata("log", "acme", "--json").output.contains("v1.1.0") == false)

    let run = try strata("join", "other", "--json")
    let answer = try run.json()
    #expect((answer["joined"] as? [[String: Any]])?.first?["version"] as? String == "v1.0.0")
    #expect((answer["renumbered"] as? [[String: Any]])?.first?["was"] as? String == "v1.0.0")
    #expect(answer["dry_run"] as? Bool == false)
    let shown = try strata("show", "acme/v1.1.0")
    #expect(shown.output.contains("joined: v1.0.0 was claimed by session"))
    #expect(try strata("fsck").status == 0)
    #expect(try strata("audit", "verify").status == 0)

    let again = try strata("join", "other")
    #expect(again.output == "Nothing to join: 1 session there, all here already.\n")
  }

  @Test func `what came in is told with its time and its store`() throws {
    let strata = try stores()
    #expect(
      try strata(
        "deployment", "record", "--environment", "production", "--session", "acme/v1.0.0",
        "--store", "other"
      ).status == 0)
    #expect(try strata("access", "failed", "--user", "eve", "--store", "other").status == 0)
    let there = try strata("trace", "acme/v1.0.0", "--json", "--store", "other").json()
    let store = try #require(there["store"] as? String)
    let joined = try strata("join", "other")
    #expect(joined.output.contains("1 access to it"), "\(joined.output)")

    let traced = try strata("trace", "acme/v1.0.0", "--json").json()
    let before = try #require(there["entries"] as? [[String: Any]])
    let after = try #require(traced["entries"] as? [[String: Any]]).filter {
      $0["kind"] as? String != "session.joined"
    }
    #expect(before.map { $0["at"] as? String } == after.map { $0["at"] as? String })
    for (entry, former) in zip(after, before) {
      let origin = entry["origin"] as? [String: Any]
      #expect(origin?["store"] as? String == store)
      #expect(origin?["entry"] as? Int == former["position"] as? Int)
      let recorded = try #require(entry["recorded_at"] as? String)
      #expect(recorded > entry["at"] as? String ?? "")
    }
    let place = "from entry \(before[0]["position"] as? Int ?? 0) of store \(store)"
    for run in [
      try strata("trace", "acme/v1.0.0"), try strata("trace", "acme/v1.0.0", "--html"),
    ] {
      #expect(run.output.replacing(/\s+/, with: " ").contains(place), "\(run.output)")
    }
    let events = try strata("events", "read", "shell-auth-events")
    #expect(events.output.contains("AuthenticationFailed"), "\(events.output)")
    #expect(events.output.contains("from store \(store)"))
    #expect(try strata("fsck").status == 0)
    #expect(try strata("audit", "verify").status == 0)
  }

  @Test func `join refuses what is no other store`() throws {
    let strata = try stores()
    let missing = try strata("join", "nowhere", "--json")
    #expect(missing.status == 3)
    #expect(try missing.errorJSON()["code"] as? String == "not_found")
    let itself = try strata("join", ".strata")
    #expect(itself.status == 2)
    #expect(itself.errors.contains("a store is not joined with itself"))
  }

  @Test func `a lost database is recovered from the directories`() throws {
    let strata = try stores()
    let folder = strata.folder.path + "/.strata"
    for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    let broken = try strata("log", "acme")
    #expect(broken.status == 5 || broken.status == 1, "\(broken.status)")
    #expect(broken.errors.contains("strata recover"))
    let dry = try strata("recover", "--dry-run")
    #expect(dry.output.hasPrefix("The journal was lost.\n"))
    #expect(dry.output.contains("1 session would be taken in, 1 of them whole"))
    let run = try strata("recover")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("A new log begins; the former one had signed"))
    #expect(run.output.contains("not in any directory, and lost: commands"))
    #expect(try strata("fsck").status == 0)
    #expect(try strata("audit", "verify").status == 0)
    #expect(try strata("show", "acme/v1.0.0").output.contains("We deploy on Azure AKS."))
    let again = try strata("recover", "--json").json()
    #expect(again["rebuilt"] as? Bool == false)
    #expect((again["recovered"] as? [Any])?.isEmpty == true)
  }
}
