import Foundation
import StrataCore
import StrataStore
import SystemPackage
import Testing

/// Commands on another machine, through the system's `ssh` and a real server.
@Suite("Exec through ssh")
struct RemoteExecTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
    try #require(try strata("session", "start", "acme").status == 0)
  }

  private func store() throws -> SessionStore {
    var options = StoreOptions()
    options.access = .reading
    return try SessionStore.open(at: .init("\(folder.path)/.strata"), options: options)
  }

  private func execution(_ index: Int = 0) throws -> [String: JSONValue] {
    let entries = try store().entries(from: 1).filter { $0.kind == .commandExecuted }
    guard case .object(let body) = try #require(entries.dropFirst(index).first).body,
      case .object(let execution)? = body["execution"]
    else { return [:] }
    return execution
  }

  @Test func `runs there with every word as it was given and keeps the connection`() throws {
    let server = try SSHServer()
    defer { server.end() }
    let run = try strata(
      "exec", "acme", "--ssh", "127.0.0.1:\(server.port)", "--ssh-config", server.configuration,
      "--",
      "printf", #"<%s>\n"#, "two words", "it's", "$HOME", "a=b;c", "")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "<two words>\n<it's>\n<$HOME>\n<a=b;c>\n<>\n")
    let failing = try strata(
      "exec", "acme", "--ssh", "box", "--ssh-config", server.configuration, "--", "sh", "-c",
      "echo oops >&2; exit 9")
    #expect(failing.status == 9 && failing.errors == "oops\n" && failing.output == "")
    for index in 0...1 {
      let execution = try execution(index)
      #expect(execution["mode"] == "ssh" && execution["host"] == "127.0.0.1")
      guard case .object(let connection)? = execution["connection"] else {
        Issue.record("no connection")
        return
      }
      #expect(connection["port"] == .integer(Int64(server.port)) && connection["state"] == "closed")
    }
    #expect(try execution(1)["exit_code"] == 9)
    let connections = try store().connections()
    #expect(connections.map(\.state) == [.closed, .closed])
    #expect(Set(connections.map(\.port)) == [server.port] && Set(connections.map(\.id)).count == 2)
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a connection that ssh shares is idle and used again`() throws {
    let server = try SSHServer(sharing: true)
    defer { server.end() }
    for _ in 0..<2 {
      let run = try strata(
        "exec", "acme", "--ssh", "box", "--ssh-config", server.configuration, "--", "echo", "there")
      #expect(run.status == 0 && run.output == "there\n", "\(run.errors)")
    }
    #expect(try store().connections().map(\.state) == [.idle])
  }

  @Test func `a machine that cannot be reached is an error that is recorded`() throws {
    let server = try SSHServer()
    server.end()
    let run = try strata(
      "exec", "acme", "--ssh", "box", "--ssh-config", server.configuration, "--", "true")
    #expect(run.status == 255)
    #expect(try execution()["status"] == "error")
    #expect(try store().connections().map(\.state) == [.closed])
  }

  @Test func `a machine without ssh says so`() throws {
    var without = strata
    without.environment["PATH"] = "/nonexistent"
    let run = try without("exec", "acme", "--ssh", "ada@example.org:2222", "--", "true")
    #expect(run.status == 127 && run.errors.contains("'ssh' cannot be started"))
    #expect(try execution()["host"] == "example.org")
  }
}
