import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Random damage, again and again on the same store: after each repair nothing is wrong, and every word
/// is where it was (rows Q1, R4).
@Suite struct RandomDamageTests {
  /// `STRATA_DAMAGES` says how many.
  private static let damages =
    ProcessInfo.processInfo.environment["STRATA_DAMAGES"].flatMap { Int($0) } ?? 2_000
  /// Between two repairs.
  private static let most = 10
  private static let repairsAStore = 4

  @Test func whateverIsDamagedIsMadeGood() async throws {
    var generator = SeededGenerator.printingSeed()
    let template = try await DamagedStore.Template()
    var done = 0
    while done < Self.damages {
      let damaged = try DamagedStore(template, seed: generator.next())
      let store = try damaged.open()
      for _ in 0..<Self.repairsAStore {
        let count = Int.random(in: 1...Self.most, using: &generator)
        done += count
        // Words come back from a directory, which nothing may damage after them.
        let damages = try (1...count).map { number in
          try Self.damage(damaged, &generator, mayForge: number == count)
        }
        let report = try await store.repair(try store.repairPlan())
        guard report.remaining.isEmpty, report.failures.isEmpty else {
          let found = report.remaining.map { "\($0.code) at \($0.place): \($0.message)" }
          Issue.record(
            "damage \(done), \(damages): \(found), \(report.failures.map(\.error))")
          return try await store.close()
        }
        for (id, whole) in damaged.whole {
          guard try store.session(.id(id)) == whole.session, try store.turns(of: id) == whole.turns
          else {
            Issue.record("damage \(done), \(damages): \(whole.session.name) is not what it was")
            return try await store.close()
          }
        }
      }
      #expect(try store.verifyAudit().findings.isEmpty)
      try await store.close()
      print("RandomDamageTests: \(done) of \(Self.damages) damages made good")
    }
  }

  /// Does something to a random file or row, of the kind that can be made good.
  private static func damage(
    _ store: DamagedStore, _ generator: inout SeededGenerator, mayForge: Bool
  ) throws -> String {
    let sessions = ["acme/v1.0.0", "acme/v1.1.0", "globex/v1.0.0"]
    let session = sessions.randomElement(using: &generator) ?? sessions[0]
    let file = SessionFile.allCases.randomElement(using: &generator) ?? .metadata
    let path = store.file(file, of: session)
    let number = Int.random(in: 0..<1_000_000, using: &generator)
    func bytes() throws -> [UInt8] { (try? store.bytes(path)) ?? [] }
    let isThere = FileManager.default.fileExists(atPath: path)
    let place = "\(session)/\(file.rawValue)"
    switch Int.random(in: 0..<14, using: &generator) {
    case 0 where isThere:
      try store.remove(path)
      return "removed \(place)"
    case 1 where isThere:
      try store.edit(path) { $0.removeLast(number % max(1, $0.count)) }
      return "cut \(place)"
    case 2 where isThere:
      try store.edit(path) { if !$0.isEmpty { $0[number % $0.count] ^= 1 << UInt8(number % 8) } }
      return "flipped a bit of \(place)"
    case 3 where isThere:
      try store.edit(path) { bytes in
        for index in bytes.indices where index % 3 == 0 { bytes[index] = UInt8(number & 255) }
      }
      return "wrote over \(place)"
    case 4:
      let folder = store.path("sessions/\(session)")
      if FileManager.default.fileExists(atPath: folder) { try store.remove(folder) }
      return "removed \(session)"
    case 5:
      let customer = store.path("sessions/\(session.prefix { $0 != "/" })")
      try store.makeFolder(customer)
      try store.make("\(customer)/stray-\(number)")
      return "strayed beside \(session)"
    case 6 where isThere:
      try store.setMode([0o600, 0o666, 0o640][number % 3], of: path)
      return "changed the mode of \(place)"
    case 7:
      try? store.sql(
        "UPDATE session_versions SET parent = 'v\(number).0.0', turn_count = turn_count + 1 "
          + "WHERE position % 3 = \(number % 3)")
      return "rewrote sessions"
    case 8:
      try? store.sql("DELETE FROM lines WHERE (length(customer) + major) % 2 = \(number % 2)")
      return "deleted lines"
    case 9:
      try? store.sql("UPDATE customers SET session_count = \(number), newest = 'v9.9.9'")
      return "rewrote customers"
    case 10:
      try? store.sql("UPDATE session_audit SET user_id = 'eve-\(number)' WHERE id % 2 = 0")
      return "rewrote the audit log"
    case 11:
      guard mayForge, isThere, try isWhole(session, in: store) else { return "nothing" }
      try? store.sql(
        "UPDATE turns SET content = CAST('forged \(number)' AS BLOB) "
          + "WHERE session = \(try position(of: session, in: store)) AND sequence = 1")
      return "forged a turn of \(session)"
    case 12:
      try? store.sql("DROP INDEX session_with_decisions")
      return "dropped an index"
    default:
      try store.makeFolder(store.path("sessions/acme/v\(number % 900 + 50).0.0"))
      return "made a version by hand"
    }
  }

  private static func isWhole(_ session: String, in store: DamagedStore) throws -> Bool {
    guard let whole = store.whole.values.first(where: { $0.session.name.description == session })
    else { return false }
    return (try? store.bytes(store.file(.conversation, of: session)))
      == ConversationText.whole(whole.session, turns: whole.turns)
  }

  private static func position(of session: String, in store: DamagedStore) throws -> Int64 {
    let name = try SessionName(parsing: session)
    let reader = try store.options.openDriver(store.journal, .reading)
    defer { try? reader.close() }
    return try reader.read { try StoredSession.named(name, in: $0).position }
  }
}
