import ArgumentParser
import Foundation
import SystemPackage

/// One of several processes that create sessions side by side; the benchmark starts them itself.
struct CreationWorker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "creation-worker", abstract: "One process of a measurement.", shouldDisplay: false)

  @Option var contender: String
  @Option var folder: String
  @Option var payload: String
  @Option var process = 0
  @Option var processes = 1
  @Option var callers = 8
  @Option var customers = 1
  @Option var seconds = 3.0
  @Option(
    help: """
      A folder in which this process says that it is ready, and waits for the word to begin. Without \
      it the process prepares the contender's folder and begins at once, as a profiler wants it.
      """)
  var meeting: String?

  func run() async throws {
    let files = try SessionFiles(readFrom: FilePath(payload))
    let contenders: [any Contender] = [
      StrataStarts(directory: .follows), StrataStarts(directory: .first),
      GroupCommitFile(files: files), FlushedDirectories(files: files), SQLiteInserts(files: files),
    ]
    guard let contender = contenders.first(where: { $0.key == self.contender }) else {
      throw ValidationError("there is no contender \(self.contender)")
    }
    let load = Load(callers: callers, processes: processes, customers: customers)
    if let meeting {
      try Meeting(folder: FilePath(meeting)).attend(as: process)
    } else {
      try await contender.prepare(in: FilePath(folder), for: load)
    }
    let tally = try await contender.work(
      in: FilePath(folder), under: load, process: process, seconds: seconds)
    FileHandle.standardOutput.write(try JSONEncoder().encode(tally))
  }

  /// Lets several processes work for one contender in a folder that is prepared.
  static func runAll(
    _ contender: any Contender, in folder: Folder, payload: FilePath, under load: Load,
    seconds: Double
  ) throws -> Tally {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let said = try folder.fresh("said")
    let children = try (0..<load.processes).map { process in
      let output = said.path("\(process).json").string
      let errors = said.path("\(process).txt").string
      let handle = try ChildProcess.start(
        [
          program, "creation-worker", "--contender", contender.key, "--folder", folder.root.string,
          "--payload", payload.string, "--process", "\(process)", "--processes",
          "\(load.processes)", "--callers", "\(load.callers)", "--customers", "\(load.customers)",
          "--seconds", "\(seconds)", "--meeting", said.root.string,
        ], output: .file(output), errors: .file(errors))
      return (handle, output, errors)
    }
    try Meeting(folder: said.root).begin(with: load.processes)
    let tallies = try children.map { handle, output, errors in
      let status = try handle.wait().status
      guard status == 0 else {
        let why = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        throw BenchmarkError("a process of \(contender.key) ended with \(status): \(why)")
      }
      return try JSONDecoder().decode(Tally.self, from: Data(contentsOf: URL(filePath: output)))
    }
    return Tally(
      operations: tallies.reduce(0) { $0 + $1.operations },
      seconds: tallies.map(\.seconds).max() ?? 0,
      longestWait: tallies.map(\.longestWait).max() ?? 0,
      settledSeconds: tallies.compactMap(\.settledSeconds).max())
  }
}
