import Foundation
import SystemPackage

/// One way to keep a session so that a power cut cannot take it back.
protocol Contender: Sendable {
  /// The name on the command line of a worker process and in the JSON.
  var key: String { get }
  /// The name in the table.
  var title: String { get }
  /// Whether it is measured under a load.
  func takes(_ load: Load) -> Bool
  /// Makes what has to be there once, whatever the number of processes; not timed.
  func prepare(in folder: FilePath, for load: Load) async throws
  /// Works in a prepared folder as one of the processes.
  func work(
    in folder: FilePath, under load: Load, process: Int, seconds: Double
  ) async throws -> Tally
}

extension Contender {
  func takes(_ load: Load) -> Bool { true }
}

/// The four files of a session, as Strata writes them.
struct SessionFiles: Sendable {
  let files: [(name: String, bytes: [UInt8])]

  /// All bytes in one piece, what a log or a row holds.
  let joined: [UInt8]

  init(_ files: [(name: String, bytes: [UInt8])]) {
    self.files = files
    joined = files.flatMap(\.bytes)
  }

  /// Reads what ``write(to:)`` wrote.
  init(readFrom folder: FilePath) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
    self.init(
      try names.map { name in
        (name, Array(try Data(contentsOf: URL(filePath: folder.appending(name).string))))
      })
  }

  func write(to folder: FilePath) throws {
    for (name, bytes) in files {
      try Data(bytes).write(to: URL(filePath: folder.appending(name).string))
    }
  }
}
