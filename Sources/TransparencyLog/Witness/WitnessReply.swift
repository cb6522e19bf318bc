/// A witness's answer as the log that asked reads it.
public enum WitnessReply: Hashable, Sendable {
  /// The witness cosigned: a genuine line, and its time in seconds of Unix time.
  case cosigned(NoteSignature, time: UInt64)
  /// The witness has this size: ask again with the proof from there. A size beyond the log's own
  /// means that somebody else signs for the log, or that the log lost its end.
  case otherSize(TreeSize)
  /// The witness refused, with its status and sentence.
  case refused(status: Int, sentence: String)

  /// Reads an answer to a request; throws ``TransparencyLogError/Code/invalidSignature`` where the
  /// cosignature is not genuine, ``TransparencyLogError/Code/untrusted`` where it is not the
  /// witness's, and ``TransparencyLogError/Code/malformed``.
  public init(
    status: Int, body: [UInt8], to request: AddCheckpointRequest, from witness: VerifierKey
  ) throws(TransparencyLogError) {
    switch WitnessAnswer.Status(rawValue: status) {
    case .cosigned:
      self = try Self.cosigned(body, request, witness)
    case .otherSize:
      var scanner = LineScanner(body[...])
      let digits = try scanner.next("the size")
      let size = try TreeSize(try scanner.number(digits, "the size"))
      guard scanner.isAtEnd else { throw scanner.failure("nothing follows the size") }
      self = .otherSize(size)
    default:
      // Whatever a stranger sends is shown to a person: bounded, and without control characters.
      let printable = body.prefix(400).filter { $0 >= 0x20 && $0 != 0x7F }
      self = .refused(status: status, sentence: String(decoding: printable, as: UTF8.self))
    }
  }

  private static func cosigned(
    _ body: [UInt8], _ request: AddCheckpointRequest, _ witness: VerifierKey
  ) throws(TransparencyLogError) -> WitnessReply {
    let lines = try NoteSignature.lines(body)
    // A witness may send several lines: by keys of other kinds, or other keys while rotating.
    let answer = try SignedNote(text: request.checkpoint.checkpoint.body, signatures: lines)
    let verified = try answer.verify([witness])
    guard let time = verified[0].time,
      let line = lines.first(where: { $0.name == witness.name && $0.keyID == witness.id })
    else {
      throw TransparencyLogError(
        .unusableKey, "a witness's key is of type 4", at: .key(witness.name.text))
    }
    return .cosigned(line, time: time)
  }
}
