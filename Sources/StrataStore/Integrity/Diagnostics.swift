import Foundation
import Glibc
import StrataCore
import SystemPackage

/// Looks at the machine that a store lives on.
struct Diagnostics {
  let layout: StoreLayout
  let location: JournalLocation
  let driver: any SQLDriver
  let options: StoreOptions
  let lock: VersionLock
  let directory: SessionDirectory
  let policy: StorePolicy

  /// Below this much free space a disk is as good as full.
  private static let scarceBytes = 64 << 20
  /// Below this much it will be soon.
  private static let lowBytes = 1 << 30

  func run() -> [Diagnosis] {
    [database(), journal(), space(), permissions(), locks(), clock(), vocabulary(), git()]
  }

  private func attempt(_ name: String, _ body: () throws -> Diagnosis) -> Diagnosis {
    do {
      return try body()
    } catch {
      let error = error as? StrataError ?? StrataError(.storage, "\(error)")
      return Diagnosis(
        name: name, result: .fail, message: error.description,
        remedy: error.remedy ?? "run 'strata fsck'")
    }
  }

  private func database() -> Diagnosis {
    attempt("database") {
      try driver.read { connection in
        let dialect = connection.dialect
        let version = try connection.query(dialect.engineVersion).first?.text(0) ?? "unknown"
        return Diagnosis(name: "database", result: .ok, message: "\(dialect.name) \(version)")
      }
    }
  }

  private func journal() -> Diagnosis {
    attempt("journal") {
      try driver.read { connection in
        for setting in connection.dialect.settings {
          let value = try connection.query(setting.query).first?.values.first
          let text =
            switch value {
            case .text(let text)?: text
            case .integer(let number)?: String(number)
            default: "nothing"
            }
          guard text == setting.expected else {
            return Diagnosis(
              name: "journal", result: .fail, message: "\(setting.name) is \(text)",
              remedy: "no other program may change the journal's settings")
          }
        }
        let count = try connection.query("SELECT count(*) FROM entries").first?.int(0) ?? 0
        return Diagnosis(
          name: "journal", result: .ok, message: "\(count) entries, flushed at every commit")
      }
    }
  }

  private func space() -> Diagnosis {
    var status = statvfs()
    guard statvfs(layout.root.string, &status) == 0 else {
      return Diagnosis(
        name: "disk space", result: .fail,
        message: "the disk cannot be looked at: "
          + String(describing: Errno(rawValue: errno)), remedy: "check that it is mounted")
    }
    let free = Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    let message = "\(free >> 20) MiB free"
    if free < Self.scarceBytes {
      return Diagnosis(
        name: "disk space", result: .fail, message: message, remedy: "free disk space now")
    }
    return free < Self.lowBytes
      ? Diagnosis(
        name: "disk space", result: .warn, message: message, remedy: "free disk space soon")
      : Diagnosis(name: "disk space", result: .ok, message: message)
  }

  private func permissions() -> Diagnosis {
    var paths = [layout.root, layout.sessions, layout.staging]
    if case .file(let path) = location { paths.append(path) }
    for path in paths
    where access(path.string, R_OK | W_OK) != 0 {
      return Diagnosis(
        name: "permissions", result: .fail,
        message: "\(path) cannot be read and written: \(Errno(rawValue: errno))",
        remedy: "give user \(geteuid()) the right to, or work as the owner of the store")
    }
    return Diagnosis(
      name: "permissions", result: .ok, message: "the store can be read and written")
  }

  private func locks() -> Diagnosis {
    attempt("locks") {
      let now = options.clock()
      var stale = 0
      for customer in try directory.customers().customers {
        if let record = try lock.current(customer),
          record.leaseUntil < now || !LockHolder.isRunning(record.holder)
        {
          stale += 1
        }
      }
      return stale == 0
        ? Diagnosis(name: "locks", result: .ok, message: "none left behind")
        : Diagnosis(
          name: "locks", result: .warn, message: "\(stale) left behind by dead processes",
          remedy: "nothing: the next start of each customer breaks them")
    }
  }

  private func clock() -> Diagnosis {
    attempt("clock") {
      let newest = try driver.read { connection in
        try connection.query("SELECT max(recorded_at) FROM entries").first.flatMap {
          $0.isNull(0) ? nil : try $0.time(0)
        }
      }
      let now = options.clock()
      if let newest, newest > now.advanced(bySeconds: 60) {
        return Diagnosis(
          name: "clock", result: .warn,
          message: "the clock says \(now), and the journal holds an entry of \(newest)",
          remedy: "set the clock; versions stay right, times do not")
      }
      return Diagnosis(name: "clock", result: .ok, message: "\(now)")
    }
  }

  private func vocabulary() -> Diagnosis {
    attempt("vocabulary") {
      guard let file = try policy.file() else {
        return Diagnosis(
          name: "vocabulary", result: .ok, message: "Strata's own; there is no vocabulary.json")
      }
      _ = try policy.current()
      let names = file.nameCount == 1 ? "1 name" : "\(file.nameCount) names"
      return Diagnosis(
        name: "vocabulary", result: .ok, message: "vocabulary.json adds \(names)")
    }
  }

  private func git() -> Diagnosis {
    guard let version = GitCodeReader().version() else {
      return Diagnosis(
        name: "git", result: .warn, message: "git was not found",
        remedy: "install git, so that sessions know the code in force")
    }
    return Diagnosis(name: "git", result: .ok, message: version)
  }
}

extension SessionStore {
  /// Looks at the machine that the store lives on: database, disk, permissions, locks, clock, git.
  public func diagnose() throws -> [Diagnosis] {
    Diagnostics(
      layout: layout, location: journal, driver: driver, options: options, lock: lock,
      directory: directory,
      policy: policy
    ).run()
  }
}
