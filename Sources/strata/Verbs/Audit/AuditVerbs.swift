import ArgumentParser

/// The verbs about the audit log and its proofs.
struct AuditVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Prove that nobody edited the record.",
    discussion: """
      Everything that is recorded is a leaf of one Merkle log (RFC 6962). Its newest \
      checkpoint is signed and held outside the database, so that an edited, removed or \
      rewound record is found out.

      EXAMPLES
        strata audit verify
        strata audit prove 12 --output entry-12.tlog-proof
        strata audit key
        strata audit witness cosign
        strata audit anchor --push git@git.example:audit/chain.git
      """,
    subcommands: [
      AuditVerify.self, AuditProve.self, AuditCheckpoint.self, AuditKeyVerbs.self,
      WitnessVerbs.self, AuditAnchor.self, AuditChainVerbs.self, AuditExport.self,
    ])
}
