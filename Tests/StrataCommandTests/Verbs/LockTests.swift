import Foundation
import Glibc
import StrataCore
import StrataStore
import Testing

@Suite("The version lock at the command line")
struct LockTests {
  @Test func `a waiter gives up after five seconds and says who holds the lock`() throws {
    let strata = Command(in: try TemporaryFolder())
    _ = try strata("init")
    _ = try strata("session", "start", "acme", "-m", "Hello")
    let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
    let held = LockRecord(
      holder: .current(), acquiredAt: now, leaseUntil: now.advanced(bySeconds: 3600),
      token: "test", fence: 1)
    let file = "\(strata.folder.path)/.strata/sessions/acme/.version_lock"
    try JSONEncoder().encode(held).write(to: URL(fileURLWithPath: file))

    let start = ContinuousClock.now
    let run = try strata("session", "start", "acme", "-m", "Hello again", "--json")
    #expect(start.duration(to: .now) >= .seconds(5))
    #expect(run.status == 4)
    #expect(run.output == "")
    let error = try run.errorJSON()
    #expect(error["code"] as? String == "lock_timeout")
    let message = try #require(error["message"] as? String)
    #expect(message.contains("within 5 s"))
    #expect(message.contains("process \(getpid())"))
    #expect(try strata("log", "acme").status == 0, "reading needs no lock")

    try FileManager.default.removeItem(atPath: file)
    let next = try strata("session", "start", "acme", "-m", "Hello again", "--json")
    #expect(try next.json()["version"] as? String == "v1.1.0")
  }
}
