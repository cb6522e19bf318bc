public import StrataCore
import SystemPackage

/// One way in which a session's directory is not what the journal says.
public enum DirectoryDifference: Hashable, Sendable {
  /// There is no directory.
  case missingDirectory
  /// Something else stands under its name: a file, a link.
  case notDirectory(FileStatus.Kind)
  /// A file is missing.
  case missing(SessionFile)
  /// Something else stands under a file's name.
  case notFile(SessionFile, FileStatus.Kind)
  /// A file has other bytes, from this position on.
  case differs(SessionFile, at: Int, expectedBytes: Int, foundBytes: Int)
  /// A name that Strata did not put there.
  case unexpected(String)
  /// The owner, group or mode is not what it should be (row S2); the name is `.` for the directory.
  case permissions(String, expected: String, found: String)
}

extension DirectoryDifference: CustomStringConvertible {
  /// A sentence for a person, without the place.
  public var description: String {
    switch self {
    case .missingDirectory: "the directory is missing"
    case .notDirectory(let kind): "a \(kind.rawValue) stands in place of the directory"
    case .missing(let file): "\(file.rawValue) is missing"
    case .notFile(let file, let kind): "\(file.rawValue) is a \(kind.rawValue)"
    case .differs(let file, let position, let expected, let found):
      "\(file.rawValue) differs from byte \(position + 1) on; "
        + "it has \(found) bytes and should have \(expected)"
    case .unexpected(let name): "\(name.debugDescription) does not belong there"
    case .permissions(let name, let expected, let found):
      "\(name == "." ? "the directory" : name) belongs to \(found) and should be \(expected)"
    }
  }
}

extension SessionDirectory {
  /// Compares a session's directory with a fresh rendering, byte by byte.
  ///
  /// - Returns: every difference; none where all is well.
  /// - Complexity: O(bytes of the turns).
  public func verify(
    _ session: Session, turns: [Turn], changes: [VersionChange]
  ) throws(StrataError) -> [DirectoryDifference] {
    let rendering = SessionRendering(session: session, turns: turns, changes: changes)
    return try compare(session, with: rendering)
  }

  /// Makes a session's directory what the journal says.
  ///
  /// What was there instead is moved to the quarantine, never deleted (row R4). Names that do not
  /// belong there stay; owners stay where this process may not change them.
  /// - Returns: the differences that were found.
  public func repair(
    _ session: Session, turns: [Turn], changes: [VersionChange]
  ) throws(StrataError) -> [DirectoryDifference] {
    let customer = try prepare(session.customer)
    let rendering = SessionRendering(session: session, turns: turns, changes: changes)
    let differences = try compare(session, with: rendering)
    let path = layout.version(session.version, of: session.customer)
    let aside = layout.quarantined(session.id, token: randomness())
    for difference in differences {
      switch difference {
      case .missingDirectory:
        _ = try materialise(session, as: rendering, for: customer)
      case .notDirectory:
        try quarantine(path, named: session.version.description, in: aside)
        _ = try materialise(session, as: rendering, for: customer)
      case .missing(let file):
        try put(rendering[file], as: file, of: session, for: customer)
      case .notFile(let file, _), .differs(let file, _, _, _):
        try quarantine(path.appending(file.rawValue), named: file.rawValue, in: aside)
        try put(rendering[file], as: file, of: session, for: customer)
      case .permissions(let name, _, _):
        try correctPermissions(of: name, in: path, for: customer)
      case .unexpected: continue
      }
    }
    return differences
  }

  /// Moves a version's directory aside: another session has the number now.
  func quarantine(
    _ version: SemanticVersion, of customer: CustomerID, session: SessionID
  ) throws(StrataError) {
    try quarantine(
      layout.version(version, of: customer), named: version.description,
      in: layout.quarantined(session, token: randomness()))
  }

  private func quarantine(
    _ path: FilePath, named name: String, in aside: FilePath
  ) throws(StrataError) {
    _ = try fileSystem.ensureDirectory(at: layout.quarantine, mode: .ownerOnly)
    _ = try fileSystem.ensureDirectory(at: aside, mode: .ownerOnly)
    try fileSystem.move(path, to: aside.appending(name))
  }

  private func put(
    _ bytes: [UInt8], as file: SessionFile, of session: Session, for customer: FileStatus
  ) throws(StrataError) {
    let path = layout.file(file, of: session.version, of: session.customer)
    _ = try fileSystem.ensureDirectory(at: layout.staging, mode: .ownerOnly)
    let staged = try stage(bytes, for: session, in: customer)
    try discarding(staged) { () throws(StrataError) in
      try fileSystem.move(staged, to: path)
    }
  }

  private func correctPermissions(
    of name: String, in directory: FilePath, for customer: FileStatus
  ) throws(StrataError) {
    let path = name == "." ? directory : directory.appending(name)
    guard let status = try fileSystem.status(of: path) else { return }
    _ = try adopt(path, status, from: customer)
    try fileSystem.setMode(name == "." ? customer.mode : customer.fileMode, of: path)
  }
}

// MARK: - Comparing

extension SessionDirectory {
  private func compare(
    _ session: Session, with rendering: SessionRendering
  ) throws(StrataError) -> [DirectoryDifference] {
    let parent = layout.customer(session.customer)
    let path = layout.version(session.version, of: session.customer)
    guard let customer = try fileSystem.status(of: parent) else { return [.missingDirectory] }
    _ = try customer.requiringDirectory(parent)
    guard let directory = try fileSystem.status(of: path) else { return [.missingDirectory] }
    guard directory.kind == .directory else { return [.notDirectory(directory.kind)] }
    var differences: [DirectoryDifference] = []
    for file in SessionFile.allCases {
      let filePath = path.appending(file.rawValue)
      guard let status = try fileSystem.status(of: filePath) else {
        differences.append(.missing(file))
        continue
      }
      guard status.kind == .file else {
        differences.append(.notFile(file, status.kind))
        continue
      }
      let expected = rendering[file]
      let found = try fileSystem.read(filePath, at: 0, count: expected.count)
      if found != expected || status.size != expected.count {
        let position = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset
        differences.append(
          .differs(
            file, at: position ?? min(found.count, expected.count), expectedBytes: expected.count,
            foundBytes: status.size))
      }
      differences += permissions(of: file.rawValue, status, customer, mode: customer.fileMode)
    }
    let known = Set(SessionFile.allCases.map(\.rawValue))
    differences += try fileSystem.list(path).filter { !known.contains($0) }.map { .unexpected($0) }
    differences += permissions(of: ".", directory, customer, mode: customer.mode)
    return differences
  }

  private func permissions(
    of name: String, _ status: FileStatus, _ customer: FileStatus, mode: FilePermissions
  ) -> [DirectoryDifference] {
    func text(_ owner: UInt32, _ group: UInt32, _ mode: FilePermissions) -> String {
      "user \(owner), group \(group), mode \(String(mode.rawValue, radix: 8))"
    }
    let expected = text(customer.owner, customer.group, mode)
    let found = text(status.owner, status.group, status.mode)
    return expected == found ? [] : [.permissions(name, expected: expected, found: found)]
  }
}
