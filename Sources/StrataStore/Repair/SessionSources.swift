import Foundation
import StrataCore
import SystemPackage

/// From where the words of a session can come back: its directory, what was moved aside of it, and the
/// versions that mend it. Nothing of this is believed: a digest decides.
struct SessionSources {
  /// Turns by number, from the likeliest source on.
  private(set) var turns: [Int: [Turn]] = [:]
  /// What files say of the session.
  private(set) var sessions: [Session] = []

  private static let largestFile = 1 << 28

  /// What lies in the store's folders.
  init(
    of id: SessionID, named version: SemanticVersion?, of customer: CustomerID?,
    in layout: StoreLayout, on fileSystem: any FileSystem
  ) {
    var folders: [FilePath] = []
    if let version, let customer { folders.append(layout.version(version, of: customer)) }
    let aside = (try? fileSystem.list(layout.quarantine)) ?? []
    for name in aside where name.hasPrefix("\(id)-") {
      let folder = layout.quarantine.appending(name)
      folders.append(folder)
      if let version { folders.append(folder.appending(version.description)) }
    }
    for folder in folders {
      let conversation = folder.appending(SessionFile.conversation.rawValue)
      if let bytes = try? fileSystem.readFile(conversation, maximumBytes: Self.largestFile) {
        take(conversation: bytes)
      }
      let metadata = folder.appending(SessionFile.metadata.rawValue)
      if let bytes = try? fileSystem.readFile(metadata, maximumBytes: Self.largestFile),
        let session = try? JSONDecoder().decode(Session.self, from: Data(bytes)), session.id == id
      {
        sessions.append(session)
      }
    }
  }

  /// A file that was cut off or changed in one place has whole lines elsewhere, and each is a turn.
  private mutating func take(conversation bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0A) {
      let text = line.drop { $0 == 0x20 }
      guard text.first == UInt8(ascii: "{") else { continue }
      let object = text.last == UInt8(ascii: ",") ? text.dropLast() : text
      guard
        let found = try? JSONDecoder().decode(
          ConversationDocument.Line.self, from: Data(object))
      else { continue }
      turns[found.number, default: []].append(found.turn)
    }
  }

  /// What the versions say that were made on top of a session's, or that it was made on top of: a mend
  /// repeats what it mends.
  mutating func addRelatives(
    of version: SemanticVersion, parent: SemanticVersion?, customer: CustomerID,
    in connection: any SQLConnection
  ) throws {
    let rows = try connection.query(
      """
      \(JournalReading.turnRowSelection) JOIN session_versions s ON s.position = t.session
      WHERE s.customer = ? AND s.major = ? AND s.minor = ? AND (s.parent = ? OR s.patch = ?)
        AND t.content IS NOT NULL ORDER BY t.session, t.sequence
      """, .text(customer.name), .int(version.major), .int(version.minor),
      .text(version.description),
      .int(parent?.unpatched == version.unpatched ? parent?.patch ?? -1 : -1))
    for row in rows {
      guard let turn = try? JournalReading.turn(row) else { continue }
      turns[try row.int(11), default: []].append(turn)
    }
  }

  /// What a `start` content may have been.
  func startContents(salt: [UInt8]) -> [[UInt8]] {
    sessions.flatMap { session -> [[UInt8]] in
      // Decisions of later on stand behind those of the start.
      (0...session.decisions.count).compactMap { count in
        var start = session
        start.decisions = Array(session.decisions.prefix(count))
        return try? StartContent.content(of: start, salt: salt).bytes
      }
    }
  }

  /// What the `start` content was by the likeliest source, before the last key decisions were taken.
  func startContent(withoutLast later: Int) -> [UInt8]? {
    guard var start = sessions.first, start.decisions.count >= later else { return nil }
    start.decisions.removeLast(later)
    return try? StartContent.content(of: start, salt: []).bytes
  }

  /// What a `decision` content may have been.
  var decisions: [[UInt8]] { sessions.flatMap(\.decisions).map(CanonicalSession.bytes) }
}
