import Testing
import TransparencyLog

@Suite("Verifying a whole log")
struct LogVerifierTests {
  private let checkpoints: [Checkpoint]
  private let records = (0..<700).map(SampleLog.record)

  init() throws {
    var frontier = MerkleFrontier()
    var checkpoints: [Checkpoint] = []
    let origin = try KeyName("log")
    for record in records {
      try frontier.append(record)
      if [1, 5, 256, 600, 700].contains(frontier.size.count) {
        checkpoints.append(Checkpoint(origin: origin, size: frontier.size, root: frontier.root))
      }
    }
    self.checkpoints = checkpoints
  }

  private func verify(
    _ derived: [RecordHash], stored: [RecordHash]? = nil, _ expected: [Checkpoint]? = nil
  ) throws -> [LogVerifier.Finding] {
    var verifier = LogVerifier(expecting: expected ?? checkpoints)
    for (index, record) in derived.enumerated() {
      try verifier.append(record, stored: stored?[index])
    }
    return verifier.finish()
  }

  private func sizes(_ findings: [LogVerifier.Finding]) -> [Int] {
    findings.compactMap {
      if case .wrongRoot(let checkpoint, _, false) = $0 { checkpoint.size.count } else { nil }
    }
  }

  @Test func `an untouched log has no finding, in whatever order checkpoints come`() throws {
    #expect(try verify(records, stored: records) == [])
    #expect(try verify(records, checkpoints.reversed()) == [])
    let empty = Checkpoint(origin: try KeyName("log"), size: 0, root: .empty)
    #expect(try verify([], [empty]) == [])
  }

  @Test func `an edited record is named, and the stored hashes vouch for the others`() throws {
    var edited = records
    edited[300] = SampleLog.record(-1)
    let findings = try verify(edited, stored: records)
    #expect(findings.count == 3)
    #expect(
      findings.first
        == .recordDiffers(index: 300, derived: SampleLog.record(-1), stored: records[300]))
    for (finding, checkpoint) in zip(findings.dropFirst(), checkpoints.suffix(2)) {
      guard case .wrongRoot(checkpoint, _, storedHashesLeadThere: true) = finding else {
        Issue.record("\(finding)")
        continue
      }
    }
  }

  @Test func `a record edited together with its hash shows at every later checkpoint`() throws {
    var edited = records
    edited[2] = SampleLog.record(-1)
    let findings = try verify(edited, stored: edited)
    #expect(sizes(findings) == [5, 256, 600, 700])
    #expect(findings.count == 4)
  }

  @Test func `swapped, missing and added records show`() throws {
    var swapped = records
    swapped.swapAt(10, 11)
    #expect(sizes(try verify(swapped)) == [256, 600, 700])
    var shorter = records
    shorter.remove(at: 599)
    let missing = try verify(shorter)
    #expect(sizes(missing) == [600])
    #expect(missing.last == .tailMissing(checkpoints[4], size: 699))
    #expect(sizes(try verify([SampleLog.record(-1)] + records)) == [1, 5, 256, 600, 700])
  }

  @Test func `a cut tail and a fork are named`() throws {
    #expect(
      try verify(Array(records.prefix(599)))
        == [
          .tailMissing(checkpoints[3], size: 599), .tailMissing(checkpoints[4], size: 599),
        ])
    let other = Checkpoint(origin: checkpoints[1].origin, size: 5, root: .empty)
    let findings = try verify(records, checkpoints + [other])
    #expect(findings.count == 2)
    #expect(findings.contains(.fork(checkpoints[1], other)))
    #expect(sizes(findings) == [5])
  }

  @Test func `the findings stay bounded when everything differs`() throws {
    var verifier = LogVerifier(expecting: [])
    for index in 0..<1_500 {
      try verifier.append(SampleLog.record(index), stored: SampleLog.record(-1))
    }
    #expect(verifier.finish().count == LogVerifier.maximumDifferences)
    #expect(verifier.differenceCount == 1_500)
  }
}
