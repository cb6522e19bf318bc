import Foundation
import StrataTesting
import Testing
import TransparencyLog

/// The PyPI package proofbundle judges our proof files (scripts/interop/check-proofs.py).
@Suite("Judged by proofbundle")
struct PythonInteropTests {
  @Test(.timeLimit(.minutes(5)))
  func `proof files with cosignatures, and each with one byte changed`() async throws {
    let python = try ForeignProgram.python()
    try await withScratchFolder { folder in
      let key = try Vectors.signer("example.com/strata-test")
      let witnesses = try (2...3).map {
        try Vectors.signer("witness.example/w\($0)", .cosignature, seed: $0)
      }
      try folder.write([UInt8](key.verifier.description), to: "log.key")
      try folder.write(
        [UInt8](witnesses.map(\.verifier.description).joined(separator: "\n")),
        to: "witness.keys")
      var log = SampleLog()
      for (count, index) in [(1, 0), (7, 3), (300, 299), (5_000, 1_234)] {
        try log.grow(to: count)
        let signed = try Vectors.signed(log.size, log.edge.root, by: key)
        let cosigned = try signed.adding(
          witnesses.map { try $0.cosign(signed.checkpoint, at: 1_700_000_000) })
        let inclusion = try InclusionProof(
          of: index, in: log.size, reading: log.reader(at: log.size))
        for (name, extra) in [("plain", nil), ("extra", [UInt8]("in a table"))] {
          let proof = try TransparencyProof(inclusion, checkpoint: cosigned, extra: extra)
          try folder.write(proof.bytes, to: "\(name)-\(count).tlog-proof")
          try folder.write(SampleLog.entry(index), to: "\(name)-\(count).entry")
        }
      }
      let script = ForeignProgram.root.appendingPathComponent("scripts/interop/check-proofs.py")
      let outcome = try ForeignProgram.run(
        python, [script.path, folder.path], deadlineSeconds: 240, scratch: folder)
      print("proofbundle: \(outcome.output)", terminator: "")
      #expect(outcome.output.hasPrefix("8 proofs accepted, "))
    }
  }
}
