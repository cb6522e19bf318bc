import Glibc
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// A store's folders with the directory of one session.
struct DirectoryBench {
  let scratch: ScratchFolder
  let layout: StoreLayout
  let base = POSIXFileSystem()
  let changes: [VersionChange]

  init() throws {
    scratch = try ScratchFolder()
    layout = try scratch.layout()
    changes = try Fixture.changes()
  }

  func directories(on fileSystem: any FileSystem = POSIXFileSystem()) -> SessionDirectory {
    SessionDirectory(layout: layout, fileSystem: fileSystem)
  }

  var directory: FilePath {
    get throws {
      let session = try Fixture.session()
      return layout.version(session.version, of: session.customer)
    }
  }

  @discardableResult
  func materialise(turns: Int, on fileSystem: any FileSystem = POSIXFileSystem()) throws
    -> SessionDirectory.Ownership
  {
    try directories(on: fileSystem).materialise(
      Fixture.session(turnCount: turns), turns: Fixture.turns(turns), changes: changes)
  }

  func verify(turns: Int) throws -> [DirectoryDifference] {
    try directories().verify(
      Fixture.session(turnCount: turns), turns: Fixture.turns(turns), changes: changes)
  }

  func repair(turns: Int) throws -> [DirectoryDifference] {
    try directories().repair(
      Fixture.session(turnCount: turns), turns: Fixture.turns(turns), changes: changes)
  }

  /// Appends the turns that lead from one count to another.
  func append(
    from old: Int, to new: Int, on fileSystem: any FileSystem = POSIXFileSystem()
  ) throws -> SessionDirectory.Append {
    try directories(on: fileSystem).append(
      Array(Fixture.turns(new)[old...]), to: Fixture.session(turnCount: new),
      sources: sources(turns: new))
  }

  func sources(turns: Int) -> StatementSources {
    StatementSources(changes: changes, excerpt: ConversationExcerpt(of: Fixture.turns(turns)))
  }

  func write(_ text: String, _ file: SessionFile) throws {
    let path = try directory.appending(file.rawValue)
    try base.removeFile(at: path)
    try base.createFile(Array(text.utf8), at: path, mode: FilePermissions(rawValue: 0o644))
  }
}

@Suite struct SessionDirectoryTests {
  private let bench: DirectoryBench

  init() throws {
    bench = try DirectoryBench()
  }

  @Test func aDirectoryAppearsWholeAndIsAsRendered() throws {
    #expect(try bench.verify(turns: 2) == [.missingDirectory])
    #expect(try bench.materialise(turns: 2) == .asCustomer)
    #expect(try bench.verify(turns: 2) == [])
    #expect(
      try bench.base.list(bench.directory) == [
        "conversation.json", "deployment_context.json", "session_metadata.json", "sow_document.md",
      ])
    #expect(try bench.directories().leftovers() == [])
    try bench.directories().flushAll()
  }

  @Test func whatStandsThereIsNeverOverwritten() throws {
    let customer = try Fixture.session().customer
    _ = try bench.directories().prepare(customer)
    try bench.base.createDirectory(at: bench.directory, mode: FilePermissions(rawValue: 0o755))
    let error = #expect(throws: StrataError.self) { try bench.materialise(turns: 2) }
    #expect(error?.code == .conflict)
    #expect(try bench.base.list(bench.directory) == [])
    #expect(try bench.directories().leftovers() == [])
    let version = try Fixture.session().version
    #expect(try bench.directories().occupant(of: version, of: customer)?.kind == .directory)
    #expect(try bench.directories().occupant(of: .first, of: customer) == nil)
  }

  @Test func appendingGivesWhatRenderingGives() throws {
    try bench.materialise(turns: 0)
    for (old, new) in [(0, 1), (1, 2), (2, 2), (2, 9)] {
      #expect(try bench.append(from: old, to: new) == .appended)
      #expect(try bench.verify(turns: new) == [])
    }
  }

  @Test func anAppendMakesTheSameCallsHoweverLongTheConversationIs() throws {
    func calls(length: Int) throws -> [String] {
      let bench = try DirectoryBench()
      try bench.materialise(turns: length)
      let disk = FaultyFileSystem()
      #expect(try bench.append(from: length, to: length + 1, on: disk) == .appended)
      return disk.calls.map(\.operation)
    }
    let short = try calls(length: 10)
    #expect(short == (try calls(length: 10_000)))
    #expect(short.filter { $0 == "write to the file" }.count == 1)
  }

  @Test func anAppendToAFileThatLacksTurnsWritesNothing() throws {
    try bench.materialise(turns: 2)
    #expect(
      try bench.append(from: 3, to: 4)
        == .differs("conversation.json does not end with turn 3"))
    #expect(try bench.verify(turns: 2) == [])
    try bench.base.removeFile(at: bench.directory.appending("conversation.json"))
    #expect(try bench.append(from: 2, to: 3) == .differs("conversation.json is missing"))
    try bench.base.removeTree(at: bench.directory)
    #expect(try bench.append(from: 2, to: 3) == .differs("the session's directory is missing"))
  }

  @Test func aRefreshChangesOnlyWhatDiffers() throws {
    try bench.materialise(turns: 2)
    var session = try Fixture.session()
    session.outcome = .partial
    let disk = FaultyFileSystem()
    try bench.directories(on: disk).refresh(session, sources: bench.sources(turns: 2))
    #expect(
      disk.calls.filter { $0.operation == "replace" }.map { $0.path.lastComponent?.string }
        == ["session_metadata.json", "sow_document.md"])
    #expect(
      try bench.directories().verify(session, turns: Fixture.turns(), changes: bench.changes) == [])
  }
}

// MARK: - Damage

extension SessionDirectoryTests {
  @Test func everyKindOfDamageIsNamedAndMended() throws {
    try bench.materialise(turns: 2)
    let directory = try bench.directory
    try bench.write("{", .metadata)
    try bench.base.removeFile(at: directory.appending("deployment_context.json"))
    try bench.base.removeFile(at: directory.appending("sow_document.md"))
    #expect(symlink("/etc/hostname", directory.appending("sow_document.md").string) == 0)
    try bench.base.createFile([1], at: directory.appending("notes"), mode: .ownerOnly)
    let metadata = try Fixture.session()
    let expected = SessionRendering(session: metadata, turns: [], changes: [])[.metadata].count
    let found = try bench.verify(turns: 2)
    #expect(
      found == [
        .missing(.deploymentContext),
        .differs(.metadata, at: 1, expectedBytes: expected, foundBytes: 1),
        .notFile(.statementOfWork, .symbolicLink), .unexpected("notes"),
      ])
    #expect(
      found.map(\.description) == [
        "deployment_context.json is missing",
        "session_metadata.json differs from byte 2 on; it has 1 bytes and should have \(expected)",
        "sow_document.md is a symbolic link", "\"notes\" does not belong there",
      ])
    #expect(try bench.repair(turns: 2) == found)
    #expect(try bench.verify(turns: 2) == [.unexpected("notes")])
    let aside = try #require(try bench.base.list(bench.layout.quarantine).first)
    #expect(
      try bench.base.list(bench.layout.quarantine.appending(aside))
        == ["session_metadata.json", "sow_document.md"])
  }

  @Test func aDirectoryThatIsNoneIsMovedAsideAndMade() throws {
    let customer = try Fixture.session().customer
    _ = try bench.directories().prepare(customer)
    #expect(symlink("/tmp", try bench.directory.string) == 0)
    #expect(try bench.repair(turns: 2) == [.notDirectory(.symbolicLink)])
    #expect(try bench.verify(turns: 2) == [])
  }

  @Test(arguments: [FaultyFileSystem.Tear.half, .zeroes, .nothing])
  func aPowerCutIsFoundAndMended(_ tear: FaultyFileSystem.Tear) throws {
    let disk = FaultyFileSystem()
    try bench.materialise(turns: 2, on: disk)
    #expect(try bench.append(from: 2, to: 4, on: disk) == .appended)
    try disk.losePower(tear)
    #expect(try !bench.verify(turns: 4).isEmpty)
    _ = try bench.repair(turns: 4)
    #expect(try bench.verify(turns: 4) == [])
  }

  static let faults: [FaultyFileSystem.Fault] =
    [.error(.noSpace), .error(.ioError)] + FaultyFileSystem.Tear.allCases.map { .death($0) }

  @Test(arguments: faults)
  func nothingHalfMadeIsEverVisible(_ fault: FaultyFileSystem.Fault) async throws {
    let calls = try await FaultSweep.run(fault) { disk, call in
      let bench = try DirectoryBench()
      do {
        try bench.materialise(turns: 3, on: disk)
      } catch {
        #expect(disk.wasHit, "call \(call)")
      }
      let found = try bench.verify(turns: 3)
      #expect(found == [] || found == [.missingDirectory], "call \(call): \(disk.calls)")
      _ = try bench.repair(turns: 3)
      #expect(try bench.verify(turns: 3) == [])
      for leftover in try bench.directories().leftovers() {
        #expect(leftover.session == (try Fixture.session().id))
        try bench.directories().remove(leftover)
      }
      #expect(try bench.directories().leftovers() == [])
    }
    #expect(calls >= 8)
  }

  @Test(arguments: faults)
  func anInterruptedAppendIsMended(_ fault: FaultyFileSystem.Fault) async throws {
    let calls = try await FaultSweep.run(fault) { disk, call in
      let bench = try DirectoryBench()
      try bench.materialise(turns: 3)
      let outcome = try? bench.append(from: 3, to: 5, on: disk)
      #expect(outcome == .appended || disk.wasHit, "call \(call)")
      _ = try bench.repair(turns: 5)
      #expect(try bench.verify(turns: 5) == [], "call \(call): \(disk.calls)")
    }
    #expect(calls >= 8)
  }

  @Test(arguments: faults)
  func anInterruptedRepairIsTakenUpAgain(_ fault: FaultyFileSystem.Fault) async throws {
    try await FaultSweep.run(fault) { disk, call in
      let bench = try DirectoryBench()
      try bench.materialise(turns: 3)
      try bench.write("torn", .conversation)
      try bench.base.removeFile(at: bench.directory.appending("session_metadata.json"))
      _ = try? bench.directories(on: disk).repair(
        Fixture.session(turnCount: 3), turns: Fixture.turns(3), changes: bench.changes)
      _ = try bench.repair(turns: 3)
      #expect(try bench.verify(turns: 3) == [], "call \(call): \(disk.calls)")
    }
  }
}

// MARK: - Owners, links, names

extension SessionDirectoryTests {
  @Test(.enabled(if: geteuid() == 0, "only root may give files away"))
  func newDirectoriesAreTheCustomers() throws {
    let customer = try Fixture.session().customer
    try bench.base.setOwner(12_345, group: 23_456, of: bench.layout.sessions)
    try bench.base.setMode(FilePermissions(rawValue: 0o2770), of: bench.layout.sessions)
    _ = try bench.directories().prepare(customer)
    #expect(try bench.materialise(turns: 2) == .asCustomer)
    let expected = "12345 23456 "
    func shown(_ path: FilePath) throws -> String? {
      try bench.base.status(of: path).map {
        "\($0.owner) \($0.group) \(String($0.mode.rawValue, radix: 8))"
      }
    }
    #expect(try shown(bench.layout.customer(customer)) == expected + "2770")
    #expect(try shown(bench.directory) == expected + "2770")
    #expect(try bench.append(from: 2, to: 3) == .appended)
    for file in SessionFile.allCases {
      #expect(try shown(bench.directory.appending(file.rawValue)) == expected + "660")
    }
    #expect(try bench.verify(turns: 3) == [])
    try bench.base.setOwner(0, group: 0, of: bench.directory)
    #expect(
      try bench.repair(turns: 3).map(\.description) == [
        "the directory belongs to user 0, group 0, mode 2770 "
          + "and should be user 12345, group 23456, mode 2770"
      ])
    #expect(try bench.verify(turns: 3) == [])
  }

  @Test(.enabled(if: geteuid() == 0, "only root can make a folder that belongs to another"))
  func whoMayNotGiveFilesAwayKeepsThem() async throws {
    let customer = try Fixture.session().customer
    _ = try bench.directories().prepare(customer)
    try bench.base.setOwner(12_345, group: 0, of: bench.layout.customer(customer))
    let disk = FaultyFileSystem()
    disk.isUnprivileged = true
    #expect(try bench.materialise(turns: 2, on: disk) == .notPermitted)
    #expect(try bench.base.status(of: bench.directory)?.owner == geteuid())
  }

  @Test func linksInTheWayAreRefused() throws {
    let outside = bench.scratch.path.appending("outside")
    try bench.base.createDirectory(at: outside, mode: .ownerOnly)
    let session = try Fixture.session()
    let customer = bench.layout.customer(session.customer)
    #expect(symlink(outside.string, customer.string) == 0)
    let error = #expect(throws: StrataError.self) { try bench.materialise(turns: 2) }
    #expect(error?.code == .corrupt)
    #expect(
      error?.description
        == "a symbolic link stands where a directory of the store must be (\(customer))")
    #expect(throws: StrataError.self) { try bench.append(from: 0, to: 1) }
    #expect(throws: StrataError.self) { try bench.repair(turns: 2) }
    #expect(try bench.base.list(outside) == [])
  }

  @Test func aLinkedConversationIsNotWrittenThrough() throws {
    try bench.materialise(turns: 2)
    let path = try bench.directory.appending("conversation.json")
    let outside = bench.scratch.path.appending("outside.json")
    try bench.base.move(path, to: outside)
    #expect(symlink(outside.string, path.string) == 0)
    let before = try bench.base.readFile(outside, maximumBytes: 1 << 20)
    #expect(try bench.append(from: 2, to: 3) == .differs("conversation.json is missing"))
    #expect(try bench.base.readFile(outside, maximumBytes: 1 << 20) == before)
  }

  @Test func namesAreSortedIntoVersionsAndStrangers() throws {
    try bench.materialise(turns: 2)
    let customer = try Fixture.session().customer
    let folder = bench.layout.customer(customer)
    for name in ["v1.10.0", "v1.3.0", "v01.0.0", ".version_lock", ".version_lock.waiting", "x"] {
      try bench.base.createDirectory(at: folder.appending(name), mode: .ownerOnly)
    }
    let (versions, strangers) = try bench.directories().versions(of: customer)
    #expect(versions.map(\.description) == ["v1.2.0", "v1.3.0", "v1.10.0"])
    #expect(strangers == ["v01.0.0", "x"])
    try bench.base.createDirectory(at: bench.layout.sessions.appending("-x"), mode: .ownerOnly)
    let found = try bench.directories().customers()
    #expect(found.customers == [customer])
    #expect(found.strangers == ["-x"])
  }

  @Test func leftoversAreNamedWithTheirAge() throws {
    let clock = try ManualClock()
    let disk = FaultyFileSystem(clock: { clock.now })
    let id = try Fixture.session().id
    try disk.createDirectory(at: bench.layout.staged(id, token: 7), mode: .ownerOnly)
    clock.advance(bySeconds: 5)
    try disk.createFile([1], at: bench.layout.staging.appending("odd"), mode: .ownerOnly)
    let found = try bench.directories(on: disk).leftovers()
    #expect(found.map(\.name) == ["\(id)-0000000000000007", "odd"])
    #expect(found.map(\.session) == [id, nil])
    #expect(found.map(\.modifiedAt) == [try ManualClock().now, clock.now])
    var evil = found[0]
    evil.name = ".."
    #expect(throws: StrataError.self) { try bench.directories().remove(evil) }
  }
}
