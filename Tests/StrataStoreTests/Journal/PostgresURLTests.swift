import StrataCore
import Testing

@testable import StrataPostgres
@testable import StrataStore

@Suite struct PostgresURLTests {
  @Test(arguments: [
    "postgres://advisor@db.example.org:5432/journal", "postgresql:///journal?host=/run/pg&user=a",
    "postgres://a@%2Frun%2Fpg/journal", "postgres://a@[::1]:5433/journal?passfile=/etc/pgpass",
  ])
  func aURLIsKeptAsItIs(_ text: String) throws {
    #expect(try PostgresURL(text).description == text)
  }

  @Test(arguments: ["journal.db", "mysql://a@b/c", "postgres:/a", "postgres://a@b /c", ""])
  func anythingElseIsRefused(_ text: String) {
    let failure = #expect(throws: StrataError.self) { try PostgresURL(text) }
    #expect(failure?.code == .usage)
    #expect(failure?.remedy == "write it as postgres://USER@HOST:PORT/DATABASE")
  }

  @Test(arguments: [
    "postgres://a:sesame@b/c", "postgres://a:sesame@sesame@b/c", "postgres://b/c?password=sesame",
    "postgres://b/c?user=a&PassWord=sesame", "postgres://b/c?sslpassword=sesame",
    "postgres://:sesame@/c",
  ])
  func aPasswordIsRefusedAndNotRepeated(_ text: String) {
    let failure = #expect(throws: StrataError.self) { try PostgresURL(text) }
    #expect(failure?.code == .usage)
    #expect(failure?.message.hasPrefix("the journal's URL holds a password") == true)
    #expect(failure?.remedy?.contains("PGPASSWORD") == true)
    #expect("\(failure.debugDescription)".contains("sesame") == false)
  }

  /// What libpq reads as a password counts as one, however it is written.
  @Test func anEncodedPasswordIsRefusedToo() throws {
    let url = try PostgresURL("postgres://b/c?pass%77ord=sesame")
    let failure = #expect(throws: StrataError.self) {
      try PostgresDriver(at: url, for: .reading)
    }
    #expect(failure?.code == .usage)
    #expect("\(failure.debugDescription)".contains("sesame") == false)
  }

  @Test(arguments: [
    ("a = ? AND b = ?", "a = $1 AND b = $2"), ("'?' || \"?\" || ?", "'?' || \"?\" || $1"),
    ("'it''s ?' ?", "'it''s ?' $1"), ("-- ?\n? /* ? */ ?", "-- ?\n$1 /* ? */ $2"),
    ("$$ ? $$ ? $a_b$ ? $$ ? $a_b$ ?", "$$ ? $$ $1 $a_b$ ? $$ ? $a_b$ $2"),
    ("'unfinished ?", "'unfinished ?"), ("$1 ? -", "$1 $1 -"), ("", ""), ("größer ?", "größer $1"),
  ])
  func placeholdersAreNumbered(_ sql: String, _ numbered: String) {
    #expect(NumberedPlaceholders.text(of: sql) == numbered)
  }
}
