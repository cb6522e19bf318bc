import Crypto
import StrataCore

/// A session's decision as its row keeps it: the whole of it, which may quote what was said, with
/// the salt of the digest by which the `session.started` entry commits to it.
struct DecisionRecord: Sendable {
  /// The canonical JSON of the decision.
  var document: [UInt8]
  var salt: [UInt8]

  init(_ decision: VersionDecision, salt: [UInt8]) {
    document = CanonicalSession.bytes(of: decision)
    self.salt = salt
  }

  /// What the entry says of the decision: what it came to and on which grounds, and a digest of the
  /// whole. Quotes are left out, the sentences that may hold them, and the names of projects, which
  /// are taken from what was said.
  func summary(of decision: VersionDecision) -> [UInt8] {
    var object = CanonicalObject(reserving: 1024)
    object.string("digest", "sha256:" + digest.hexadecimal)
    object.array("evidence", decision.evidence.map(Self.bytes))
    object.string("fallback", decision.fallback)
    object.string("increment", decision.increment.rawValue)
    object.raw("override", decision.override.map(CanonicalSession.bytes))
    object.string("parent", decision.parent?.description)
    object.array("rejected", decision.rejected.map(Self.bytes))
    object.strings("triggers", decision.triggers.map(\.rawValue))
    object.string("version", decision.version.description)
    return object.finished()
  }

  /// SHA-256 over the salt and the document.
  var digest: [UInt8] { Self.digest(of: document, salt: salt) }

  static func digest(of document: [UInt8], salt: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: document)
    return Array(hash.finalize())
  }

  private static func bytes(of evidence: VersionDecision.Evidence) -> [UInt8] {
    var object = CanonicalObject()
    object.string("finding", evidence.trigger == .projectSwitch ? nil : evidence.finding)
    object.string("source", evidence.source)
    object.string("trigger", evidence.trigger?.rawValue)
    return object.finished()
  }

  private static func bytes(of rejection: VersionDecision.Rejection) -> [UInt8] {
    var object = CanonicalObject()
    object.string("considered", rejection.considered)
    object.string("source", rejection.source)
    return object.finished()
  }
}
