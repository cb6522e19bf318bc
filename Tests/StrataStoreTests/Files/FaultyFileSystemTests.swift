import StrataCore
import StrataStore
import StrataTesting
import SystemPackage
import Testing

@Suite struct FaultyFileSystemTests {
  private let scratch: ScratchFolder
  private let mode = FilePermissions(rawValue: 0o600)
  private let base = POSIXFileSystem()

  init() throws {
    scratch = try ScratchFolder()
  }

  private func path(_ name: String) -> FilePath { scratch.path.appending(name) }

  @Test func onlyThePlannedCallFails() throws {
    let disk = FaultyFileSystem()
    disk.fail(call: 2, with: .error(.noSpace))
    try disk.createFile([1], at: path("a"), mode: mode)
    let error = #expect(throws: StrataError.self) {
      try disk.createFile([1], at: path("b"), mode: mode)
    }
    #expect(error?.errno == .noSpace)
    #expect(disk.wasHit)
    try disk.createFile([1], at: path("b"), mode: mode)
    #expect(
      disk.calls.map(\.description)
        == ["a", "b", "b"].map { "make the file \(path($0))" })
  }

  @Test(arguments: [
    (FaultyFileSystem.Tear.nothing, Array("old".utf8)), (.half, Array("newd".utf8).dropLast()),
    (.whole, Array("new!!!".utf8)), (.zeroes, Array("new".utf8) + [0, 0, 0]),
  ])
  func aDeathLeavesAWriteTornAndEndsEverything(
    _ tear: FaultyFileSystem.Tear, _ expected: [UInt8]
  ) throws {
    try base.createFile(Array("old".utf8), at: path("a"), mode: mode)
    let disk = FaultyFileSystem()
    disk.fail(call: 1, with: .death(tear))
    #expect(throws: StrataError.self) {
      try disk.write(Array("new!!!".utf8), to: path("a"), at: 0)
    }
    #expect(throws: StrataError.self) { try disk.status(of: path("a")) }
    #expect(try base.readFile(path("a"), maximumBytes: 99) == expected)
  }

  @Test func aFullDiskRefusesOnlyWhatNeedsSpace() throws {
    let disk = FaultyFileSystem()
    try disk.createFile([1], at: path("a"), mode: mode)
    disk.isFull = true
    #expect(throws: StrataError.self) { try disk.createFile([1], at: path("b"), mode: mode) }
    try disk.removeFile(at: path("a"))
    disk.isFull = false
    try disk.createFile([1], at: path("b"), mode: mode)
    disk.isReadOnly = true
    let error = #expect(throws: StrataError.self) { try disk.removeFile(at: path("b")) }
    #expect(error?.errno == .readOnlyFileSystem)
    #expect(try disk.readFile(path("b"), maximumBytes: 9) == [1])
  }

  @Test func aPowerCutTearsWhatWasNotFlushed() throws {
    let disk = FaultyFileSystem()
    try disk.createDirectory(at: path("d"), mode: FilePermissions(rawValue: 0o700))
    for name in ["d/safe", "d/grown", "d/lost"] {
      try disk.createFile(Array("12345678".utf8), at: path(name), mode: mode)
    }
    try disk.flush(path("d/safe"))
    try disk.flush(path("d/grown"))
    try disk.write(Array("abcd".utf8), to: path("d/grown"), at: 8)
    try disk.move(path("d"), to: path("e"))
    try disk.losePower(.half)
    func text(_ name: String) throws -> String {
      String(decoding: try base.readFile(path(name), maximumBytes: 99), as: UTF8.self)
    }
    #expect(try text("e/safe") == "12345678")
    #expect(try text("e/grown") == "12345678ab")
    #expect(try text("e/lost") == "1234")
    #expect(throws: StrataError.self) { try disk.list(path("e")) }
  }

  @Test func aSweepFailsEveryCallOnce() async throws {
    var hit: [Int] = []
    let calls = await FaultSweep.run(.error(.ioError)) { disk, call in
      let file = path("f\(call)")
      do {
        try disk.createFile([1], at: file, mode: mode)
        try disk.flush(file)
        try disk.removeFile(at: file)
      } catch {
        hit.append(call)
      }
    }
    #expect(calls == 3)
    #expect(hit == [1, 2, 3])
  }
}
