import Foundation
import StrataCore
import SystemPackage

/// Sessions that wait in temporary storage for the store's disk to come back (row S4).
struct TemporarySessions: Sendable {
  let storage: TemporaryStorage

  /// Keeps a start, flushed to the disk.
  func keep(_ kept: KeptStart) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try storage.keep(Array(try encoder.encode(kept)), as: kept.id, at: kept.time)
  }

  /// The starts that wait, oldest first; one that cannot be read stays where it is, and `check`
  /// reports it.
  func waiting() throws -> [(kept: KeptSession, start: KeptStart)] {
    try storage.kept().compactMap { kept in
      guard let start = try? read(kept) else { return nil }
      return (kept, start)
    }
  }

  /// Reads one.
  func read(_ kept: KeptSession) throws -> KeptStart {
    try JSONDecoder().decode(KeptStart.self, from: Data(try storage.bytes(of: kept)))
  }
}
