import Foundation
import StrataStore
import StrataTesting
import Testing

/// The command on a store whose journal is on PostgreSQL.
@Suite struct PostgresTests {
  private func withCommand(
    _ body: (Command, PostgresURL, PostgresServer) throws -> Void
  ) async throws {
    try await JournalBackend.postgres.withDatabase { url in
      let command = Command(in: try TemporaryFolder())
      try body(command, try #require(url), try PostgresServer.shared())
    }
  }

  @Test func everyVerbWorksOnAStoreThere() async throws {
    try await withCommand { strata, url, _ in
      let made = try strata("init", "--journal", url.description, "--json")
      #expect(made.status == 0, "\(made.errors)")
      #expect(try made.json()["journal"] as? String == url.description)
      let session = try strata(
        "session", "start", "acme", "--message", "We deploy on AWS.", "--json")
      #expect(try session.json()["version"] as? String == "v1.0.0")
      #expect(try strata("session", "say", "acme/v1.0.0", "And on Azure?").status == 0)
      #expect(
        try strata("session", "decide", "acme/v1.0.0", "cloud", "AWS").status == 0)
      #expect(
        try strata("session", "complete", "acme/v1.0.0", "--outcome", "success").status == 0)
      #expect(try strata("session", "start", "acme", "--message", "We move to GCP.").status == 0)
      let list = try strata("session", "list", "--json").json()["sessions"] as? [[String: Any]]
      #expect(list?.count == 2)
      for verb in [
        ["log"], ["log", "acme"], ["show", "acme/v1.0.0"], ["explain", "acme", "--message", "Hi"],
        ["diff", "acme/v1.0.0", "acme/v1.0.0"],
      ] {
        let run = try strata.shell("strata " + verb.map { "'\($0)'" }.joined(separator: " "))
        #expect(run.status == 0, "\(verb): \(run.errors)")
      }
      let said = #"{"messages":[{"role":"user","content":"Hello from a file."}]}"#
      let file = try strata.folder.write("chat.json", said)
      #expect(try strata("import", file, "--customer", "globex").status == 0)
      let fsck = try strata("fsck")
      #expect(fsck.status == 0, "\(fsck.output)")
      let doctor = try strata("doctor")
      #expect(doctor.status == 0, "\(doctor.output)")
      #expect(doctor.output.contains("PostgreSQL 1"))
      #expect(!FileManager.default.fileExists(atPath: strata.folder.path + "/.strata/journal.db"))
    }
  }

  @Test func anExistingStoreAndAnExistingJournalAreRefused() async throws {
    try await withCommand { strata, url, _ in
      #expect(try strata("init", "--journal", url.description).status == 0)
      let again = try strata("init", "--journal", url.description, "--json")
      #expect(try again.json()["created"] as? Bool == false)
      let elsewhere = try strata("init", "--journal", url.description, "--store", "other")
      #expect(elsewhere.status == 4)
      #expect(elsewhere.errors.contains("the database holds the journal of another store"))
      #expect(try strata("init", "--store", "file").status == 0)
      let moved = try strata("init", "--journal", url.description, "--store", "file")
      #expect(moved.status == 4)
      #expect(moved.errors.contains("there is a store already, and its journal is"))
    }
  }

  @Test func aPasswordComesFromTheEnvironmentOnly() async throws {
    try await withCommand { strata, url, server in
      let guarded = try server.url(of: PostgresServer.name(of: url), user: "guarded")
      var strata = strata
      let without = try strata("init", "--journal", guarded.description)
      #expect(without.status == 5)
      #expect(without.errors.contains("the journal's database wants a password"))
      #expect(without.errors.contains("set PGPASSWORD, or enter it in ~/.pgpass"))
      strata.environment["PGPASSWORD"] = "wrong"
      let wrong = try strata("init", "--journal", guarded.description)
      #expect(wrong.status == 5)
      #expect(wrong.errors.contains("does not let this user in"))
      #expect(!wrong.errors.contains("wrong"))
      #expect(!FileManager.default.fileExists(atPath: strata.folder.path + "/.strata"))
      strata.environment["PGPASSWORD"] = "open sesame"
      #expect(try strata("init", "--journal", guarded.description).status == 0)
      #expect(try strata("session", "start", "acme", "--message", "Hi").status == 0)
      let marker = try String(
        contentsOfFile: strata.folder.path + "/.strata/strata.json", encoding: .utf8)
      #expect(marker.contains(guarded.description))
      #expect(!marker.contains("sesame"))
    }
  }

  @Test func aPasswordInTheURLIsRefused() throws {
    let strata = Command(in: try TemporaryFolder())
    let run = try strata("init", "--journal", "postgres://a:sesame@h/db")
    #expect(run.status == 2)
    #expect(run.errors.contains("the journal's URL holds a password"))
    #expect(!run.errors.contains("sesame"))
    #expect(!FileManager.default.fileExists(atPath: strata.folder.path + "/.strata"))
  }

  @Test func aServerThatIsNotThereIsNamed() async throws {
    let strata = Command(in: try TemporaryFolder())
    let run = try strata("init", "--journal", "postgres://a@127.0.0.1:1/db")
    #expect(run.status == 5)
    #expect(run.errors.contains("the journal's database cannot be reached"))
    #expect(run.errors.contains("postgres://a@127.0.0.1:1/db"))
    #expect(run.errors.contains("Connection refused"))
    #expect(run.errors.contains("check that PostgreSQL runs on that host and port"))
    #expect(!FileManager.default.fileExists(atPath: strata.folder.path + "/.strata"))
    let server = try PostgresServer.shared()
    let absent = try strata("init", "--journal", try server.url(of: "absent").description)
    #expect(absent.status == 5)
    #expect(absent.errors.contains("\"absent\" does not exist"))
  }
}
