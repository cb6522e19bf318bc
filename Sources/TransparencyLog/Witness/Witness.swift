/// The checkpoint of a log that a witness cosigned last: all that it needs to remember.
public struct WitnessState: Hashable, Sendable {
  /// How many entries the log had.
  public let size: TreeSize
  /// Their root.
  public let root: TreeHash

  /// Takes what was kept.
  public init(size: TreeSize, root: TreeHash) {
    self.size = size
    self.root = root
  }
}

/// What a witness answers, as HTTP carries it.
public struct WitnessAnswer: Hashable, Sendable {
  /// Why a request was answered as it was; the raw value is the HTTP status.
  public enum Status: Int, Hashable, Sendable, CaseIterable {
    /// The body holds the cosignature.
    case cosigned = 200
    /// The request is malformed, or its old size is beyond the checkpoint's.
    case malformed = 400
    /// No trusted key of the log has signed, or a known key's signature is not genuine.
    case untrusted = 403
    /// The witness does not know the log.
    case unknownLog = 404
    /// The old size is not the one that was cosigned last; the body holds that one.
    case otherSize = 409
    /// The proof does not hold: the log may have forked.
    case inconsistent = 422
  }

  /// Why it was answered so.
  public let status: Status
  /// The type of the body.
  public let contentType: String
  /// Cosignature lines, a size, or a sentence for a person.
  public let body: [UInt8]

  static func refusal(_ status: Status, _ sentence: String) -> WitnessAnswer {
    WitnessAnswer(
      status: status, contentType: "text/plain; charset=utf-8", body: Array("\(sentence)\n".utf8))
  }
}

/// What a witness does with a request, as a value.
public struct WitnessDecision: Hashable, Sendable {
  /// What to answer.
  public let answer: WitnessAnswer
  /// What to keep for this log **before** answering; nil where nothing changes.
  public let newState: WitnessState?
}

/// Decides whether to cosign: at most one history of each log, ever.
///
/// Whoever performs the decision reads the state, decides, and keeps the new state in one
/// transaction, so that of two requests at the same time one sees what the other has done.
///
/// ```swift
/// let request = try AddCheckpointRequest(parsing: body)          // else answer 400
/// let state = try row(of: request.checkpoint.checkpoint.origin)
/// let decision = witness.decide(request, state: state, at: now)
/// if let new = decision.newState { try keep(new) }
/// ```
public struct Witness: Sendable {
  private let key: SignerKey
  private let logs: [KeyName: TrustPolicy]

  /// A witness with this key for the logs it knows, each with its trusted keys. Throws
  /// ``TransparencyLogError/Code/unusableKey`` where the key does not cosign, a log has two
  /// policies, or the witness's own key is among a log's.
  public init(key: SignerKey, logs: [TrustPolicy]) throws(TransparencyLogError) {
    guard key.verifier.algorithm == .cosignature else {
      throw TransparencyLogError(
        .unusableKey, "a witness's key is of type 4", at: .key(key.verifier.name.text))
    }
    self.key = key
    var known: [KeyName: TrustPolicy] = [:]
    for log in logs {
      guard known.updateValue(log, forKey: log.origin) == nil,
        !log.logKeys.contains(where: { $0.publicKey == key.verifier.publicKey })
      else {
        throw TransparencyLogError(
          .unusableKey, "a log is listed twice or signs with the witness's key",
          at: .key(log.origin.text))
      }
    }
    self.logs = known
  }

  /// The key by which others verify the cosignatures.
  public var verifier: VerifierKey { key.verifier }

  /// Decides on a request's body; `state` is asked for what was kept of the log it names.
  public func decide(
    body: [UInt8], at time: UInt64, state: (KeyName) throws -> WitnessState?
  ) rethrows -> WitnessDecision {
    let request: AddCheckpointRequest
    do throws(TransparencyLogError) {
      request = try AddCheckpointRequest(parsing: body)
    } catch {
      return .refusal(.malformed, error.description)
    }
    return decide(request, state: try state(request.checkpoint.checkpoint.origin), at: time)
  }

  /// Decides on a request, given the checkpoint of the log that was cosigned last (nil: none) and
  /// the time in seconds of Unix time.
  public func decide(
    _ request: AddCheckpointRequest, state: WitnessState?, at time: UInt64
  ) -> WitnessDecision {
    let checkpoint = request.checkpoint.checkpoint
    guard let log = logs[checkpoint.origin] else {
      return .refusal(.unknownLog, "this witness does not know the log '\(checkpoint.origin)'")
    }
    do throws(TransparencyLogError) {
      try request.checkpoint.verify(log)
    } catch {
      return .refusal(.untrusted, error.description)
    }
    guard request.oldSize <= checkpoint.size else {
      return .refusal(
        .malformed, "the old size \(request.oldSize) is beyond the new \(checkpoint.size)")
    }
    let known = state ?? WitnessState(size: 0, root: .empty)
    guard request.oldSize == known.size else {
      return WitnessDecision(
        answer: WitnessAnswer(
          status: .otherSize, contentType: "text/x.tlog.size",
          body: Array("\(known.size)\n".utf8)),
        newState: nil)
    }
    do throws(TransparencyLogError) {
      try ConsistencyProof(from: known.size, to: checkpoint.size, hashes: request.proof)
        .verify(oldRoot: known.root, newRoot: checkpoint.root)
      let line = try key.cosign(checkpoint, at: time)
      let new = WitnessState(size: checkpoint.size, root: checkpoint.root)
      return WitnessDecision(
        answer: WitnessAnswer(
          status: .cosigned, contentType: "text/plain; charset=utf-8", body: line.bytes),
        newState: new == state ? nil : new)
    } catch {
      return .refusal(.inconsistent, error.description)
    }
  }
}

extension WitnessDecision {
  static func refusal(_ status: WitnessAnswer.Status, _ sentence: String) -> WitnessDecision {
    WitnessDecision(answer: .refusal(status, sentence), newState: nil)
  }
}
