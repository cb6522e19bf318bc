import Foundation
import Glibc
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// A real process that holds a customer's lock and does not run: stopped, then killed (rows C1, C2).
@Suite struct StoppedHolderTests {
  @Test func waiterGivesUpAfterFiveSecondsAndSaysWhoHoldsTheLock() async throws {
    let scratch = try ScratchFolder()
    let root = scratch.path.appending("store")
    let store = try SessionStore.initialize(at: root)
    let acme = try CustomerID("acme")
    _ = try await store.start(LoadRequest.start(worker: 0, index: 0, for: acme))
    let holder = try ProgramRun("strata-load", ["hold", root.string, "acme"])
    defer {
      holder.send(SIGKILL)
      _ = holder.finish()
    }
    let line = try await blocking { holder.nextLine() }
    #expect(line.flatMap { LoadReport($0) } == .holding)
    holder.send(SIGSTOP)
    let record = try #require(try store.lock.current(acme))
    #expect(record.holder.process == holder.id)

    let arguments = ["session", "start", "acme", "-m", "It works.", "--store", root.string]
    let start = ContinuousClock.now
    let waiter = try await ProgramRun.toEnd("strata", arguments)
    let seconds = start.duration(to: .now) / .seconds(1)
    #expect(waiter.status == 4)
    let said = waiter.lines.joined(separator: "\n")
    #expect(said.contains("the version lock of acme could not be had within 5 s: "), "\(said)")
    #expect(
      said.contains(
        "\(record.holder.user) on \(record.holder.host) (process \(holder.id)) holds it since "
          + "\(record.acquiredAt)"), "\(said)")
    // Not sooner than promised; how much later depends on the machine.
    #expect((5..<25).contains(seconds))
    #expect(try store.sessions().count == 1)

    // Others are not kept waiting, and the lock of a dead process keeps nobody waiting.
    let other = try await ProgramRun.toEnd(
      "strata", ["session", "start", "other", "-m", "It works.", "--store", root.string])
    #expect(other.status == 0, "\(other.lines)")
    holder.send(SIGKILL)
    _ = try await blocking { holder.finish() }
    let next = try await ProgramRun.toEnd("strata", arguments)
    #expect(next.status == 0, "\(next.lines)")
    #expect(try store.session(.version(acme, try version("v1.1.0"))).customer == acme)
    let broken = try store.entries().filter { $0.kind == .lockBroken }
    #expect(broken.map(\.customer) == [acme])
    try await store.close()
    let reader = try SessionStore.open(at: root)
    #expect(try reader.check() == [])
    try await reader.close()
  }
}
