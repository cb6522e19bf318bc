import StrataCore
import SystemPackage
import TransparencyLog

/// Begins a new Merkle log where the former one signed more than the journal has: under another key with
/// another name, so that nobody who holds a former checkpoint takes the new log for a fork of it (row D4).
///
/// The journal says which checkpoint the new log comes after. The former log goes to the quarantine.
struct LogRenewal {
  let layout: StoreLayout
  let options: StoreOptions
  let store: SessionID

  private var fileSystem: any FileSystem { options.fileSystem }
  private static let maximumNoteBytes = 1 << 16

  /// - Parameter reason: why the former log cannot go on.
  /// - Returns: how many entries the former log had signed, where that can be read.
  @discardableResult
  func run(on driver: any SQLDriver, because reason: String) throws -> Int? {
    let former = text(layout.checkpoint)
    let signed = former.flatMap {
      try? SignedCheckpoint(parsing: Array($0.utf8)).checkpoint.size.count
    }
    let body = try CanonicalJSON.bytes([
      "checkpoint": former.map(JSONValue.string) ?? .null,
      "key": text(layout.verifierKey).map(JSONValue.string) ?? .null,
      "reason": .string(reason),
    ])
    let time = options.clock()
    let boot = options.holder.bootID
    try driver.write { connection in
      let transaction = JournalTransaction(connection, at: time, stamp: CodeStamp(options.code))
      let appended = try transaction.append(
        JournalTransaction.Draft(
          kind: .storeRecovered, actor: options.holder.user, body: body))
      // Directories may be newer than the journal: the next opening must not bring them back to it.
      try transaction.setMeta(.boot, to: boot)
      try transaction.setMeta(.materialisedThrough, to: String(appended.position))
      try transaction.setMeta(.durableThrough, to: String(appended.position))
    }
    var generator = options.randomness()
    try setAside(as: "log-\(hexadecimal(generator.next()))")
    let files = LogFiles(layout: layout, fileSystem: fileSystem)
    let base = options.origin?.text ?? "strata.local/\(store)"
    try files.writeKey(
      SignerKey(
        name: KeyName("\(base)/recovered-\(time.microseconds)"), algorithm: .ed25519,
        seed: .random(count: 32, using: &generator)))
    try MerkleLog(files: files, driver: driver).sign()
    return signed
  }

  private func text(_ path: FilePath) -> String? {
    (try? fileSystem.readFile(path, maximumBytes: Self.maximumNoteBytes)).flatMap {
      String(validating: $0, as: UTF8.self)
    }
  }

  private func setAside(as name: String) throws {
    try layout.createFolders(on: fileSystem)
    let aside = layout.quarantine.appending(name)
    try fileSystem.move(layout.log, to: aside)
    try layout.createFolders(on: fileSystem)
    for key in [layout.signerKey, layout.nextSignerKey] {
      guard try fileSystem.status(of: key) != nil, let name = key.lastComponent?.string else {
        continue
      }
      try fileSystem.move(key, to: aside.appending(name))
    }
    // What this store has cosigned of others has nothing to do with its own log.
    if let name = layout.witnessMemory.lastComponent?.string {
      let memory = aside.appending(name)
      if try fileSystem.status(of: memory) != nil {
        try fileSystem.move(memory, to: layout.witnessMemory)
      }
    }
  }
}
