import Glibc
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// What every file system must do, run on each.
@Suite struct FileSystemConformance {
  enum Backend: String, CaseIterable, CustomTestStringConvertible {
    case posix, faultyWithoutFaults

    var fileSystem: any FileSystem {
      switch self {
      case .posix: POSIXFileSystem()
      case .faultyWithoutFaults: FaultyFileSystem()
      }
    }
    var testDescription: String { rawValue }
  }

  private let scratch: ScratchFolder
  private let mode = FilePermissions(rawValue: 0o640)

  init() throws {
    scratch = try ScratchFolder()
  }

  private func path(_ name: String) -> FilePath { scratch.path.appending(name) }

  @Test(arguments: Backend.allCases)
  func aNewFileIsReadBack(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    try fileSystem.createFile(Array("hello".utf8), at: path("a"), mode: mode)
    #expect(try fileSystem.readFile(path("a"), maximumBytes: 5) == Array("hello".utf8))
    #expect(try fileSystem.read(path("a"), at: 1, count: 3) == Array("ell".utf8))
    #expect(try fileSystem.read(path("a"), at: 3, count: 100) == Array("lo".utf8))
    #expect(try fileSystem.read(path("a"), at: 9, count: 1).isEmpty)
    let status = try #require(try fileSystem.status(of: path("a")))
    #expect(status.kind == .file)
    #expect(status.size == 5)
    #expect(status.mode == mode)
    #expect(status.owner == geteuid())
    try fileSystem.flush(path("a"))
    try fileSystem.flush(scratch.path)
    try fileSystem.flushAll(containing: scratch.path)
  }

  @Test(arguments: Backend.allCases)
  func aPositionedWriteChangesOnlyItsBytes(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    try fileSystem.createFile(Array("0123456789".utf8), at: path("a"), mode: mode)
    try fileSystem.write(Array("ab".utf8), to: path("a"), at: 4)
    try fileSystem.write(Array("xyz".utf8), to: path("a"), at: 9)
    #expect(
      try fileSystem.readFile(path("a"), maximumBytes: 99) == Array("0123ab678xyz".utf8))
  }

  @Test(arguments: Backend.allCases)
  func aLargeFileIsRefusedAndNotTruncated(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    try fileSystem.createFile(Array("hello".utf8), at: path("a"), mode: mode)
    let error = #expect(throws: StrataError.self) {
      try fileSystem.readFile(path("a"), maximumBytes: 4)
    }
    #expect(error?.errno == .fileTooLarge)
  }

  @Test(arguments: Backend.allCases)
  func nothingIsEverReplaced(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    try fileSystem.createFile([1], at: path("file"), mode: mode)
    try fileSystem.createFile([2], at: path("other"), mode: mode)
    try fileSystem.createDirectory(at: path("empty"), mode: FilePermissions(rawValue: 0o700))
    try fileSystem.createDirectory(at: path("dir"), mode: FilePermissions(rawValue: 0o700))
    #expect(code { try fileSystem.createFile([9], at: path("file"), mode: mode) } == .conflict)
    #expect(code { try fileSystem.createDirectory(at: path("dir"), mode: mode) } == .conflict)
    #expect(code { try fileSystem.move(path("other"), to: path("file")) } == .conflict)
    #expect(code { try fileSystem.move(path("dir"), to: path("empty")) } == .conflict)
    #expect(code { try fileSystem.move(path("dir"), to: path("file")) } == .conflict)
    #expect(try fileSystem.list(scratch.path) == ["dir", "empty", "file", "other"])
    #expect(try fileSystem.readFile(path("file"), maximumBytes: 9) == [1])
  }

  @Test(arguments: Backend.allCases)
  func renamesMoveAndReplaceReplaces(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    try fileSystem.createDirectory(at: path("dir"), mode: FilePermissions(rawValue: 0o700))
    try fileSystem.createFile([1], at: path("dir").appending("a"), mode: mode)
    try fileSystem.move(path("dir"), to: path("moved"))
    #expect(try fileSystem.status(of: path("dir")) == nil)
    try fileSystem.createFile([2], at: path("b"), mode: mode)
    try fileSystem.replace(path("moved").appending("a"), with: path("b"))
    #expect(try fileSystem.readFile(path("moved").appending("a"), maximumBytes: 9) == [2])
    #expect(try fileSystem.list(scratch.path) == ["moved"])
  }

  @Test(arguments: Backend.allCases)
  func linksAreNeverFollowed(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    try fileSystem.createFile(Array("secret".utf8), at: path("target"), mode: mode)
    try fileSystem.createDirectory(at: path("folder"), mode: FilePermissions(rawValue: 0o700))
    #expect(symlink("target", path("link").string) == 0)
    #expect(symlink("folder", path("folderlink").string) == 0)
    #expect(try fileSystem.status(of: path("link"))?.kind == .symbolicLink)
    #expect(throws: StrataError.self) { try fileSystem.readFile(path("link"), maximumBytes: 99) }
    #expect(throws: StrataError.self) { try fileSystem.read(path("link"), at: 0, count: 1) }
    #expect(throws: StrataError.self) { try fileSystem.write([0], to: path("link"), at: 0) }
    #expect(throws: StrataError.self) {
      try fileSystem.createFile([0], at: path("link"), mode: mode)
    }
    #expect(throws: StrataError.self) { try fileSystem.list(path("folderlink")) }
    #expect(throws: StrataError.self) {
      try fileSystem.setMode(FilePermissions(rawValue: 0o777), of: path("link"))
    }
    try fileSystem.createFile([7], at: path("folder").appending("kept"), mode: mode)
    try fileSystem.removeTree(at: path("folderlink"))
    #expect(try fileSystem.list(path("folder")) == ["kept"])
    #expect(try fileSystem.readFile(path("target"), maximumBytes: 99) == Array("secret".utf8))
  }

  @Test(arguments: Backend.allCases)
  func aNamedPipeDoesNotBlock(_ backend: Backend) throws {
    #expect(mkfifo(path("pipe").string, 0o600) == 0)
    let error = #expect(throws: StrataError.self) {
      try backend.fileSystem.readFile(path("pipe"), maximumBytes: 1)
    }
    #expect(error?.errno == .invalidArgument)
    #expect(try backend.fileSystem.status(of: path("pipe"))?.kind == .other)
  }

  @Test(arguments: Backend.allCases)
  func modesAreExactWhateverTheMask(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    for bits: UInt32 in [0o2770, 0o777, 0o750, 0o700] {
      let mode = FilePermissions(rawValue: bits)
      let name = String(bits, radix: 8)
      try fileSystem.createDirectory(at: path(name), mode: mode)
      #expect(try fileSystem.status(of: path(name))?.mode == mode)
      let fileMode = FilePermissions(rawValue: bits & 0o666)
      try fileSystem.createFile([1], at: path("f\(name)"), mode: fileMode)
      #expect(try fileSystem.status(of: path("f\(name)"))?.mode == fileMode)
    }
  }

  @Test(arguments: Backend.allCases)
  func treesAreRemoved(_ backend: Backend) throws {
    let fileSystem = backend.fileSystem
    let deep = path("t").appending("u")
    try fileSystem.createDirectory(at: path("t"), mode: FilePermissions(rawValue: 0o700))
    try fileSystem.createDirectory(at: deep, mode: FilePermissions(rawValue: 0o700))
    try fileSystem.createFile([1], at: deep.appending("f"), mode: mode)
    #expect(code { try fileSystem.removeDirectory(at: path("t")) } == .conflict)
    try fileSystem.removeTree(at: path("t"))
    #expect(try fileSystem.list(scratch.path).isEmpty)
  }

  @Test(arguments: Backend.allCases)
  func aFailureSaysWhatWhereWhyAndWhatToDo(_ backend: Backend) throws {
    let missing = path("none").appending("x")
    let error = try #require(
      #expect(throws: StrataError.self) {
        try backend.fileSystem.createFile([1], at: missing, mode: mode)
      })
    #expect(error.code == .storage)
    #expect(error.description == "cannot make the file (\(missing))")
    #expect(error.cause.map { "\($0)" } == "No such file or directory")
    #expect(error.remedy == "run strata fsck, which says what is missing or out of place")
    #expect(error.isMissing)
    let full = StrataError(cannot: "make the file", missing, .noSpace)
    #expect(
      full.remedy == "free space on that file system (df shows how full it is) and try again")
  }

  private func code(_ body: () throws -> Void) -> StrataError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? StrataError)?.code
    }
  }
}

/// The way of renaming for file systems that know no rename without replacing.
@Suite struct MovingByClaiming {
  @Test func itMovesAndNeverReplaces() throws {
    let scratch = try ScratchFolder()
    let fileSystem = POSIXFileSystem()
    let mode = FilePermissions(rawValue: 0o700)
    for name in ["a", "b", "full"] {
      try fileSystem.createDirectory(at: scratch.path.appending(name), mode: mode)
    }
    try fileSystem.createFile([1], at: scratch.path.appending("a/x"), mode: mode)
    try fileSystem.createFile([2], at: scratch.path.appending("file"), mode: mode)
    #expect(throws: Errno.fileExists) {
      try fileSystem.moveByClaiming(scratch.path.appending("a"), to: scratch.path.appending("b"))
    }
    #expect(throws: Errno.fileExists) {
      try fileSystem.moveByClaiming(scratch.path.appending("file"), to: scratch.path.appending("b"))
    }
    try fileSystem.moveByClaiming(scratch.path.appending("a"), to: scratch.path.appending("c"))
    try fileSystem.moveByClaiming(scratch.path.appending("file"), to: scratch.path.appending("d"))
    #expect(try fileSystem.list(scratch.path) == ["b", "c", "d", "full"])
    #expect(try fileSystem.list(scratch.path.appending("c")) == ["x"])
    #expect(try fileSystem.status(of: scratch.path.appending("c"))?.mode == mode)
  }
}
