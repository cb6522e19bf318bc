import StrataCore
import SystemPackage

/// Checks the folders of the store for what the journal does not know: strangers, unfinished
/// creations, stale locks, sessions that wait in temporary storage.
struct FolderCheck {
  let layout: StoreLayout
  let fileSystem: any FileSystem
  let directory: SessionDirectory
  let lock: VersionLock
  let temporary: TemporarySessions
  let now: Timestamp

  private static let leftoverSeconds = 3600.0

  /// - Parameter isKnown: whether the journal knows a version.
  func findings(isKnown: (CustomerID, SemanticVersion) throws -> Bool) throws -> [Finding] {
    var findings = try folders() + keys()
    guard try fileSystem.status(of: layout.sessions)?.kind == .directory else {
      return try findings + leftovers() + waiting()
    }
    let (customers, strangers) = try directory.customers()
    findings += strangers.map { stranger("sessions/\($0)") }
    for customer in customers {
      guard try fileSystem.status(of: layout.customer(customer))?.kind == .directory else {
        findings.append(stranger("sessions/\(customer)"))
        continue
      }
      let (versions, strangers) = try directory.versions(of: customer)
      findings += strangers.map { stranger("sessions/\(customer)/\($0)") }
      for version in versions where try !isKnown(customer, version) {
        findings.append(unknown(version, of: customer))
      }
      findings += try staleLock(of: customer)
    }
    return try findings + leftovers() + waiting()
  }

  private func stranger(_ place: String) -> Finding {
    Finding(
      "path.unknown", .warning, place: place, "Strata did not put this here",
      remedy: "move it to another place, or run 'strata fsck --repair'"
    ).about(.stranger(path: place, session: nil))
  }

  /// A store whose folders are not there opens nevertheless, and nothing can be shown.
  private func folders() throws -> [Finding] {
    try layout.folders.compactMap { path, mode in
      let name = path.lastComponent?.string ?? ""
      let status = try fileSystem.status(of: path)
      if status?.kind == .directory {
        guard mode == .ownerOnly, let found = status?.mode, found.rawValue & 0o077 != 0 else {
          return nil
        }
        return Finding(
          "folder.permissions", .warning, place: name,
          "others may look into it: its mode is \(String(found.rawValue, radix: 8))",
          remedy: "run 'chmod 700' on it, or 'strata fsck --repair'"
        ).about(.folder(name))
      }
      return Finding(
        "folder.missing", place: name,
        status.map { "a \($0.kind.rawValue) stands where a folder of the store must be" }
          ?? "a folder of the store is missing",
        remedy: "run 'strata fsck --repair': it is made again"
      ).about(.folder(name))
    }
  }

  private func keys() throws -> [Finding] {
    guard try fileSystem.status(of: layout.keys)?.kind == .directory else { return [] }
    return try fileSystem.list(layout.keys).compactMap { name in
      guard let status = try fileSystem.status(of: layout.keys.appending(name)),
        status.kind == .file, status.mode.rawValue & 0o077 != 0
      else { return nil }
      return Finding(
        "key.permissions", place: "keys/\(name)", "others than its owner may use a private key",
        remedy: "run 'chmod 600' on it, and rotate the key if somebody may have read it"
      ).about(.key(path: "keys/\(name)"))
    }
  }

  /// A directory that holds no session under its name can go aside; one with a session that the journal
  /// never knew must not.
  private func unknown(_ version: SemanticVersion, of customer: CustomerID) -> Finding {
    let place = "sessions/\(customer)/\(version)"
    do {
      let found = try directory.readBack(version, of: customer)
      return Finding(
        "directory.unknown", .warning, place: place,
        "the journal does not know this directory; it holds session \(found.session.id) with "
          + "\(found.turns.count) turns",
        remedy: "take it in with 'strata recover', or move it to another place")
    } catch {
      return Finding(
        "directory.unknown", .warning, place: place,
        "the journal does not know this directory, and it holds no session: \(error.message)",
        remedy: "move it to another place, or run 'strata fsck --repair'"
      ).about(.stranger(path: place, session: nil))
    }
  }

  private func staleLock(of customer: CustomerID) throws -> [Finding] {
    let place = "sessions/\(customer)/.version_lock"
    let file: LockFile?
    do {
      file = try lock.lockFile(of: customer)
    } catch {
      return [
        Finding(
          "lock.stale", .warning, place: place, "the lock cannot be read: \(error.message)",
          remedy: "the next start breaks it"
        ).about(.lock(customer))
      ]
    }
    guard let file, lock.judgement.reason(against: file) != nil else { return [] }
    let whose =
      file.record.map { record in
        "process \(record.holder.process) on \(record.holder.host) left a lock of "
          + "\(record.acquiredAt)"
      } ?? "a lock that says nothing was left at \(file.status.modifiedAt)"
    return [
      Finding("lock.stale", .warning, place: place, whose, remedy: "the next start breaks it")
        .about(.lock(customer))
    ]
  }

  private func leftovers() throws -> [Finding] {
    let limit = now.advanced(bySeconds: -Self.leftoverSeconds)
    return try directory.leftovers().filter { $0.modifiedAt < limit }.map { leftover in
      Finding(
        "creation.unfinished", .warning, place: ".staging/\(leftover.name)",
        "an interrupted creation was left behind at \(leftover.modifiedAt)",
        remedy: "it is cleaned up when the store is next opened for writing"
      ).about(.stranger(path: ".staging/\(leftover.name)", session: leftover.session))
    }
  }

  private func waiting() throws -> [Finding] {
    try temporary.storage.kept().map { kept in
      let isReadable = (try? temporary.read(kept)) != nil
      return Finding(
        "temporary.waiting", isReadable ? .warning : .error,
        place: temporary.storage.path.string,
        isReadable
          ? "session \(kept.id) waits in temporary storage since \(kept.keptAt)"
          : "session \(kept.id) in temporary storage cannot be read",
        remedy: isReadable
          ? "it is moved in when the store is next opened for writing"
          : "keep a copy of the file and look into it"
      ).about(isReadable ? nil : .kept(kept.id))
    }
  }
}
