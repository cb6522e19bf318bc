import StrataCore
public import TransparencyLog

extension SessionStore {
  /// The public key by which the store's log is signed now, for whoever verifies.
  ///
  /// - Throws: ``StrataError``: `storage`, `corrupt`.
  public func verifierKey() throws -> VerifierKey { try keyHistory().currentKey }

  /// Signs a checkpoint over everything that is recorded, unless the newest one covers it already.
  @discardableResult
  public func signCheckpoint() throws -> SignedCheckpoint { try log.sign() }

  /// The newest checkpoint, its signature verified.
  public func checkpoint() throws -> SignedCheckpoint { try log.newest() }

  /// Derives the audit log from the rows and compares it with what was signed (row D7).
  ///
  /// - Parameter others: checkpoints that somebody else has held, in any order.
  /// - Complexity: O(bytes of the journal); memory is bounded.
  public func verifyAudit(
    against others: [SignedCheckpoint] = [], progress: @escaping (Progress) -> Void = { _ in }
  ) throws -> AuditReport {
    var findings: [AuditFinding] = []
    var trusted: [Checkpoint] = []
    let own: SignedCheckpoint?
    do {
      own = try log.files.checkpoint()
      if own == nil {
        findings.append(
          AuditFinding(.damagedLog, table: "log/checkpoint", "the checkpoint is missing"))
      }
    } catch {
      own = nil
      findings.append(
        AuditFinding(.damagedLog, table: "log/checkpoint", "the checkpoint cannot be read"))
    }
    // After the checkpoint: a rotation may take place meanwhile.
    let history: KeyHistory?
    do {
      history = try log.files.keyHistory()
    } catch {
      history = nil
      findings.append(
        AuditFinding(
          .badSignature, table: "log/log.vkey", "the log's keys cannot be read: \(error)"))
    }
    for checkpoint in (own.map { [$0] } ?? []) + others {
      guard let history else { break }
      do {
        let keys = history.keys(signing: checkpoint.checkpoint.size)
        _ = try checkpoint.verify(TrustPolicy(logKeys: keys))
        trusted.append(checkpoint.checkpoint)
      } catch {
        findings.append(
          AuditFinding(
            .badSignature, table: checkpoint == own ? "log/checkpoint" : "checkpoint",
            "the checkpoint over \(checkpoint.checkpoint.size) entries is not signed by the log's "
              + "key: \(error)"))
      }
    }
    let size = own.flatMap { trusted.contains($0.checkpoint) ? $0.checkpoint.size : nil } ?? 0
    let (files, known) = (log.files, trusted)
    var report = try driver.read { connection in
      var verification = AuditVerification(
        in: connection, checkpoints: known, hashes: SignedHashes(files: files, size: size),
        progress: progress)
      return try verification.run()
    }
    report.findings = findings + report.findings
    report.findingCount += findings.count
    return report
  }

  /// Proves to a reader without the store that an entry is in the log (C2SP tlog-proof).
  ///
  /// - Throws: ``StrataError``: `notFound` where there is no such entry, `conflict` where no checkpoint
  ///   covers it yet.
  /// - Complexity: O(log n).
  public func proof(ofEntry position: Int64) throws -> (record: [UInt8], proof: TransparencyProof) {
    try proofs(ofEntries: [position])[0]
  }

  /// The same for several entries, with one checkpoint: the newest that witnesses have cosigned where
  /// it covers all of them, else the newest.
  public func proofs(
    ofEntries positions: [Int64]
  ) throws -> [(record: [UInt8], proof: TransparencyProof)] {
    let newest = try log.newest()
    let checkpoint = try cosigned(covering: positions.max() ?? 0, before: newest) ?? newest
    let size = checkpoint.checkpoint.size
    let reader = log.reader(at: newest.checkpoint.size)
    return try positions.map { position in
      guard let row = try entryRow(position) else {
        throw StrataError(
          .notFound, "there is no entry \(position)",
          remedy: "list the entries of a session with 'strata trace SESSION'")
      }
      guard position <= Int64(size.count) else {
        throw StrataError(
          .conflict, "no checkpoint covers entry \(position) yet",
          remedy: "sign one with 'strata audit checkpoint'")
      }
      do {
        let inclusion = try InclusionProof(of: Int(position - 1), in: size, reading: reader)
        let record = row.record.bytes
        try inclusion.verify(RecordHash(of: record), root: checkpoint.checkpoint.root)
        return (record, try TransparencyProof(inclusion, checkpoint: checkpoint))
      } catch let error as TransparencyLogError {
        throw StrataError(
          .corrupt, "entry \(position) is not what the checkpoint was signed over",
          remedy: "run 'strata audit verify'", cause: error)
      }
    }
  }

  private func cosigned(
    covering position: Int64, before newest: SignedCheckpoint
  ) throws -> SignedCheckpoint? {
    guard let cosigned = try log.files.cosignedCheckpoint(),
      position <= Int64(cosigned.checkpoint.size.count),
      cosigned.checkpoint.size <= newest.checkpoint.size
    else { return nil }
    try log.verify(cosigned, by: try log.files.keyHistory())
    return cosigned
  }

  /// Proves that the log of a former size is a beginning of a later one (RFC 6962).
  ///
  /// - Parameter later: the later size, at most the newest checkpoint's; nil for that one's.
  /// - Complexity: O(log n).
  public func consistencyProof(
    from size: TreeSize, to later: TreeSize? = nil
  ) throws -> ConsistencyProof {
    let newest = try log.newest().checkpoint.size
    let later = later ?? newest
    do {
      guard later <= newest else {
        throw TransparencyLogError(.outOfRange, "no checkpoint covers so many entries")
      }
      return try ConsistencyProof(from: size, to: later, reading: log.reader(at: newest))
    } catch let error as TransparencyLogError {
      throw StrataError(
        .invalidInput, "there is no proof from \(size) to \(later) entries",
        remedy: "name sizes from 0 to \(newest)", cause: error)
    }
  }

  private func entryRow(_ position: Int64) throws -> EntryRow? {
    try driver.read { connection in
      try connection.query(
        "SELECT \(EntryRow.columns) FROM entries WHERE position = ?", .integer(position)
      ).first.map { try EntryRow($0) }
    }
  }
}
