import Foundation
public import StrataCore

/// What stands in a customer's lock file (row C1).
public struct LockRecord: Hashable, Sendable, Codable {
  /// Who holds the lock.
  public var holder: LockHolder
  /// Since when.
  public var acquiredAt: Timestamp
  /// Until when, unless it is renewed.
  public var leaseUntil: Timestamp
  /// Tells this taking of the lock from every other.
  public var token: String
  /// The fencing number; 0 until the holder has one, and without one it cannot commit.
  public var fence: Int64

  /// Makes a record.
  public init(
    holder: LockHolder, acquiredAt: Timestamp, leaseUntil: Timestamp, token: String, fence: Int64
  ) {
    self.holder = holder
    self.acquiredAt = acquiredAt
    self.leaseUntil = leaseUntil
    self.token = token
    self.fence = fence
  }

  enum CodingKeys: String, CodingKey {
    case holder, token, fence
    case acquiredAt = "acquired_at"
    case leaseUntil = "lease_until"
  }

  /// The bytes of the file; as long for any number and any lease, so that they can be changed by one
  /// write in place.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("holder") { holder.write(to: &$0) }
      writer.member("acquired_at", acquiredAt)
      writer.member("lease_until", leaseUntil)
      writer.member("token", token)
      writer.member("fence") { $0.padded(fence) }
    }
    writer.endLine()
    return writer.bytes
  }

  /// Reads the bytes of a file, or nil where they are torn.
  init?(_ bytes: [UInt8]) {
    guard let record = try? JSONDecoder().decode(LockRecord.self, from: Data(bytes)) else {
      return nil
    }
    self = record
  }
}

/// A lock that was taken away from its holder (row C2), to be recorded in the journal.
public struct LockBreak: Hashable, Sendable, Codable {
  /// Why it could be taken away.
  public enum Reason: String, Sendable, Codable {
    /// The process does not run any more.
    case holderDead = "holder_dead"
    /// The lease ran out and was not renewed.
    case leaseRanOut = "lease_ran_out"
    /// The file is torn for a second, or cannot be read for a lease.
    case unreadable
  }

  /// Whose lock it was.
  public var customer: CustomerID
  /// Why it could be taken away.
  public var reason: Reason
  /// What the file said; nil where it could not be read.
  public var broken: LockRecord?
  /// Who broke it.
  public var by: LockHolder
  /// When.
  public var at: Timestamp

  /// Makes a break.
  public init(
    customer: CustomerID, reason: Reason, broken: LockRecord?, by: LockHolder, at: Timestamp
  ) {
    self.customer = customer
    self.reason = reason
    self.broken = broken
    self.by = by
    self.at = at
  }
}

/// A lock that this process holds.
public struct HeldLock: Hashable, Sendable {
  /// Whose lock it is.
  public let customer: CustomerID
  /// What its file says.
  public let record: LockRecord

  /// The number that a commit must prove to be the newest.
  public var fence: Int64 { record.fence }
}

extension LockHolder {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("user", user)
      writer.member("host", host)
      writer.member("boot_id", bootID)
      writer.member("pid_namespace", pidNamespace)
      writer.member("process", Int(process))
      writer.member("process_start", Int(clamping: startTime))
    }
  }
}
