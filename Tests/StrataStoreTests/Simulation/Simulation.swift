import Foundation
import StrataCore
import StrataTesting
import Synchronization
import SystemPackage

@testable import StrataStore

/// One store on a simulated machine, at which several processes work while clocks jump, disks fill
/// up, processes stall and die, and the power fails. A seed repeats every run.
///
/// Operations are performed one after the other, so that a run can be repeated; where one process is
/// to be in the middle of something while others work, it is stalled there.
final class Simulation {
  /// A process with the store open.
  struct Writer {
    var store: SessionStore
    var process: SimulatedProcess
    var stall: Stall
  }

  static let writerCount = 3
  static let customerCount = 4
  static let stepsBetweenRests = 80

  let machine: SimulatedMachine
  let root: FilePath
  var generator: SeededGenerator
  var model = SimulationModel()
  var layers = LayerModel()
  var writers: [Writer] = []
  /// What has happened, one line an operation.
  private(set) var trace: [String] = []
  /// Until which step the disk stays full.
  private var fullUntil: Int?
  private var attemptCount = 0
  /// How many operations processes have asked for.
  private(set) var operationCount = 0
  private let scratch: ScratchFolder
  private let options: StoreOptions
  let reader: SessionStore

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    scratch = try quickFolder()
    root = scratch.path.appending("store")
    let clock = SimulatedClock()
    machine = SimulatedMachine(clock: clock)
    var options = TemporaryStore.simulated(clock: clock, seed: seed)
    options.temporaryStorage = scratch.path.appending("temporary")
    // A busy machine oversleeps; otherwise waiting in vain would take a thousand looks.
    options.pause = { seconds in clock.advance(bySeconds: max(seconds, 0.4)) }
    self.options = options
    var initial = options
    machine.startProcess(with: &initial)
    _ = try SessionStore.initialize(at: root, options: initial)
    var reading = options
    reading.access = .reading
    reader = try SessionStore.open(at: root, options: reading)
  }

  /// Performs so many operations, and compares the store with the model after each.
  func run(operations: Int) async throws {
    for _ in 0..<Self.writerCount { writers.append(try await openWriter()) }
    var step = 0
    while operationCount < operations {
      step += 1
      if let end = fullUntil, step >= end { setFull(files: false, database: false) }
      try await perform(step)
      if step % Self.stepsBetweenRests == 0 { try await settle() }
    }
    try await settle()
    for writer in writers { try await writer.store.close() }
    try await reader.close()
  }

  func chance(_ part: Int) -> Bool { Int.random(in: 0..<part, using: &generator) == 0 }

  func note(_ text: String) { trace.append(text) }

  func countOperation() { operationCount += 1 }

  /// A name that nobody had before.
  func nextName() -> String {
    attemptCount += 1
    return "a\(attemptCount)"
  }

  var isFull: Bool { fullUntil != nil }
}

// MARK: - Steps

extension Simulation {
  private func perform(_ step: Int) async throws {
    let index = Int.random(in: 0..<writers.count, using: &generator)
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<36: try await operate(index)
    case 36..<46: try await operate(index, with: randomFault())
    case 46..<66: try await actOnLayers(index)
    case 66..<76: try await actOnLayers(index, with: randomFault())
    case 76..<86: try await stalled(index)
    case 86..<91: jump()
    case 91..<94: try makeByHand()
    case 94..<96: fill(at: step)
    case 96..<98: try await reopen(index, politely: true)
    case 98: try await reopen(index, politely: false)
    default: if chance(2) { try await losePower() }
    }
    try expectAnyKnownSession()
  }

  private func randomFault() -> SimulatedProcess.Fault {
    let faults = CrashSweepTests.faults
    return faults[Int.random(in: 0..<faults.count, using: &generator)]
  }

  /// One operation of a process, which may fail at a random call.
  private func operate(_ index: Int, with fault: SimulatedProcess.Fault? = nil) async throws {
    let writer = writers[index]
    if let fault {
      writer.process.fail(call: Int.random(in: 1...45, using: &generator), with: fault)
    }
    let operation = nextOperation()
    note("\(writer.process.holder.user) \(operation)\(fault.map { ", to fail by \($0)" } ?? "")")
    let mayFail = fault != nil || fullUntil != nil
    let outcome = await Self.perform(operation, by: writer.store)
    try conclude(operation, outcome, mayFail: mayFail)
    try await recover(index)
  }

  /// A process that a fault has killed is replaced; otherwise nothing fails any more.
  func recover(_ index: Int) async throws {
    let process = writers[index].process
    if process.isDead {
      try await reopen(index, politely: false)
    } else {
      process.fail(call: .max, with: .file(.error(.ioError)))
      process.database.heal()
    }
  }

  /// One process stops at its commit; others work, its lease may run out, and it may die there.
  private func stalled(_ index: Int) async throws {
    let writer = writers[index]
    let operation = nextOperation()
    guard try !isLocked(operation.customer(in: model)) else { return }
    let point = chance(2) ? Stall.Point.beforeCommit : .afterCommit
    note("\(writer.process.holder.user) \(operation), to stop \(point)")
    writer.stall.arm(point)
    let task = Self.begin(operation, by: writer.store, until: writer.stall)
    var isApplied = false
    if await writer.stall.reached() {
      if point == .afterCommit {
        try operation.settleDoubt(in: &model, by: reader)
        isApplied = true
      }
      if chance(2) { machine.clock.advance(bySeconds: .random(in: 20..<60, using: &generator)) }
      for _ in 0..<Int.random(in: 0..<4, using: &generator) {
        let other = writers[(index + 1) % writers.count]
        let between = nextOperation(near: operation)
        note("meanwhile \(other.process.holder.user) \(between)")
        try conclude(
          between, await Self.perform(between, by: other.store), mayFail: true, mayWait: true)
      }
      if chance(5) {
        note("\(writer.process.holder.user) dies there")
        writer.process.die()
      }
      writer.stall.release()
    }
    try conclude(operation, await task.value, mayFail: true, isApplied: isApplied)
    if writer.process.isDead { try await reopen(index, politely: false) }
  }

  private func jump() {
    let seconds =
      chance(3)
      ? -Double.random(in: 0..<86_400, using: &generator)
      : Double.random(in: 0..<200_000, using: &generator)
    note("the clock jumps by \(Int(seconds)) s")
    machine.clock.advance(bySeconds: seconds)
  }

  private func fill(at step: Int) {
    fullUntil = step + Int.random(in: 1..<12, using: &generator)
    setFull(files: chance(2), database: true)
  }

  private func setFull(files: Bool, database: Bool) {
    note("the disk is full: files \(files), journal \(database)")
    machine.disk.isFull = files
    for writer in writers { writer.process.database.isFull = database }
    if !files, !database { fullUntil = nil }
  }

  private func losePower() async throws {
    let tears = FaultyFileSystem.Tear.allCases
    let tear = tears[Int.random(in: 0..<tears.count, using: &generator)]
    note("the power fails: \(tear)")
    let dead = writers.map(\.store)
    try machine.losePower(tear)
    setFull(files: false, database: false)
    for index in writers.indices { writers[index] = try await openWriter() }
    for store in dead { try? await store.close() }
    try await meetAll()
  }

  private func reopen(_ index: Int, politely: Bool) async throws {
    let writer = writers[index]
    note("\(writer.process.holder.user) \(politely ? "closes" : "is gone")")
    if politely {
      do {
        try await writer.store.close()
      } catch let error as StrataError where error.code == .storage && fullUntil != nil {
        note("  \(error.code)")
      }
    }
    writer.process.die()
    writers[index] = try await openWriter()
    try? await writer.store.close()
    try await meetAll()
  }

  private func openWriter() async throws -> Writer {
    let stall = Stall()
    var options = options
    let process = machine.startProcess(with: &options)
    let open = options.openDriver
    options.openDriver = { StallingDriver(base: try open($0, $1), stall: stall) }
    process.database.isFull = fullUntil != nil
    let store = try SessionStore.open(at: root, options: options)
    await store.background.withLock { $0.moving }?.value
    return Writer(store: store, process: process, stall: stall)
  }

  private func isLocked(_ customer: CustomerID?) throws -> Bool {
    guard let customer else { return false }
    let layout = StoreLayout(root: root)
    for path in [layout.lock(of: customer), layout.waiting(for: customer)]
    where try POSIXFileSystem().status(of: path) != nil { return true }
    return false
  }
}

// MARK: - Operations

extension Simulation {
  /// Whether somebody holds a customer's lock, or waits for it, who was there before the power failed:
  /// that machine might be another one of the same name, so its lease has to run out.
  private func isHeldFromFormerBoot(_ customer: CustomerID?) throws -> Bool {
    guard let customer else { return false }
    let (layout, files) = (StoreLayout(root: root), POSIXFileSystem())
    let line = layout.waiting(for: customer)
    let tickets = try files.status(of: line) == nil ? [] : files.list(line)
    let waiters = try tickets.map { name in
      let bytes = try files.readFile(line.appending(name), maximumBytes: 65_536)
      return try? JSONDecoder().decode(Waiter.self, from: Data(bytes)).holder
    }
    let lock = VersionLock(
      layout: layout, fileSystem: files, settings: LockSettings(clock: { .init(microseconds: 0) }))
    let holder = try lock.current(customer)?.holder
    return (waiters + [holder]).contains {
      $0.map { $0.bootID != writers[0].process.holder.bootID } == true
    }
  }

  private func nextOperation(near other: SimulatedOperation? = nil) -> SimulatedOperation {
    let active = model.order.suffix(30)
    let id =
      active.isEmpty
      ? nil
      : active[
        active.startIndex
          + Int.random(
            in: 0..<active.count, using: &generator)]
    let name = nextName()
    let kind = Int.random(in: 0..<100, using: &generator)
    guard let id, kind >= 45 else {
      let number = Int.random(in: 0..<Self.customerCount, using: &generator)
      let customer = other?.customer(in: model)
      return .start(startRequest(of: customer?.name ?? "customer-\(number)", by: name), name)
    }
    switch kind {
    case 45..<72: return .append(id, [name, name + "b"])
    case 72..<80: return .record(id, name)
    case 80..<88: return .complete(id)
    default: return .read(id)
    }
  }

  private func startRequest(of customer: String, by author: String) -> StartRequest? {
    guard let customer = try? CustomerID(customer) else { return nil }
    var request = LoadRequest.start(
      worker: Int.random(in: 0..<4, using: &generator), index: 0, for: customer)
    request.turns[0].author = author
    if chance(6),
      let target = model.versions(of: customer).sorted().randomElement(using: &generator)
    {
      request.operation = .init(kind: .metadataCorrections, target: target)
    } else if chance(8), !model.versions(of: customer).isEmpty {
      request.choice = .init(increment: .major, reason: "a simulated choice")
    }
    if chance(8) { request.completion = Completion(outcome: .success) }
    model.willStart(author, sealed: request.completion != nil)
    return request
  }

  private static func begin(
    _ operation: SimulatedOperation, by store: SessionStore, until stall: Stall
  ) -> Task<SimulatedOperation.Outcome, Never> {
    Task {
      let outcome = await perform(operation, by: store)
      stall.end()
      return outcome
    }
  }

  private static func perform(
    _ operation: SimulatedOperation, by store: SessionStore
  ) async -> SimulatedOperation.Outcome {
    let outcome: SimulatedOperation.Outcome
    do {
      outcome = .answer(try await operation.perform(on: store))
    } catch {
      outcome = .failure(error)
    }
    await store.restOfSigning()
    return outcome
  }

  /// Takes an outcome into the model, and finds out what became of a change in doubt.
  ///
  /// - Parameter mayWait: whether a process that lives holds a lock, so that waiting may be in vain.
  private func conclude(
    _ operation: SimulatedOperation, _ outcome: SimulatedOperation.Outcome, mayFail: Bool,
    mayWait: Bool = false, isApplied: Bool = false
  ) throws {
    countOperation()
    if let customer = operation.customer(in: model) { try meetNewest(of: customer) }
    switch outcome {
    case .answer(let session):
      note("  \(session.name) \(session.turnCount) \(session.state)")
      if case .start = operation { return try model.acknowledge(session) }
      if !isApplied { operation.apply(to: &model) }
    case .failure(let error):
      guard let error = error as? StrataError else { throw error }
      note("  \(error.code)")
      let isSealed = operation.session.map { model.sessions[$0]?.isSealed == true } == true
      switch error.code {
      case .conflict where isSealed: break
      case .storage, .fencedOff: if !mayFail { throw error }
      case .lockTimeout:
        if try !mayWait && !isHeldFromFormerBoot(operation.customer(in: model)) { throw error }
      default: throw error
      }
      try operation.settleDoubt(in: &model, by: reader)
    }
    if let id = operation.session { try model.verify(id, in: reader) }
  }

  /// Takes in sessions that the model has not seen.
  func meetNewest(of customer: CustomerID, limit: Int = 6) throws {
    let newest = try reader.sessions(SessionQuery(customer: customer, limit: limit))
    for session in newest.reversed() {
      try model.meet(session) { try reader.turns(of: session.id) }
    }
  }

  private func meetAll() async throws {
    for customer in try reader.customers() { try meetNewest(of: customer.id, limit: 40) }
  }

  private func makeByHand() throws {
    guard let id = model.order.last, let known = model.sessions[id] else { return }
    let versions = model.versions(of: known.customer)
      .union(model.foreign[known.customer] ?? [])
    let newest = versions.max() ?? .first
    guard let next = chance(3) ? newest.nextMajor : newest.nextMinor else { return }
    note("somebody makes \(known.customer)/\(next)")
    let layout = StoreLayout(root: root)
    let files = POSIXFileSystem()
    let path = layout.version(next, of: known.customer)
    try files.createDirectory(at: path, mode: FilePermissions(rawValue: 0o755))
    if chance(2) {
      try files.createFile(
        Array("{}".utf8), at: path.appending("session_metadata.json"),
        mode: FilePermissions(rawValue: 0o644))
    }
    model.addForeign(next, of: known.customer)
  }
}

// MARK: - What must hold

extension Simulation {
  private func expectAnyKnownSession() throws {
    guard let id = model.order.randomElement(using: &generator) else { return }
    try model.verify(id, in: reader, withEntries: false)
  }

  /// Lets everything come to rest: the disk has room, all processes are closed, one is opened, each
  /// customer starts a session. Then nothing is missing, and every byte is what it should be.
  private func settle() async throws {
    note("everything comes to rest")
    setFull(files: false, database: false)
    for index in writers.indices { try await reopen(index, politely: true) }
    // Two leases and the longest wait in a line, whichever way the clock has jumped.
    machine.clock.advance(bySeconds: 7200)
    for number in 0..<Self.customerCount {
      let operation = SimulatedOperation.start(
        startRequest(of: "customer-\(number)", by: "rest \(trace.count) \(number)"), "rest")
      try conclude(operation, await Self.perform(operation, by: writers[0].store), mayFail: false)
    }
    try await reopen(0, politely: true)
    try await settleLayers(with: writers[0].store)
    for id in model.order { try model.verify(id, in: reader) }
    guard model.waiting.isEmpty else {
      throw SimulationModel.Broken("still in temporary storage: \(model.waiting)")
    }
    let findings = try writers[0].store.check().filter { $0.code != "directory.unknown" }
    guard findings.isEmpty else {
      throw SimulationModel.Broken(findings.map { "\($0)" }.joined(separator: "\n"))
    }
    try expectWholeDirectories(in: root, of: model)
  }

  private func expectWholeDirectories(in root: FilePath, of model: SimulationModel) throws {
    let directory = SessionDirectory(
      layout: StoreLayout(root: root), fileSystem: POSIXFileSystem())
    for known in model.sessions.values {
      let (_, turns) = try directory.readBack(known.version, of: known.customer)
      guard turns.map({ $0.author ?? "nobody" }) == known.turns else {
        throw SimulationModel.Broken("\(known.customer)/\(known.version) shows other turns")
      }
    }
  }
}
