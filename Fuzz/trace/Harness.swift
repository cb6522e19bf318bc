import Foundation
import StrataAnalysis
import StrataCore
import TransparencyLog

/// Trace documents: written back as they were, and none that was changed is accepted unless it says
/// nothing but what the log's key signed.
///
/// The input is read as a document, and as a list of edits to a genuine one, which gets past the
/// outermost brackets more often.
func fuzz(_ bytes: [UInt8]) {
  judge(bytes)
  guard let first = bytes.first else { return }
  judge(edited(Genuine.all[Int(first) % Genuine.all.count].bytes, by: bytes.dropFirst()))
}

private func judge(_ bytes: [UInt8]) {
  guard let document = try? TraceDocument(parsing: bytes, place: "input") else { return }
  demand((try? document.bytes) == bytes, "a document is written back byte for byte")
  guard let verified = try? TraceVerification(document, trusting: Genuine.policy) else { return }
  guard let genuine = Genuine.all.first(where: { $0.document.session == document.session }) else {
    fatalError("nobody signed a session of that id")
  }
  demand(verified.store == genuine.verified.store, "the store is the one that signed")
  demand(
    genuine.verified.entries.starts(with: verified.entries),
    "the entries are those that were signed, in order, without a gap")
  demand(
    !verified.chain.isProvedComplete
      || verified.entries.contains { $0.kind == .sessionCompleted },
    "nothing is proved complete without its completion")
  demand(
    verified.configuration.allSatisfy(genuine.verified.configuration.contains),
    "the configuration changes are those that were signed")
  demand(
    !verified.hasWholeConfiguration
      || genuine.verified.configuration.starts(with: verified.configuration),
    "no configuration change is missing from those that are all")
  let given = zip(
    document.entries + document.configuration, verified.entries + verified.configuration)
  for (entry, read) in given {
    let known = genuine.given[read.position] ?? EntryContents()
    for (name, content) in entry.given.contents {
      demand(known.contents[name] == content, "a content is what was said and done, or erased")
    }
    demand(
      entry.given.turns.isEmpty || entry.given.turns == known.turns,
      "the turns are what was said, or erased")
  }
}

/// Bytes with edits: four bytes each, a place, what is done there, and with what.
private func edited(_ bytes: [UInt8], by edits: ArraySlice<UInt8>) -> [UInt8] {
  var bytes = bytes
  var edits = edits
  while edits.count >= 4, !bytes.isEmpty {
    let edit = Array(edits.prefix(4))
    edits = edits.dropFirst(4)
    let place = (Int(edit[0]) << 8 | Int(edit[1])) % bytes.count
    switch edit[2] % 5 {
    case 0: bytes[place] = edit[3]
    case 1: bytes.insert(edit[3], at: place)
    case 2: bytes.removeSubrange(place..<min(place + Int(edit[3]) + 1, bytes.count))
    case 3: bytes[place] ^= 1 << (edit[3] % 8)
    default:
      let part = bytes[place..<min(place + Int(edit[3]) + 1, bytes.count)]
      bytes.insert(contentsOf: part, at: min(place + part.count, bytes.count))
    }
  }
  return bytes
}

/// The documents in `seeds`, which a store made whose public key is in `key`.
private struct Genuine {
  let bytes: [UInt8]
  let document: TraceDocument
  let verified: TraceVerification
  let given: [Int64: EntryContents]

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static let policy: TrustPolicy = {
    guard
      let text = try? String(contentsOf: folder.appendingPathComponent("key"), encoding: .utf8),
      let key = try? VerifierKey(text.trimmingCharacters(in: .newlines)),
      let policy = try? TrustPolicy(logKeys: [key])
    else { fatalError("the key of the seeds cannot be read") }
    return policy
  }()

  static let all: [Genuine] = ["active", "complete", "erased"].map { name in
    do {
      let bytes = Array(
        try Data(contentsOf: folder.appendingPathComponent("seeds/\(name)")))
      let document = try TraceDocument(parsing: bytes, place: name)
      let verified = try TraceVerification(document, trusting: policy)
      let entries = zip(
        verified.entries + verified.configuration, document.entries + document.configuration)
      return Genuine(
        bytes: bytes, document: document, verified: verified,
        given: Dictionary(entries.map { ($0.position, $1.given) }) { one, _ in one })
    } catch {
      fatalError("the seed \(name) is not genuine: \(error)")
    }
  }
}
