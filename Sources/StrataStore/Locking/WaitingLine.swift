import Foundation
import StrataCore
import SystemPackage

/// Who waits, as a ticket file says.
struct Waiter: Codable, Hashable {
  var holder: LockHolder
  /// When the waiter will have given up.
  var until: Timestamp
  /// How many seconds it waits in all.
  var patience: Double
}

/// One waiter's place in the line for a customer's lock: a ticket file that is named by the time of
/// arrival, so that the oldest is the first by name.
struct WaitingLine {
  let folder: FilePath
  /// Where the ticket is written before it appears in the line, whole.
  private let staged: FilePath
  let fileSystem: any FileSystem
  let waiter: Waiter
  let name: String
  private let leftBehind: LeftBehind

  init(
    folder: FilePath, staging: FilePath, fileSystem: any FileSystem, waiter: Waiter,
    arrivedAt: Timestamp, token: UInt64, leftBehind: LeftBehind
  ) {
    self.leftBehind = leftBehind
    self.folder = folder
    staged = staging.appending("version_lock-\(hexadecimal(token))")
    self.fileSystem = fileSystem
    self.waiter = waiter
    let time = String(max(0, arrivedAt.microseconds))
    name =
      String(repeating: "0", count: 20 - time.utf8.count) + time
      + "-\(waiter.holder.process)-\(hexadecimal(token))"
  }

  /// Takes a place at the end, or takes the same place again.
  ///
  /// A ticket that cannot be read would keep all others waiting for a lease, so a process that dies
  /// here leaves none.
  func join() throws(StrataError) {
    let bytes = (try? JSONEncoder().encode(waiter)).map(Array.init) ?? []
    _ = try fileSystem.ensureDirectory(at: staged.removingLastComponent(), mode: .ownerOnly)
    try fileSystem.createFile(bytes, at: staged, mode: FilePermissions(rawValue: 0o644))
    do {
      try takePlace()
    } catch {
      try? fileSystem.removeFile(at: staged)
      if !error.isTaken { throw error }
    }
  }

  private func takePlace() throws(StrataError) {
    var failure: StrataError?
    // The last one to leave removes the folder, perhaps just now.
    for _ in 0..<1000 {
      _ = try fileSystem.ensureDirectory(at: folder, mode: .everyoneReads)
      do {
        return try fileSystem.move(staged, to: folder.appending(name))
      } catch {
        guard error.isMissing else { throw error }
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Gives the place up; the last one removes the folder. What cannot be removed now is stale later.
  func leave() {
    // A disk that refuses once must not keep all others waiting.
    if (try? remove(name)) == nil, (try? remove(name)) == nil { leftBehind.add(ticket: name) }
    try? fileSystem.removeDirectory(at: folder)
  }

  /// How many wait before this one; with a judgement, those who have gone are put out of the line on
  /// the way, as far as they stand in front.
  func placesAhead(_ judgement: LockJudgement?) throws(StrataError) -> Int {
    var tickets = try ticketNames()
    if !tickets.contains(name) {
      // Somebody took this waiter for gone, which a clock that jumps can bring about.
      try join()
      tickets = try ticketNames()
    }
    let left = leftBehind.tickets
    if !left.isEmpty {
      for ticket in tickets where left.contains(ticket) {
        try remove(ticket)
        leftBehind.remove(ticket: ticket)
      }
      tickets.removeAll { left.contains($0) }
    }
    while let judgement, let first = tickets.first, first < name, hasGone(first, judgement) {
      try remove(first)
      tickets.removeFirst()
    }
    return tickets.firstIndex(of: name) ?? tickets.count
  }

  private func remove(_ ticket: String) throws(StrataError) {
    do {
      try fileSystem.removeFile(at: folder.appending(ticket))
    } catch {
      guard error.isMissing else { throw error }
    }
  }

  private func hasGone(_ ticket: String, _ judgement: LockJudgement) -> Bool {
    let file = try? fileSystem.readFile(folder.appending(ticket), maximumBytes: 65_536)
    let waiter = file.flatMap { try? JSONDecoder().decode(Waiter.self, from: Data($0)) }
    return judgement.hasGone(
      waiter, isTorn: file != nil && waiter == nil, arrivedAt: Self.arrival(ticket))
  }

  private func ticketNames() throws(StrataError) -> [String] {
    do {
      return try fileSystem.list(folder).filter { $0.utf8.prefix(20).allSatisfy(Self.isDigit) }
    } catch {
      guard error.isMissing else { throw error }
      return []
    }
  }

  private static func arrival(_ name: String) -> Timestamp {
    Timestamp(microseconds: Int64(name.prefix(20)) ?? 0)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
