package import Foundation
package import TransparencyLog

/// The PyPI package aics-witness, serving on a free port of the loopback interface.
package final class LiveWitness {
  /// By which others verify what it cosigns.
  package let key: VerifierKey
  /// Where it answers.
  package let address: URL
  private let program: ForeignProgram

  /// Why there is none here, or nil where there is one: it needs Python 3.12 or newer.
  package static func absence(scratch: URL) throws -> String? {
    let asked = try ForeignProgram(
      ForeignProgram.python(), ["-c", "import aics_witness"], deadlineSeconds: 60,
      scratch: scratch)
    return asked.finish().status == 0
      ? nil : "skipped: aics-witness needs Python 3.12 or newer, which is not here"
  }

  /// Makes a witness for one log and waits until it listens.
  package init(for logKey: VerifierKey, scratch: URL) throws {
    let python = try ForeignProgram.python()
    let configuration = scratch.appendingPathComponent("witness.json").path
    let command = { (arguments: [String]) in
      try ForeignProgram.run(
        python, ["-m", "aics_witness"] + arguments + ["--config", configuration],
        deadlineSeconds: 60, scratch: scratch)
    }
    let made = try command([
      "init", "--name", "witness.example/live", "--listen", "127.0.0.1:0",
    ])
    key = try VerifierKey(made.output.trimmingCharacters(in: .whitespacesAndNewlines))
    _ = try command([
      "add-log", "--origin", logKey.name.text, "--vkey", logKey.description,
    ])
    // It logs the address to its error stream once it listens.
    program = try ForeignProgram(
      python, ["-m", "aics_witness", "serve", "--config", configuration], deadlineSeconds: 120,
      scratch: scratch, errorsIntoOutput: true)
    let line = try program.line(containing: "listening on http")
    guard let word = line.split(separator: " ").first(where: { $0.hasPrefix("http") }),
      let url = URL(string: String(word))
    else { throw ForeignProgram.Failure(description: "no address in '\(line)'") }
    address = url
  }

  /// Ends it.
  package func end() { program.end() }
}
