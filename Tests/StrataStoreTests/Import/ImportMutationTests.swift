import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Damaged copies of the shipped examples: no damage may crash the import, and whatever it makes
/// unreadable is reported with a place that is in the file.
///
/// `STRATA_MUTATIONS` says how many copies of each example, `STRATA_SEED` which.
@Suite("Damaged conversations")
struct ImportMutationTests {
  private static let examples = [
    "harbourline/conversations.json", "orbit-pay/advisor.jsonl", "meridian-health/sessions.json",
    "orbit-pay/5a41da3c-3f6d-49dc-a9a1-3114b36bef88.jsonl",
    "orbit-pay/86a205d0-f7cd-4aae-a492-0e3260d7268d.jsonl",
  ]

  private static let mutations =
    ProcessInfo.processInfo.environment["STRATA_MUTATIONS"].flatMap { Int($0) } ?? 200

  @Test("never crash the import, and every problem has a place", arguments: examples)
  func places(name: String) throws {
    let given = ProcessInfo.processInfo.environment["STRATA_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("mutations of \(name): STRATA_SEED=\(seed)")
    var generator = Mutator(seed: seed)
    let original = Array(
      try Data(contentsOf: URL(filePath: ImportFolder.examples.pushing(FilePath(name)).string)))
    let folder = try ImportFolder()
    var refused = 0
    var reported = 0
    for round in 0..<Self.mutations {
      let bytes = generator.mutated(original)
      let file = try folder.write((name as NSString).lastPathComponent, bytes)
      let lines = bytes.count { $0 == 0x0A } + 1
      var options = ImportOptions()
      options.customer = try CustomerID("acme")
      do {
        let plan = try ImportPlan(of: [file], options: options)
        var loader = RecordLoader(plan: plan, options: options)
        var problems = plan.problems
        for entry in plan.entries {
          if case .failure(let problem) = try loader.load(entry) { problems.append(problem) }
        }
        reported += problems.count
        for problem in problems {
          let isPlaced =
            problem.file == file.string && (1...lines).contains(problem.line)
            && problem.column ?? 1 >= 1 && !problem.message.isEmpty
          #expect(isPlaced, "STRATA_SEED=\(seed), round \(round): \(problem)")
        }
      } catch let error as StrataError {
        refused += 1
        #expect(error.code == .invalidInput, "STRATA_SEED=\(seed), round \(round): \(error)")
        #expect(error.place != nil, "STRATA_SEED=\(seed), round \(round): \(error)")
      }
    }
    print("mutations of \(name): \(refused) refused, \(reported) problems")
    #expect(reported + refused > Self.mutations / 10, "the damage went unnoticed")
  }
}

/// Damages bytes the way that disks, editors and transfers do.
private struct Mutator {
  private var generator: SeededRandomness.Generator

  init(seed: UInt64) {
    generator = SeededRandomness(seed: seed).generator
  }

  mutating func mutated(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...3, using: &generator) { damage(&bytes) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let start = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(bytes.count, start + Int.random(in: 0...200, using: &generator))
    switch Int.random(in: 0..<8, using: &generator) {
    case 0 where start < bytes.count: bytes[start] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes.removeSubrange(start..<end)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: end)
    case 3: bytes.removeSubrange(start...)
    case 4: bytes.replaceSubrange(start..<end, with: repeatElement(0, count: end - start))
    case 5:
      let marks = Array("{}[]\",:\\\n ".utf8)
      bytes.insert(marks.randomElement(using: &generator) ?? 0, at: start)
    case 6:
      let words = ["null", "1e999", "-1", "\"\"", "[]", "{}", "true", "\u{FEFF}", "\\ud800"]
      bytes.replaceSubrange(start..<end, with: (words.randomElement(using: &generator) ?? "").utf8)
    default:
      let other = Int.random(in: 0...bytes.count, using: &generator)
      let moved = Array(bytes[start..<end])
      bytes.insert(contentsOf: moved, at: other)
    }
  }
}
