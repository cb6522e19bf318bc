public import StrataCore
public import TransparencyLog

/// A witness that the store has its checkpoints cosigned by (row D4).
public struct KnownWitness: Hashable, Sendable {
  /// Its public key.
  public var key: VerifierKey
  /// Where it answers, without `add-checkpoint`; nil where its requests and replies go by other ways.
  public var url: String?

  /// Makes a witness.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for a key that does not cosign and for a URL
  ///   with white space.
  public init(key: VerifierKey, url: String? = nil) throws(StrataError) {
    guard key.algorithm == .cosignature else {
      throw StrataError(
        .invalidInput, "the key of '\(key.name)' does not cosign", place: key.description,
        remedy: "give the witness's key, which is of type 4")
    }
    if let url, url.isEmpty || url.contains(where: \.isWhitespace) {
      throw StrataError(
        .invalidInput, "\(url.debugDescription) is no URL",
        remedy: "write it as http://127.0.0.1:7380/ or https://witness.example/")
    }
    self.key = key
    self.url = url
  }
}

/// The store's witnesses as one value of the configuration: a line for each, its key and its URL.
struct WitnessList {
  /// The key of the configuration, so that who witnesses has a history with authors and reasons.
  static let path = "strata/audit/witnesses"

  var witnesses: [KnownWitness]

  init(_ witnesses: [KnownWitness]) { self.witnesses = witnesses }

  /// Reads the value.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` and the line.
  init(parsing value: [UInt8]) throws(StrataError) {
    witnesses = []
    let lines = String(decoding: value, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: true)
    for (index, line) in lines.enumerated() {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      do {
        witnesses.append(
          try KnownWitness(
            key: VerifierKey(words.first ?? ""), url: words.count > 1 ? words[1] : nil))
      } catch {
        throw StrataError(
          .invalidInput, "line \(index + 1) names no witness",
          place: "configuration key \(Self.path)",
          remedy: "set it with 'strata audit witness add'", cause: error)
      }
    }
  }

  /// The value.
  var text: String {
    witnesses.map { "\($0.key)\($0.url.map { " \($0)" } ?? "")\n" }.joined()
  }
}

extension SessionStore {
  /// The witnesses that cosign the store's checkpoints, in the order in which they were added.
  ///
  /// - Throws: ``StrataError``: `invalidInput` where the configuration holds something else, `storage`.
  public func witnesses() throws -> [KnownWitness] { try witnessList().list.witnesses }

  /// Adds a witness, or replaces the one of the same name.
  ///
  /// - Throws: ``StrataError``: `conflict` where somebody else has changed them meanwhile, `storage`.
  public func add(_ witness: KnownWitness, by authorship: Authorship) async throws {
    var (list, index) = try witnessList()
    if let place = list.witnesses.firstIndex(where: { $0.key.name == witness.key.name }) {
      list.witnesses[place] = witness
    } else {
      list.witnesses.append(witness)
    }
    try await set(list, expecting: index, by: authorship)
  }

  /// Removes the witness of a name.
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where somebody else has changed them meanwhile,
  ///   `storage`.
  public func removeWitness(named name: String, by authorship: Authorship) async throws {
    var (list, index) = try witnessList()
    let count = list.witnesses.count
    list.witnesses.removeAll { $0.key.name.text == name }
    guard list.witnesses.count < count else {
      throw StrataError(
        .notFound, "there is no witness '\(name)'", remedy: "see 'strata audit witness list'")
    }
    try await set(list, expecting: index, by: authorship)
  }

  private func witnessList() throws -> (list: WitnessList, index: Int64) {
    let key = try ConfigurationKey(WitnessList.path)
    let version = try driver.read { try ConfigurationReading.version(of: key, in: $0) }
    guard let version, version.isPresent, let value = version.value else {
      return (WitnessList([]), 0)
    }
    return (try WitnessList(parsing: value.bytes), version.index)
  }

  private func set(
    _ list: WitnessList, expecting index: Int64, by authorship: Authorship
  ) async throws {
    let key = try ConfigurationKey(WitnessList.path)
    try await changeConfiguration(
      ConfigurationTransaction(
        [ConfigurationChange(key, .set(try ConfigurationValue(list.text)), expecting: index)],
        by: authorship))
  }
}
