import Testing

@testable import StrataCore

/// The bodies of entries are Seed A's JSON, and nothing goes in that a database refuses.
@Suite("Records of activities")
struct ActivityRecordTests {
  private func code(_ body: () throws -> Void) -> StrataError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? StrataError)?.code
    }
  }

  @Test func `a command has the seed's shape`() throws {
    let record = CommandRecord(
      type: "system_info", fields: ["hostname", "cpu_info"], mode: .ssh, host: "10.20.31.5",
      durationMilliseconds: 45, status: .success, exitCode: 0, outputByteCount: 2048)
    #expect(
      try record.body() == [
        "command": ["type": "system_info", "fields": ["hostname", "cpu_info"]],
        "execution": [
          "mode": "ssh", "host": "10.20.31.5", "duration_ms": 45, "status": "success",
          "exit_code": 0,
        ],
        "metadata": ["output_size_bytes": 2048, "from_cache": false],
      ])
  }

  @Test func `neither the command line nor the output stands in the body`() throws {
    let record = CommandRecord(
      type: "ls", host: "here", durationMilliseconds: 1, status: .signalled, signal: 9,
      outputByteCount: 3, redactionCount: 2, commandLine: "ls zzyxmarker",
      output: Array("zzyxmarker".utf8))
    let text = String(decoding: try CanonicalJSON.bytes(record.body()), as: UTF8.self)
    #expect(!text.contains("zzyxmarker"))
    #expect(text.contains(#""output_kept_bytes":10"#) && text.contains(#""redactions":2"#))
    #expect(text.contains(#""signal":9"#) && !text.contains("exit_code"))
  }

  @Test func `a command's fields are checked`() {
    var good = CommandRecord(type: "ls", host: "h", durationMilliseconds: 0, status: .success)
    #expect(code { _ = try good.body() } == nil)
    let edits: [(inout CommandRecord) -> Void] = [
      { $0.type = "" }, { $0.type = "a\0b" }, { $0.type = String(repeating: "x", count: 256) },
      { $0.host = " " }, { $0.host = "a\nb" }, { $0.user = "" }, { $0.durationMilliseconds = -1 },
      { $0.exitCode = 256 }, { $0.signal = 0 }, { $0.outputByteCount = -1 },
      { $0.fields = Array(repeating: "x", count: 65) },
      { $0.commandLine = String(repeating: "x", count: 65_537) },
      { $0.output = Array(repeating: 0, count: CommandRecord.maximumOutputBytes + 1) },
    ]
    for edit in edits {
      var record = good
      edit(&record)
      #expect(code { _ = try record.body() } == .invalidInput, "\(record.type.prefix(20))")
    }
    good.type = String(repeating: "x", count: 255)
    #expect(code { _ = try good.body() } == nil)
  }

  @Test func `an access has the contract's shape`() throws {
    let record = AccessRecord(
      .failed, user: "dev1", realm: "000001", method: "vault_token",
      clientIP: try IPAddress(parsing: "2001:DB8::1"), metadata: ["mfa_used": true])
    #expect(
      try record.body() == [
        "event_type": "auth_failed", "success": false, "auth_method": "vault_token",
        "client_ip": "2001:db8::1", "metadata": ["mfa_used": true],
      ])
    #expect(
      try AccessRecord(.logout, user: "a").body() == [
        "event_type": "logout", "success": true, "metadata": [:],
      ])
    let deep: JSONValue = .array([.object(["a\0": .null])])
    let broken: [[String: JSONValue]] = [
      ["x": "a\0"], ["x": deep], ["x": .string(String(repeating: "x", count: 8192))],
    ]
    for metadata in broken {
      #expect(
        code { _ = try AccessRecord(.login, user: "a", metadata: metadata).body() } == .invalidInput
      )
    }
    #expect(code { _ = try AccessRecord(.login, user: "").body() } == .invalidInput)
  }

  @Test func `a deployment has the contract's shape`() throws {
    let record = DeploymentRecord(
      environment: "production", artifact: "shop", version: "v1.4.0", status: .rolledBack)
    #expect(
      try record.body() == [
        "environment": "production", "artifact": "shop", "version": "v1.4.0",
        "status": "rolled_back", "metadata": [:],
      ])
    #expect(code { _ = try DeploymentRecord(environment: "\u{7}").body() } == .invalidInput)
  }

  @Test func `a notice names who, which rule and when`() throws {
    let at = try Timestamp(parsing: "2026-01-05T09:00:00Z")
    let notice = ErasureNotice(by: "ada", rule: "gdpr-17", at: at)
    #expect(notice.text == "[erased by ada under rule gdpr-17 at \(at)]")
    #expect(ErasureNotice(by: "ada", body: ["rule": "gdpr-17"], at: at) == notice)
    #expect(ErasureNotice(by: "ada", body: [:], at: at) == nil)
    #expect(code { try ErasureNotice.check(rule: "", reason: nil, by: nil) } == .invalidInput)
    #expect(code { try ErasureNotice.check(rule: "a\nb", reason: nil, by: nil) } == .invalidInput)
  }
}
