import Foundation
import Glibc
import StrataStore
import StrataTesting
import Synchronization
import SystemPackage

/// Stands between a driver and its server, and breaks the line around a COMMIT.
final class CommitThief: Sendable {
  /// What happens to the next COMMIT.
  enum Theft: Sendable {
    /// It does not reach the server.
    case request
    /// It is performed, and its answer does not reach the driver.
    case answer
    /// The same, and nobody reaches the server any more.
    case answerAndServer
  }

  /// The two ends of a connection, closed when nobody copies between them any more.
  private final class Line: Sendable {
    let client: Int32
    let backend: Int32

    init(client: Int32, backend: Int32) {
      self.client = client
      self.backend = backend
    }

    deinit {
      close(client)
      close(backend)
    }
  }

  private let folder: ScratchFolder
  private let server: PostgresServer
  private let listener: Int32
  private let plan = Mutex<Theft?>(nil)
  private let isClosed = Mutex(false)

  init(before server: PostgresServer) throws {
    self.server = server
    folder = try ScratchFolder(in: "/tmp")
    listener = try Self.socket()
    guard Self.withAddress(folder.path.string, { bind(listener, $0, $1) }) == 0,
      listen(listener, 16) == 0
    else { throw PostgresServer.Failure(description: "the thief cannot listen: errno \(errno)") }
    Thread {
      while case let client = accept(self.listener, nil, nil), client >= 0 { self.serve(client) }
      close(self.listener)
    }.start()
  }

  /// Lets nobody through any more.
  func leave() {
    isClosed.withLock { $0 = true }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// The URL of a database behind the thief.
  func url(of database: PostgresURL) throws -> PostgresURL {
    try server.url(of: PostgresServer.name(of: database), socket: folder.path.string)
  }

  /// Steals the next COMMIT.
  func steal(_ theft: Theft) { plan.withLock { $0 = theft } }

  /// Whether the theft that was planned has happened.
  var hasStolen: Bool { plan.withLock { $0 == nil } }

  private func serve(_ client: Int32) {
    guard !isClosed.withLock({ $0 }), let backend = try? Self.socket() else {
      close(client)
      return
    }
    let line = Line(client: client, backend: backend)
    guard Self.withAddress(server.folder, { connect(backend, $0, $1) }) == 0 else { return }
    Thread { self.copy(from: line.backend, to: line.client) { _ in true } }.start()
    Thread {
      self.copy(from: line.client, to: line.backend) { bytes in
        guard bytes.contains(Array("COMMIT\0".utf8)) else { return true }
        let theft = self.plan.withLock { plan in
          defer { plan = nil }
          return plan
        }
        guard let theft else { return true }
        if theft != .request {
          if theft == .answerAndServer { self.isClosed.withLock { $0 = true } }
          // The driver hears nothing more; the server performs what it was sent.
          shutdown(client, Int32(SHUT_RDWR))
          _ = send(backend, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }
        return false
      }
    }.start()
  }

  /// Copies until one side ends, or `passes` says so.
  private func copy(from source: Int32, to sink: Int32, passes: ([UInt8]) -> Bool) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = recv(source, &buffer, buffer.count, 0), count > 0 {
      let bytes = Array(buffer[..<count])
      guard passes(bytes) else { break }
      guard send(sink, bytes, count, Int32(MSG_NOSIGNAL)) == count else { break }
    }
    shutdown(source, Int32(SHUT_RDWR))
    shutdown(sink, Int32(SHUT_RDWR))
  }

  private static func socket() throws -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = Glibc.socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { throw PostgresServer.Failure(description: "no socket") }
    return descriptor
  }

  private static func withAddress(
    _ folder: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) {
      $0.copyBytes(from: "\(folder)/.s.PGSQL.5432".utf8)
    }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
