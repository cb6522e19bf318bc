import ArgumentParser
import Foundation
import StrataAnalysis
import StrataCore
import StrataStore
import TransparencyLog

struct Trace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show everything about one session, through all five layers.",
    usage: "strata trace <session> [--html | --proof [--with-content]] [<options>]",
    discussion: """
      One timeline: what happened, when, why, by whom, on which code, under which \
      configuration. For each layer it says whether the record is complete, or what is \
      missing since when; for a completed session that is proved and not only said.

      --proof writes one document with every entry, its proof and the signed checkpoint, \
      which 'strata verify' checks anywhere, without the store. With --with-content it \
      holds as well what was said and done, with the salts by which that can be held \
      against the digests in the entries: personal content leaves the store with it.

      EXAMPLES
        strata trace acme/v1.2.0
        strata trace 550e8400-e29b-41d4-a716-446655440000 --json | jq .layers
        strata trace acme --html > trace.html
        strata trace acme --proof > trace.json
        strata trace acme --proof --with-content > whole.json
      """)

  @Argument(help: "Which session.", completion: .customers)
  var session: String

  @Flag(help: "One HTML page that needs nothing else.")
  var html = false

  @Flag(help: "The document that proves the trace.")
  var proof = false

  @Flag(help: "With --proof: what was said and done too, where it was not erased.")
  var withContent = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if html && proof { throw ValidationError("--html and --proof are two different documents") }
    if withContent && !proof { throw ValidationError("--with-content goes with --proof") }
  }

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    if proof {
      return try await store.withStore(for: .writing) { opened in
        let id = try reference.session(in: opened).id
        let document = try TraceProof.document(of: id, withContent: withContent, in: opened)
        let bytes = try document.bytes
        guard bytes.count <= TraceDocument.maximumByteCount else {
          throw StrataError(
            .invalidInput,
            "the document would have \(bytes.count >> 20) MiB, and "
              + "\(TraceDocument.maximumByteCount >> 20) MiB are the most",
            remedy: withContent ? "leave --with-content out" : "prove entries with 'audit prove'")
        }
        try Output.print { try $0.bytes(bytes) }
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
  static func document(
    of id: SessionID, withContent: Bool, in store: SessionStore
  ) throws -> TraceDocument {
    // What is erased meanwhile is given yet; the other way round no entry would say who erased it.
    var given = withContent ? try store.contents(ofEntriesOf: id) : [:]
    // A proof needs a checkpoint that covers the newest entry.
    try store.signCheckpoint()
    let entries = try store.entries(of: id)
    let last = entries.map(\.configuration).max() ?? 0
    let changes = last > 0 ? try store.configurationEntries(through: last) : []
    let proofs = try store.proofs(ofEntries: [1] + entries.map(\.position) + changes)
    if withContent {
      given.merge(try store.contents(ofConfigurationChanges: changes)) { one, _ in one }
    }
    let proven = zip(entries.map(\.position) + changes, proofs.dropFirst()).map { position, proof in
      TraceDocument.ProvenEntry(
        record: proof.record, proof: proof.proof.hashes, given: given[position] ?? EntryContents())
    }
    return TraceDocument(
      store: .init(record: proofs[0].record, proof: proofs[0].proof.hashes), session: id,
      checkpoint: proofs[0].proof.checkpoint,
      entries: Array(proven.prefix(entries.count)),
      configuration: Array(proven.dropFirst(entries.count)),
      rotations: try rotations(until: proofs[0].proof.checkpoint.checkpoint.size, in: store))
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
