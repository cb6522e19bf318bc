/// Whom a reader of a log trusts: the log's key and n of m witnesses.
public struct TrustPolicy: Hashable, Sendable {
  /// The log's name.
  public let origin: KeyName
  /// The keys by any of which the log may have signed.
  public let logKeys: [VerifierKey]
  /// The witnesses' keys, all different.
  public let witnesses: [VerifierKey]
  /// How many of the witnesses must have cosigned.
  public let witnessesNeeded: Int

  /// States whom to trust; throws ``TransparencyLogError/Code/unusableKey`` or
  /// ``TransparencyLogError/Code/outOfRange`` where that would mean less than it seems to: no key
  /// of the log, keys of several logs, a witness counted twice under two names, a log that
  /// witnesses itself, or more witnesses needed than there are.
  public init(
    logKeys: [VerifierKey], witnesses: [VerifierKey] = [], witnessesNeeded: Int = 0
  ) throws(TransparencyLogError) {
    guard let origin = logKeys.first?.name else {
      throw TransparencyLogError(.unusableKey, "a policy needs a key of the log")
    }
    for key in logKeys where key.name != origin || key.algorithm != .ed25519 {
      throw TransparencyLogError(
        .unusableKey, "this is not an Ed25519 key (type 1) of the log '\(origin)'",
        at: .key(key.description))
    }
    for (index, key) in witnesses.enumerated() {
      let place = TransparencyLogError.Place.key(key.description)
      guard key.algorithm == .cosignature else {
        throw TransparencyLogError(.unusableKey, "a witness's key is of type 4", at: place)
      }
      guard !witnesses[..<index].contains(where: { $0.publicKey == key.publicKey }) else {
        throw TransparencyLogError(.unusableKey, "a witness would count twice", at: place)
      }
      guard key.name != origin, !logKeys.contains(where: { $0.publicKey == key.publicKey }) else {
        throw TransparencyLogError(.unusableKey, "a log cannot be its own witness", at: place)
      }
    }
    guard (0...witnesses.count).contains(witnessesNeeded) else {
      throw TransparencyLogError(
        .outOfRange, "of \(witnesses.count) witnesses \(witnessesNeeded) cannot be needed")
    }
    self.origin = origin
    self.logKeys = logKeys
    self.witnesses = witnesses
    self.witnessesNeeded = witnessesNeeded
  }
}

extension TrustPolicy {
  /// The same trust after the log has replaced its keys: each log key followed through the rotations,
  /// as far as a checkpoint of this size may be signed by it or its successors.
  ///
  /// Throws ``TransparencyLogError/Code/untrusted`` where the rotations do not follow on one another
  /// or are another log's.
  public func following(
    _ rotations: [KeyRotation], signing size: TreeSize
  ) throws(TransparencyLogError) -> TrustPolicy {
    guard !rotations.isEmpty else { return self }
    for rotation in rotations where rotation.checkpoint.origin != origin {
      throw TransparencyLogError(
        .untrusted, "the key rotation is of the log '\(rotation.checkpoint.origin)'")
    }
    var keys: [VerifierKey] = []
    for key in logKeys {
      let history = try KeyHistory(from: key, following: rotations)
      for key in history.keys(signing: size) where !keys.contains(key) { keys.append(key) }
    }
    guard !keys.isEmpty else {
      throw TransparencyLogError(
        .untrusted, "no trusted key signs a log of this size", at: .size(size.count))
    }
    return try TrustPolicy(
      logKeys: keys, witnesses: witnesses, witnessesNeeded: witnessesNeeded)
  }
}
