import StrataCore

/// Losses that a repair has recorded in the journal: what could not be made good, was set aside and is
/// known from then on. Whatever changes after that is a new finding.
struct AcceptedLosses: Sendable {
  /// One loss.
  struct Key: Hashable, Sendable {
    var code: String
    var place: String
    var evidence: String

    /// As a `repair.performed` entry has it.
    var json: JSONValue {
      ["code": .string(code), "evidence": .string(evidence), "place": .string(place)]
    }

    init(code: String, place: String, evidence: String) {
      (self.code, self.place, self.evidence) = (code, place, evidence)
    }

    init?(_ json: JSONValue) {
      guard case .string(let code)? = json.member("code"),
        case .string(let place)? = json.member("place"),
        case .string(let evidence)? = json.member("evidence")
      else { return nil }
      self.init(code: code, place: place, evidence: evidence)
    }
  }

  private let known: Set<Key>

  /// Reads what was recorded.
  init(in connection: any SQLConnection) throws {
    var known: Set<Key> = []
    for row in try connection.query(
      """
      SELECT e.position, e.body, c.content FROM entries e
        LEFT JOIN contents c ON c.entry = e.position AND c.name = 'body'
      WHERE e.kind = ?
      """, .text(JournalEntry.Kind.repairPerformed.rawValue))
    {
      let bytes = row.isNull(2) ? Array(try row.text(1).utf8) : try row.bytes(2)
      guard let body = try? JSONReader.value(of: bytes, place: "entry"),
        case .array(let lost)? = body.member("lost")
      else { continue }
      known.formUnion(lost.compactMap(Key.init))
    }
    self.known = known
  }

  /// The losses that nothing has recorded yet.
  func new(_ losses: [ContentLoss]) -> [ContentLoss] {
    known.isEmpty ? losses : losses.filter { !known.contains($0.key) }
  }
}
