public import StrataCore
import SystemPackage

/// The directories of sessions, made from what the journal knows.
///
/// Nothing here is flushed one by one: the journal is the truth, and after a crash ``verify(_:turns:changes:)``
/// and ``repair(_:turns:changes:)`` make the directories whole. No lock is taken either: one
/// session's directory is to be changed from one place at a time.
public struct SessionDirectory: Sendable {
  let layout: StoreLayout
  let fileSystem: any FileSystem
  let randomness: @Sendable () -> UInt64

  /// The directories of a store.
  public init(
    layout: StoreLayout, fileSystem: any FileSystem,
    randomness: @escaping @Sendable () -> UInt64 = { .random(in: 0 ... .max) }
  ) {
    self.layout = layout
    self.fileSystem = fileSystem
    self.randomness = randomness
  }

  /// Whether a new directory belongs to whom the customer's directory belongs to (row S2).
  public enum Ownership: Sendable, Hashable {
    /// Owner, group and mode are those of the customer's directory.
    case asCustomer
    /// This process may not give files away; they belong to its own user.
    case notPermitted
  }

  /// What became of an append.
  public enum Append: Sendable, Hashable {
    /// The turns are in the file.
    case appended
    /// The file does not hold what it must before these turns, for this reason; nothing was
    /// written. ``SessionDirectory/repair(_:turns:changes:)`` makes it whole.
    case differs(String)
  }

  /// Makes a customer's directory unless it is there, with the owner, group and mode of `sessions/`.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where a link or a file stands there.
  public func prepare(_ customer: CustomerID) throws(StrataError) -> FileStatus {
    let path = layout.customer(customer)
    if let status = try fileSystem.status(of: path) {
      return try status.requiringDirectory(path)
    }
    guard let parent = try fileSystem.status(of: layout.sessions) else {
      throw StrataError(
        cannot: "make the customer's directory", layout.sessions, .noSuchFileOrDirectory)
    }
    let status = try fileSystem.ensureDirectory(at: path, mode: parent.mode)
    _ = try adopt(path, status, from: parent)
    return status
  }

  /// What stands under a version's name, or nil where the name is free (row C4).
  public func occupant(
    of version: SemanticVersion, of customer: CustomerID
  ) throws(StrataError) -> FileStatus? {
    try fileSystem.status(of: layout.version(version, of: customer))
  }

  /// Makes a session's directory: whole and at once, or not at all (row C3).
  ///
  /// - Throws: ``StrataError`` with code `conflict` where something stands under the name already.
  /// - Complexity: O(bytes of the turns).
  public func materialise(
    _ session: Session, turns: [Turn], changes: [VersionChange]
  ) throws(StrataError) -> Ownership {
    let customer = try prepare(session.customer)
    return try materialise(
      session, as: SessionRendering(session: session, turns: turns, changes: changes),
      for: customer)
  }

  /// - Parameter customer: the status of the customer's directory.
  func materialise(
    _ session: Session, as rendering: SessionRendering, for customer: FileStatus
  ) throws(StrataError) -> Ownership {
    let staged = layout.staged(session.id, token: randomness())
    let target = layout.version(session.version, of: session.customer)
    do {
      let ownership = try stage(rendering, at: staged, for: customer)
      try fileSystem.move(staged, to: target)
      // Without these rights it could not have been filled and moved.
      if !customer.mode.isSuperset(of: .ownerOnly) {
        try fileSystem.setMode(customer.mode, of: target)
      }
      return ownership
    } catch {
      try? fileSystem.removeTree(at: staged)
      throw error
    }
  }

  private func stage(
    _ rendering: SessionRendering, at path: FilePath, for customer: FileStatus
  ) throws(StrataError) -> Ownership {
    let mode = customer.mode.union(.ownerOnly)
    do {
      try fileSystem.createDirectory(at: path, mode: mode)
    } catch {
      guard error.isMissing else { throw error }
      _ = try fileSystem.ensureDirectory(at: layout.staging, mode: .ownerOnly)
      try fileSystem.createDirectory(at: path, mode: mode)
    }
    for file in SessionFile.allCases {
      try fileSystem.createFile(
        rendering[file], at: path.appending(file.rawValue), mode: customer.fileMode)
    }
    guard let status = try fileSystem.status(of: path) else {
      throw StrataError(cannot: "look at", path, .noSuchFileOrDirectory)
    }
    for file in SessionFile.allCases {
      _ = try adopt(path.appending(file.rawValue), status, from: customer)
    }
    return try adopt(path, status, from: customer)
  }

  /// Gives a path, which belongs to whom `status` says, to the owner and group of another.
  func adopt(
    _ path: FilePath, _ status: FileStatus, from model: FileStatus
  ) throws(StrataError) -> Ownership {
    if status.owner == model.owner, status.group == model.group { return .asCustomer }
    for owner in [model.owner, nil] where owner != nil || status.group != model.group {
      do {
        try fileSystem.setOwner(owner, group: model.group, of: path)
        return owner == nil && status.owner != model.owner ? .notPermitted : .asCustomer
      } catch {
        // Only root may give files away; one's own groups are anybody's to use.
        guard error.errno == .notPermitted else { throw error }
      }
    }
    return .notPermitted
  }
}

// MARK: - Growing

extension SessionDirectory {
  /// Appends turns to `conversation.json` by one write, and brings the other files up to date.
  ///
  /// - Parameters:
  ///   - session: the session after the append; its turn count includes the turns.
  ///   - sources: those after the append.
  /// - Complexity: O(bytes of these turns), however long the conversation is.
  public func append(
    _ turns: [Turn], to session: Session, sources: StatementSources
  ) throws(StrataError) -> Append {
    guard let directory = try realDirectory(of: session) else {
      return .differs("the session's directory is missing")
    }
    let path = layout.file(.conversation, of: session.version, of: session.customer)
    guard let status = try fileSystem.status(of: path), status.kind == .file else {
      return .differs("conversation.json is missing")
    }
    let before = session.turnCount - turns.count
    let ending = ConversationText.ending(after: before)
    guard status.size >= ending.count,
      try fileSystem.read(path, at: status.size - ending.count, count: ending.count) == ending
    else { return .differs("conversation.json does not end with turn \(before)") }
    if !turns.isEmpty {
      try fileSystem.write(
        ConversationText.addition(turns, after: before), to: path,
        at: status.size - ConversationText.closing.count)
    }
    try refresh(session, sources, in: directory)
    return .appended
  }

  /// Brings the three files that do not hold the turns up to date, each atomically.
  public func refresh(_ session: Session, sources: StatementSources) throws(StrataError) {
    guard let directory = try realDirectory(of: session) else {
      throw StrataError(
        cannot: "bring up to date", layout.version(session.version, of: session.customer),
        .noSuchFileOrDirectory)
    }
    try refresh(session, sources, in: directory)
  }

  private func refresh(
    _ session: Session, _ sources: StatementSources, in directory: FileStatus
  ) throws(StrataError) {
    let summaries = SessionRendering.summaries(session, sources)
    for file in SessionFile.allCases {
      guard let bytes = summaries[file] else { continue }
      let path = layout.file(file, of: session.version, of: session.customer)
      let status = try fileSystem.status(of: path)
      if let status, status.kind == .file, status.size == bytes.count,
        try fileSystem.readFile(path, maximumBytes: bytes.count) == bytes
      {
        continue
      }
      let staged = try stage(bytes, for: session, in: directory)
      try discarding(staged) { () throws(StrataError) in
        try fileSystem.replace(path, with: staged)
      }
    }
  }

  /// Writes one file in the staging folder, to be renamed into a directory of that status.
  func stage(
    _ bytes: [UInt8], for session: Session, in directory: FileStatus
  ) throws(StrataError) -> FilePath {
    let path = layout.staged(session.id, token: randomness())
    try fileSystem.createFile(bytes, at: path, mode: directory.fileMode)
    try discarding(path) { () throws(StrataError) in
      guard let status = try fileSystem.status(of: path) else { return }
      _ = try adopt(path, status, from: directory)
    }
    return path
  }

  /// Does something with a staged file, and removes it where that fails.
  func discarding(
    _ staged: FilePath, _ body: () throws(StrataError) -> Void
  ) throws(StrataError) {
    do {
      try body()
    } catch {
      try? fileSystem.removeFile(at: staged)
      throw error
    }
  }

  /// The status of a session's directory, or nil where it is missing; a link on the way is refused.
  private func realDirectory(of session: Session) throws(StrataError) -> FileStatus? {
    let parent = layout.customer(session.customer)
    let path = layout.version(session.version, of: session.customer)
    guard let customer = try fileSystem.status(of: parent) else { return nil }
    _ = try customer.requiringDirectory(parent)
    return try fileSystem.status(of: path)?.requiringDirectory(path)
  }

  /// Waits until everything that was materialised is on the disk; for checkpoints.
  public func flushAll() throws(StrataError) {
    try fileSystem.flushAll(containing: layout.root)
  }
}

extension FileStatus {
  /// The mode of the files in this directory: its own without the right to execute.
  var fileMode: FilePermissions { FilePermissions(rawValue: mode.rawValue & 0o666) }
}
