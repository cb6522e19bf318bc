import Foundation
import SystemPackage

/// DoltLite: the same bytes inserted, committed as a version, tagged. Run in Python, where it is
/// published; the bytes go in by a prepared statement, so Python is a small part of the time.
struct DoltLiteTags: Contender {
  let key = "doltlite"
  let title = "(e) DoltLite insert, commit, tag"
  let files: SessionFiles
  /// The interpreter that has the package.
  let python: String
  /// The program it runs.
  let script: String

  func takes(_ load: Load) -> Bool {
    load.processes == 1 && load.customers == 1 && load.callers <= 8
  }

  func prepare(in folder: FilePath, for load: Load) async throws {
    try Data(files.joined).write(to: URL(filePath: folder.appending("payload").string))
  }

  func work(
    in folder: FilePath, under load: Load, process: Int, seconds: Double
  ) async throws -> Tally {
    let output = try ChildProcess.output(
      of: [
        python, script, folder.string, "--callers", String(load.callers), "--seconds",
        String(seconds),
      ], in: Folder(folder.appending("said")))
    return try JSONDecoder().decode(Tally.self, from: output)
  }
}
