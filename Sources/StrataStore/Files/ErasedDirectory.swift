import StrataCore
import SystemPackage

extension SessionDirectory {
  /// Makes a session's directory what the journal says, and keeps nothing of what it showed before:
  /// unlike ``repair(_:turns:changes:)`` it moves nothing to the quarantine (row D6).
  ///
  /// `conversation.json` comes first: the other three tell whether a directory is up to date.
  /// - Returns: the differences that were found.
  func rewrite(
    _ session: Session, turns: [Turn], changes: [VersionChange]
  ) throws(StrataError) -> [DirectoryDifference] {
    let customer = try prepare(session.customer)
    let differences = try verify(session, turns: turns, changes: changes)
    let path = layout.version(session.version, of: session.customer)
    if differences.contains(where: \.isOfDirectory) {
      if try fileSystem.status(of: path) != nil { try fileSystem.removeTree(at: path) }
      _ = try materialise(session, turns: turns, changes: changes)
      return differences
    }
    let rendering = SessionRendering(session: session, turns: turns, changes: changes)
    let changed = Set(differences.compactMap(\.file))
    for file in SessionFile.allCases where changed.contains(file) {
      let target = path.appending(file.rawValue)
      if try fileSystem.status(of: target)?.kind == .directory {
        try fileSystem.removeTree(at: target)
      }
      let staged = try stage(rendering[file], for: session, in: customer)
      try discarding(staged) { () throws(StrataError) in
        try fileSystem.replace(target, with: staged)
      }
    }
    return differences
  }

  /// Removes what was moved aside of a session's directory, and what interrupted work left of it.
  func removeCopies(of session: SessionID) throws(StrataError) {
    for leftover in try leftovers() where leftover.session == session { try remove(leftover) }
    guard try fileSystem.status(of: layout.quarantine) != nil else { return }
    for name in try fileSystem.list(layout.quarantine) where name.hasPrefix("\(session)-") {
      try fileSystem.removeTree(at: layout.quarantine.appending(name))
    }
  }
}

extension DirectoryDifference {
  fileprivate var isOfDirectory: Bool {
    switch self {
    case .missingDirectory, .notDirectory: true
    default: false
    }
  }

  /// The file whose content is not as it should be.
  fileprivate var file: SessionFile? {
    switch self {
    case .missing(let file), .notFile(let file, _), .differs(let file, _, _, _): file
    default: nil
    }
  }
}
