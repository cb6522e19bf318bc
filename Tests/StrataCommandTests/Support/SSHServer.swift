import Foundation
import Glibc

@testable import strata

/// Debian's openssh-server on a free port of the loopback interface, with keys of its own.
///
/// It is not started by Foundation: sshd closes what it inherits, and with that Foundation takes it for
/// dead and waits for it, so that no other process of this one is ever seen to end.
final class SSHServer {
  let port: Int
  /// What `ssh -F` takes, to come in without being asked anything.
  let configuration: String

  private let process: ChildProcess
  /// What it says; held open, for it must be able to go on saying it.
  private let errors: Int32
  private var isRunning = true
  private let folder: TemporaryFolder

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Starts the server and waits until it listens.
  init(sharing: Bool = false) throws {
    folder = try TemporaryFolder()
    let path = folder.path
    port = try Self.freePort()
    for name in ["host", "client"] {
      try Self.run(
        "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(path)/\(name)"])
    }
    let key = try String(contentsOfFile: "\(path)/client.pub", encoding: .utf8)
    try folder.write("authorized_keys", key)
    let server = try folder.write(
      "sshd_config",
      """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(path)/host
      AuthorizedKeysFile \(path)/authorized_keys
      PidFile none
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PermitRootLogin prohibit-password

      """)
    let sharing =
      sharing
      ? "ControlMaster auto\nControlPath \(path)/c\nControlPersist 30\n" : "ControlPath none\n"
    configuration = try folder.write(
      "ssh_config",
      """
      Host *
      IdentityFile \(path)/client
      IdentitiesOnly yes
      BatchMode yes
      StrictHostKeyChecking no
      UserKnownHostsFile /dev/null
      LogLevel ERROR
      ConnectTimeout 20
      \(sharing)
      Host box
      HostName 127.0.0.1
      Port \(port)

      """)
    // sshd separates its privileges into this folder where root runs it.
    if getuid() == 0 { mkdir("/run/sshd", 0o755) }
    let pipe = try strata.Pipe()
    errors = pipe.readEnd
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nothing) }
    // The thread of a test blocks signals, and what it starts would go on doing so.
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    process = try ChildProcess(
      starting: ["/usr/sbin/sshd", "-D", "-e", "-f", server], input: nothing, output: nothing,
      error: pipe.writeEnd, mask: unblocked)
    // Held open here, the end would never come.
    close(pipe.writeEnd)
    try waitUntilListening()
  }

  /// It says so within its first lines.
  private func waitUntilListening() throws {
    var said = ""
    var piece = [UInt8](repeating: 0, count: 4096)
    while !said.contains("Server listening on") {
      let count = read(errors, &piece, piece.count)
      guard count > 0 else { throw Failure(description: "sshd does not listen: \(said)") }
      said += String(decoding: piece[..<count], as: UTF8.self)
    }
  }

  deinit { end() }

  /// Ends the server, and a shared connection that is still open.
  func end() {
    guard isRunning else { return }
    isRunning = false
    if FileManager.default.fileExists(atPath: "\(folder.path)/c") {
      try? Self.run("/usr/bin/ssh", ["-F", configuration, "-O", "exit", "box"])
    }
    kill(process.id, SIGTERM)
    process.wait()
    close(errors)
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program) ended with \(process.terminationStatus)")
    }
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure(description: "no port is free") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
