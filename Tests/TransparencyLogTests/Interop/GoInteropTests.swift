import Foundation
import StrataTesting
import Testing
import TransparencyLog

/// Go's own packages judge whole logs that we wrote (scripts/interop/verify.go).
@Suite("Judged by Go")
struct GoInteropTests {
  private static let key = "example.com/strata-test"

  /// Writes a log published at each of these sizes, with proofs, and returns Go's verdict.
  private func verdict(
    on sizes: [Int], inclusions: (Int) -> [Int], consistencies: (Int) -> [Int]
  ) async throws -> String {
    try await withScratchFolder { folder in
      let key = try Vectors.signer(Self.key)
      try folder.write([UInt8](key.verifier.description), to: "key")
      var log = SampleLog()
      var proofs = ""
      for count in sizes {
        try log.grow(to: count)
        let signed = try Vectors.signed(log.size, log.edge.root, by: key)
        try folder.write(signed.bytes, to: "checkpoints/\(count)")
        let reader = log.reader(at: log.size)
        for index in Set(inclusions(count)) {
          let proof = try InclusionProof(of: index, in: log.size, reading: reader)
          proofs += "inclusion \(count) \(index) \(text(proof.hashes))\n"
        }
        for old in Set(consistencies(count)) {
          let proof = try ConsistencyProof(from: TreeSize(old), to: log.size, reading: reader)
          proofs += "consistency \(count) \(old) \(text(proof.hashes))\n"
        }
      }
      for (path, bytes) in log.files { try folder.write(bytes, to: path) }
      try folder.write([UInt8](proofs), to: "proofs")
      let outcome = try ForeignProgram.run(
        ForeignProgram.root.appendingPathComponent("scripts/interop/verify-log"), [folder.path],
        deadlineSeconds: 240, scratch: folder)
      return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private func text(_ hashes: [TreeHash]) -> String {
    hashes.map(\.base64).joined(separator: " ")
  }

  @Test(.timeLimit(.minutes(5)))
  func `logs of 0 to 600 entries, each size published`() async throws {
    var random = SeededGenerator.printingSeed()
    let sampled = { (range: ClosedRange<Int>) in
      (0..<12).map { _ in Int.random(in: range, using: &random) }
    }
    let verdict = try await verdict(
      on: Array(0...600),
      inclusions: { count in
        guard count > 0 else { return [] }
        return count <= 64 ? Array(0..<count) : sampled(0...count - 1) + [0, count - 1]
      },
      consistencies: { count in
        guard count > 0 else { return [] }
        return count <= 64 ? Array(1...count) : sampled(1...count) + [1, count - 1, count]
      })
    print("Go: \(verdict)")
    #expect(verdict.hasPrefix("601 checkpoints, 602 tiles, 600 entry bundles, "))
  }

  @Test(.timeLimit(.minutes(5)))
  func `a log of 70000 entries`() async throws {
    var random = SeededGenerator.printingSeed()
    let sizes = [1, 255, 256, 257, 40_000, 65_535, 65_536, 65_537, 70_000]
    let verdict = try await verdict(
      on: sizes,
      inclusions: { count in
        (0..<100).map { _ in Int.random(in: 0..<count, using: &random) } + [0, count - 1]
      },
      consistencies: { count in sizes.filter { $0 <= count } })
    print("Go: \(verdict)")
    #expect(verdict.hasPrefix("9 checkpoints, "))
    #expect(verdict.hasSuffix(" 45 consistency proofs"))
  }

  @Test(.timeLimit(.minutes(5)))
  func `Go finds a changed tile and a changed root`() async throws {
    for changed in ["checkpoint", "tile/0/000.p/9", "tile/entries/000.p/9", "proofs"] {
      try await withScratchFolder { folder in
        let key = try Vectors.signer(Self.key)
        var log = SampleLog()
        try log.grow(to: 9)
        let root = changed == "checkpoint" ? SampleLog.record(0).node : log.edge.root
        let proof = try InclusionProof(of: 5, in: 9, reading: log.reader(at: 9))
        let hashes = changed == "proofs" ? proof.hashes.reversed() : proof.hashes
        try folder.write([UInt8](key.verifier.description), to: "key")
        try folder.write(Vectors.signed(9, root, by: key).bytes, to: "checkpoints/9")
        try folder.write([UInt8]("inclusion 9 5 \(text(hashes))\n"), to: "proofs")
        for (path, bytes) in log.files {
          try folder.write(path == changed ? bytes.dropLast() + [7] : bytes, to: path)
        }
        let program = try ForeignProgram(
          ForeignProgram.root.appendingPathComponent("scripts/interop/verify-log"), [folder.path],
          deadlineSeconds: 120, scratch: folder)
        let outcome = program.finish()
        #expect(outcome.status == 1, "\(changed): \(outcome.output)")
        #expect(outcome.errors.hasPrefix("verify: "), "\(changed): \(outcome.errors)")
      }
    }
  }
}
