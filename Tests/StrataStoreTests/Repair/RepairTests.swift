import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Each kind of damage is found, and made good; what cannot be is set aside and known (rows Q1, R1, R2,
/// R4, V4).
@Suite struct RepairTests {
  private static let template = Task { try await DamagedStore.Template() }

  @Test func theCatalogueIsLargeAndNamesAreUnique() {
    let names = DamageCatalogue.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count >= 40)
  }

  @Test func aHealthyStoreHasNoFindingAndNoPlan() async throws {
    let damaged = try DamagedStore(try await Self.template.value)
    let store = try damaged.open()
    #expect(try store.check() == [])
    #expect(try store.repairPlan().isEmpty)
    try await store.close()
  }

  @Test(arguments: DamageCatalogue.all)
  func damageIsFoundAndMadeGood(damage: Damage) async throws {
    let damaged = try DamagedStore(try await Self.template.value)
    try damage.perform(damaged)
    let store = try damaged.open()
    let findings = try store.check()
    #expect(Set(findings.map(\.code)) == damage.codes, "\(findings)")
    let before = try inventory(damaged)
    let report = try await store.repair(RepairPlan(findings), by: "tester")
    #expect(report.failures.isEmpty, "\(report.failures)")
    guard damage.rest != .untouched else {
      #expect(Set(report.remaining.map(\.code)) == damage.codes)
      #expect(report.outcomes.isEmpty)
      return try await store.close()
    }
    #expect(report.remaining == [])
    #expect(!report.outcomes.isEmpty)
    try expectRecords(of: report, in: store)
    try expectNothingLost(damage, damaged, store, report)
    let audit = try store.verifyAudit()
    #expect(audit.findings.isEmpty == (damage.rest == .everything), "\(audit.findings)")
    let after = try inventory(damaged)
    #expect(before.isSubset(of: after), "gone: \(before.subtracting(after).prefix(3))")
    try await store.close()
    // Another process, which makes whole what it can, finds nothing to do.
    var options = damaged.options
    options.recoversOnOpening = true
    let again = try SessionStore.open(at: damaged.root, options: options)
    let more = try await again.start(try request("acme", "The shop gateway on AWS, once more."))
    #expect(damaged.whole[more.id] == nil)
    #expect(try again.check() == [])
    try await again.close()
  }

  /// Each step left an entry, and each session whose own bytes were made again a sealed patch.
  private func expectRecords(of report: RepairReport, in store: SessionStore) throws {
    let entries = Dictionary(
      uniqueKeysWithValues: try store.entries(from: 1, limit: 10_000).map { ($0.position, $0) })
    for outcome in report.outcomes {
      let entry = try #require(outcome.entry.flatMap { entries[$0] })
      #expect(entry.kind == .repairPerformed)
      #expect(entry.actor == "tester")
      #expect(entry.body.member("action") == .string(outcome.step.action.rawValue))
    }
    let mended = Set(report.outcomes.filter { $0.step.mend != nil }.compactMap(\.step.session))
    var patched: Set<SessionID> = []
    for (of, patch) in report.patches {
      let made = try store.session(patch)
      #expect(made.state == .sealed)
      #expect(made.decision.triggers.first?.increment == .patch)
      #expect(SessionName.version(made.customer, try #require(made.previousVersion)) == of)
      let words = try store.turns(of: made.id).first
      #expect(words?.role == .system)
      #expect(words?.content.contains("'strata fsck --repair' mended \(of)") == true)
      patched.insert(try store.session(of).id)
    }
    #expect(patched == mended)
  }

  private func expectNothingLost(
    _ damage: Damage, _ damaged: DamagedStore, _ store: SessionStore, _ report: RepairReport
  ) throws {
    let now = try DamagedStore.everything(in: store)
    if damage.rest != .others {
      for (id, whole) in damaged.whole {
        #expect(now[id]?.session == whole.session)
        #expect(now[id]?.turns == whole.turns)
      }
    } else {
      #expect(report.outcomes.contains { !$0.lost.isEmpty })
      for (id, whole) in damaged.whole where whole.session.version.minor == 1 {
        #expect(now[id] == whole)
      }
    }
    if damage.rest == .everything { #expect(report.outcomes.allSatisfy { $0.lost.isEmpty }) }
  }

  /// The digests of all files below sessions/ and quarantine/, and of what stood in strangers' places:
  /// nothing of it may be gone afterwards.
  private func inventory(_ damaged: DamagedStore) throws -> Set<[UInt8]> {
    var contents: Set<[UInt8]> = []
    for folder in ["sessions", "quarantine", "archive", ".staging"] {
      let names = FileManager.default.enumerator(atPath: damaged.path(folder))
      while let name = names?.nextObject() as? String {
        if name.hasSuffix(".version_lock") || name.hasSuffix(".lock") { continue }
        if let bytes = try? damaged.bytes(damaged.path("\(folder)/\(name)")), !bytes.isEmpty {
          contents.insert(bytes)
        }
      }
    }
    return contents
  }
}
