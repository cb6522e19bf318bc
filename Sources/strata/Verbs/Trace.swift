import ArgumentParser
import Foundation
import StrataAnalysis
import StrataCore
import StrataStore
import TransparencyLog

struct Trace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show everything about one session, through all five layers.",
    discussion: """
      One timeline: what happened, when, why, by whom, on which code, under which \
      configuration. For each layer it says whether the record is complete, or what is \
      missing since when; for a completed session that is proved and not only said.

      --proof writes one document with every entry, its proof and the signed checkpoint, \
      which 'strata verify' checks anywhere, without the store.

      EXAMPLES
        strata trace acme/v1.2.0
        strata trace 550e8400-e29b-41d4-a716-446655440000 --json | jq .layers
        strata trace acme --html > trace.html
        strata trace acme --proof > trace.json
      """)

  @Argument(help: "Which session.", completion: .customers)
  var session: String

  @Flag(help: "One HTML page that needs nothing else.")
  var html = false

  @Flag(help: "The document that proves the trace.")
  var proof = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if html && proof { throw ValidationError("--html and --proof are two different documents") }
  }

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    if proof {
      // A proof needs a checkpoint that covers the newest entry.
      return try await store.withStore(for: .writing) { opened in
        let id = try reference.session(in: opened).id
        try opened.signCheckpoint()
        let document = try TraceProof.document(of: id, in: opened)
        let text = String(decoding: try document.bytes, as: UTF8.self)
        try Output.print { try $0.text(text) }
      }
    }
    try await store.withStore(for: .reading) { opened in
      let records = try opened.layerRecords(of: .id(reference.session(in: opened).id))
      try Output.print(paged: !store.json && !html) { output in
        if html { return try output.text(TraceHTML.page(of: records)) }
        if store.json { return try output.line(JSONOutput.line(TraceJSON.value(of: records))) }
        for line in TraceView(records: records, style: output.style, width: output.width).lines() {
          try output.line(line)
        }
      }
    }
  }
}

/// Collects what a trace document holds.
enum TraceProof {
  static func document(of id: SessionID, in store: SessionStore) throws -> TraceDocument {
    let entries = try store.entries(of: id)
    let last = entries.map(\.configuration).max() ?? 0
    let changes = last > 0 ? try store.configurationEntries(through: last) : []
    let proofs = try store.proofs(ofEntries: entries.map(\.position) + changes)
    let proven = proofs.map {
      TraceDocument.ProvenEntry(record: $0.record, proof: $0.proof.hashes)
    }
    guard let checkpoint = proofs.first?.proof.checkpoint else {
      throw StrataError(.notFound, "the session has no entries", remedy: "run 'strata fsck'")
    }
    return TraceDocument(
      store: store.identity, session: id, checkpoint: checkpoint,
      entries: Array(proven.prefix(entries.count)),
      configuration: Array(proven.dropFirst(entries.count)),
      rotations: try rotations(until: checkpoint.checkpoint.size, in: store))
  }

  private static func rotations(
    until size: TreeSize, in store: SessionStore
  ) throws -> [TraceDocument.ProvenRotation] {
    try store.keyHistory().rotations.filter { $0.checkpoint.size <= size }.map { rotation in
      let proof = try store.consistencyProof(from: rotation.checkpoint.size, to: size)
      return TraceDocument.ProvenRotation(statement: rotation, proof: proof.hashes)
    }
  }
}
