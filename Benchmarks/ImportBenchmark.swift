import Foundation
import StrataCore
import StrataStore
import SystemPackage

/// The import of a large export by the command, beside a program that reads the whole file at once.
struct ImportBenchmark {
  let folder: Folder
  let strata: String
  let python: String
  let megabytes: Int
  let progress: Progress

  func run() throws -> [Comparison] {
    let export = folder.path("conversations.json")
    let conversations = try ExportWriter(bytes: megabytes * 1_000_000).write(to: export) {
      progress.say("import", part: $0, "writing an export of \(megabytes) MB")
    }
    let size = Double(megabytes)
    let store = folder.path("import-store").string
    progress.say("import", part: nil, "reading it with json.load")
    let reader = try run([
      python, "-c", "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))",
      export.string,
    ])
    progress.say("import", part: nil, "importing \(conversations) conversations")
    _ = try run([strata, "init", "--store", store])
    let first = try run(command(export, store))
    progress.say("import", part: nil, "importing them once more")
    let second = try run(command(export, store))
    return [
      comparison("\(conversations) conversations", size / first.seconds, size / reader.seconds),
      comparison("the same once more", size / second.seconds, size / reader.seconds),
      Comparison(
        part: part, subject: "peak memory", value: Double(first.peakBytes),
        baseline: "json.load, peak memory", baselineValue: Double(reader.peakBytes), unit: .bytes),
    ]
  }

  private var part: String { "import of \(megabytes) MB" }

  private func command(_ export: FilePath, _ store: String) -> [String] {
    [strata, "import", export.string, "--customer", "customer-0", "--store", store]
  }

  private func comparison(_ subject: String, _ speed: Double, _ baseline: Double) -> Comparison {
    Comparison(
      part: part, subject: subject, value: speed,
      baseline: "Python's json.load of the file, keeping nothing", baselineValue: baseline,
      unit: .megabytesPerSecond)
  }

  private func run(_ command: [String]) throws -> ChildProcess {
    let errors = folder.path(folder.freshName("errors")).string
    let child = try ChildProcess.run(
      command, errors: .file(errors), watchingMemory: true)
    guard child.status == 0 else {
      let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
      throw BenchmarkError(
        "\(command.joined(separator: " ")) ended with \(child.status): \(said.suffix(2000))")
    }
    return child
  }
}

/// Writes an export of many conversations, each a tree of messages, in the form of ChatGPT's.
struct ExportWriter {
  let bytes: Int

  private static let turnsPerConversation = 24

  /// Writes until the size is reached and returns how many conversations there are.
  func write(to path: FilePath, progress: (Double) -> Void) throws -> Int {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
    var written = try file.writeAll(Array("[".utf8))
    var count = 0
    while written < bytes {
      var text = try conversation(count)
      if count > 0 { text = ",\n" + text }
      written += try file.writeAll(Array(text.utf8))
      count += 1
      if count.isMultiple(of: 200) { progress(Double(written) / Double(bytes)) }
    }
    try file.writeAll(Array("]\n".utf8))
    try file.close()
    return count
  }

  private func conversation(_ number: Int) throws -> String {
    let began = 1_735_722_000.0 + Double(number) * 7200
    var nodes = [
      #""root-\#(number)":{"id":"root-\#(number)","message":null,"parent":null,"#
        + #""children":["node-\#(number)-0"]}"#
    ]
    for turn in 0..<Self.turnsPerConversation {
      let id = "node-\(number)-\(turn)"
      let parent = turn == 0 ? "root-\(number)" : "node-\(number)-\(turn - 1)"
      let isLast = turn == Self.turnsPerConversation - 1
      let children = isLast ? "[]" : #"["node-\#(number)-\#(turn + 1)"]"#
      let said = SampleSession.turn(number + turn)
      let content = String(decoding: try JSONEncoder().encode(said.content), as: UTF8.self)
      nodes.append(
        #""\#(id)":{"id":"\#(id)","message":{"id":"\#(id)","author":{"role":"\#(said.role.rawValue)","#
          + #""name":null,"metadata":{}},"create_time":\#(began + Double(turn) * 40),"#
          + #""update_time":null,"content":{"content_type":"text","parts":[\#(content)]},"#
          + #""status":"finished_successfully","end_turn":true,"weight":1.0,"metadata":{},"#
          + #""recipient":"all"},"parent":"\#(parent)","children":\#(children)}"#)
    }
    let last = "node-\(number)-\(Self.turnsPerConversation - 1)"
    return
      #"{"title":"Conversation \#(number)","create_time":\#(began),"update_time":\#(began + 3600),"#
      + #""mapping":{\#(nodes.joined(separator: ","))},"moderation_results":[],"#
      + #""current_node":"\#(last)","conversation_id":"conversation-\#(number)"}"#
  }
}
