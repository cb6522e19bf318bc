import Foundation
import Testing

/// The rules of style that matter, as tests (CONTRIBUTING.md, "Rules that are tests").
@Suite("Tidiness")
struct TidyTests {
  private struct SourceFile {
    var path: String
    var lines: [Substring]
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func sources(under folder: String) throws -> [SourceFile] {
    let base = Self.root.appendingPathComponent(folder)
    let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
    let urls = (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    try #require(!urls.isEmpty, "no Swift files under \(folder)")
    return try urls.map { url in
      let text = try String(contentsOf: url, encoding: .utf8)
      return SourceFile(
        path: folder + url.path.dropFirst(base.path.count),
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  private func refuse(
    _ words: [String], in files: [SourceFile], because reason: String
  ) {
    for file in files {
      for (index, line) in file.lines.enumerated() {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        for word in words where code.contains(word) {
          Issue.record("\(file.path):\(index + 1): '\(word)' \(reason)")
        }
      }
    }
  }

  @Test(arguments: ["Sources/StrataCore", "Sources/TransparencyLog", "Sources/AgeEncryption"])
  func `what is pure imports nothing that can act`(folder: String) throws {
    refuse(
      [
        "import GRDB", "import Glibc", "import Dispatch", "import SystemPackage",
        "import ArgumentParser", "FileManager", "ProcessInfo", "Date()", "UUID()",
        "SystemRandomNumberGenerator", ".random(in: ", "fopen(",
      ], in: try sources(under: folder),
      because: "does I/O, reads a clock or draws randomness: these come in from outside")
  }

  @Test func `nothing that input can reach may trap`() throws {
    refuse(
      ["try!", "as!", "fatalError(", "preconditionFailure(", "unowned(unsafe)"],
      in: try sources(under: "Sources"), because: "can end the process: throw a StrataError")
  }

  @Test func `no file outgrows a head`() throws {
    for file in try sources(under: "Sources") + sources(under: "Tests")
    where file.lines.count > 500 {
      Issue.record("\(file.path) has \(file.lines.count) lines: draw a wall at 500")
    }
  }

  @Test func `no test waits by the clock`() throws {
    refuse(
      ["Task.sleep", "Thread.sleep", "usleep("],
      in: try sources(under: "Tests").filter {
        !$0.path.hasSuffix("TidyTests.swift")
      }, because: "waits for a delay: wait for a state with a deadline")
  }

  @Test func `nothing is left for later`() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
    for file in try sources(under: "Sources") + sources(under: "Tests") {
      for (index, line) in file.lines.enumerated() where marks.contains(where: line.contains) {
        Issue.record("\(file.path):\(index + 1): finish it, or name it in the closing note")
      }
    }
  }

  @Test func `no name says nothing`() throws {
    for file in try sources(under: "Sources") {
      let name = file.path.split(separator: "/").last ?? ""
      for empty in ["Util", "Manager", "Common", "Helper"] where name.contains(empty) {
        Issue.record("\(file.path): '\(empty)' does not say what it does")
      }
    }
  }
}
