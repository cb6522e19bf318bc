import Foundation
import Glibc
import StrataCore
package import StrataStore
import Synchronization

/// The PostgreSQL server of a test run: started when the first test wants it, stopped when the
/// process ends in whatever way.
package final class PostgresServer: @unchecked Sendable {
  /// Why there is no server, or why it refused.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  private static let started = Result { try PostgresServer() }

  /// The server.
  package static func shared() throws -> PostgresServer { try started.get() }

  /// The folder with its socket.
  package let folder: String
  private let programs: String
  /// Ends the server when the process that holds it ends.
  private let input: Int32
  private let lastDatabase = Mutex(0)

  private init() throws {
    var ends: [Int32] = [0, 0]
    // Only this process may hold the writing end, or the server would outlive it.
    guard pipe(&ends) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
      throw Failure(description: "no pipe")
    }
    input = ends[1]
    let process = Process()
    process.executableURL = Self.script
    process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var line: [UInt8] = []
    while line.last != 0x0A {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += data
    }
    let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count == 2 else {
      throw Failure(description: "scripts/test-postgres did not start; see its errors above")
    }
    folder = String(words[0])
    programs = String(words[1])
  }

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../scripts/test-postgres").standardizedFileURL

  /// Makes a database: an empty one, or a copy of one that nobody is connected to.
  package func makeDatabase(copying template: PostgresURL? = nil) throws -> PostgresURL {
    let number = lastDatabase.withLock { number in
      number += 1
      return number
    }
    let name = "test_\(number)"
    let source = template.map { " TEMPLATE \(Self.name(of: $0))" } ?? ""
    _ = try sql("CREATE DATABASE \(name)\(source)", in: "postgres")
    return try url(of: name)
  }

  /// Gives a database another one's name, which nobody has any more.
  package func restore(_ copy: PostgresURL, as url: PostgresURL) throws {
    _ = try sql(
      "ALTER DATABASE \(Self.name(of: copy)) RENAME TO \(Self.name(of: url))", in: "postgres")
  }

  /// Removes a database, also from under connections.
  package func drop(_ url: PostgresURL) throws {
    _ = try sql("DROP DATABASE \(Self.name(of: url)) WITH (FORCE)", in: "postgres")
  }

  /// The URL of a database, for some user, on this server's socket or in another folder.
  package func url(
    of name: String, user: String = "strata", socket: String? = nil
  ) throws -> PostgresURL {
    let host = (socket ?? folder).replacing("/", with: "%2F")
    return try PostgresURL("postgres://\(user)@\(host)/\(name)")
  }

  /// The name of a URL's database.
  package static func name(of url: PostgresURL) -> String {
    url.description.split(separator: "/").last.map(String.init) ?? ""
  }

  /// Performs a statement as the owner and returns the lines of its answer.
  package func sql(_ statement: String, in database: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: programs + "/psql")
    process.arguments = [
      "-qXAt", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "strata", "-d", database, "-c",
      statement,
    ]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: text) }
    return text.split(separator: "\n").map(String.init)
  }
}
