public import StrataCore
public import StrataStore
import Synchronization
public import SystemPackage

/// A file system that fails on purpose: at one call, while it is full or read-only, or because the
/// process "died" there.
///
/// ```swift
/// let disk = FaultyFileSystem()
/// disk.fail(call: 3, with: .error(.noSpace))
/// ```
public final class FaultyFileSystem: FileSystem {
  /// What happens at the call that fails.
  public enum Fault: Hashable, Sendable {
    /// The call has no effect and throws.
    case error(Errno)
    /// The process dies in this call: so much of a write reaches the file, and every later call
    /// throws too.
    case death(Tear)
  }

  /// How much of a write survives.
  public enum Tear: Hashable, Sendable, CaseIterable {
    /// Nothing: the call had no effect.
    case nothing
    /// The first half of the bytes.
    case half
    /// The right length, but zeros instead of the second half of the bytes.
    case zeroes
    /// Everything: the call was done, its caller never heard of it.
    case whole
  }

  /// One call that was made.
  public struct Call: Hashable, Sendable, CustomStringConvertible {
    /// What was asked for: the protocol's word.
    public var operation: String
    /// On what.
    public var path: FilePath
    /// `operation path`.
    public var description: String { "\(operation) \(path)" }
  }

  private struct State {
    var calls: [Call] = []
    var planned: (call: Int, fault: Fault)?
    var wasHit = false
    var isDead = false
    var isFull = false
    var isReadOnly = false
    var isUnprivileged = false
    var unflushed = UnflushedFiles()
    var modified: [UInt64: Timestamp] = [:]
  }

  private let base: any FileSystem
  private let clock: (@Sendable () -> Timestamp)?
  private let state = Mutex(State())

  /// Wraps a file system. With a clock, modification times come from it and not from the machine.
  public init(
    _ base: any FileSystem = POSIXFileSystem(), clock: (@Sendable () -> Timestamp)? = nil
  ) {
    self.base = base
    self.clock = clock
  }

  /// Plans one fault; calls count from 1 from now on, and an earlier plan is forgotten.
  public func fail(call: Int, with fault: Fault) {
    state.withLock {
      $0.planned = (call, fault)
      $0.calls = []
      $0.wasHit = false
    }
  }

  /// Whether the planned fault has happened.
  public var wasHit: Bool { state.withLock { $0.wasHit } }
  /// The calls since the last plan, the failed one included.
  public var calls: [Call] { state.withLock { $0.calls } }
  /// The number of ``calls``.
  public var callCount: Int { state.withLock { $0.calls.count } }

  /// Whether everything that needs space fails with `ENOSPC`.
  public var isFull: Bool {
    get { state.withLock { $0.isFull } }
    set { state.withLock { $0.isFull = newValue } }
  }

  /// Whether every change fails with `EROFS`.
  public var isReadOnly: Bool {
    get { state.withLock { $0.isReadOnly } }
    set { state.withLock { $0.isReadOnly = newValue } }
  }

  /// Whether nothing can be given away, as for every user but root.
  public var isUnprivileged: Bool {
    get { state.withLock { $0.isUnprivileged } }
    set { state.withLock { $0.isUnprivileged = newValue } }
  }

  /// Whether the process died: every call throws.
  public var isDead: Bool { state.withLock { $0.isDead } }

  /// The process dies now, between two calls.
  public func die() { state.withLock { $0.isDead = true } }

  /// The power is back, and what is on the disk now is on it for good.
  public func restorePower() {
    state.withLock { state in
      state.isDead = false
      state.unflushed = UnflushedFiles()
    }
  }

  /// The power fails: what was written since a file's last flush is torn, and every later call throws.
  public func losePower(_ tear: Tear) throws(StrataError) {
    let files = state.withLock { state in
      state.isDead = true
      return state.unflushed.files
    }
    for (path, flushed) in files { try torn(path, beyond: flushed, tear) }
  }
}

// MARK: - The faults

extension FaultyFileSystem {
  private enum Need { case nothing, change, space, privilege }
  private enum Verdict { case pass, fail(StrataError), die(Tear) }

  private func call<Result>(
    _ operation: String, _ path: FilePath, needs need: Need,
    _ perform: () throws(StrataError) -> Result,
    torn: (Tear) throws(StrataError) -> Void = { _ in }
  ) throws(StrataError) -> Result {
    switch judge(operation, path, need) {
    case .pass: return try perform()
    case .fail(let error): throw error
    case .die(.nothing): break
    case .die(.whole): _ = try perform()
    case .die(let tear): try torn(tear)
    }
    throw Self.death(operation, path)
  }

  private func judge(_ operation: String, _ path: FilePath, _ need: Need) -> Verdict {
    state.withLock { state in
      if state.isDead { return .fail(Self.death(operation, path)) }
      state.calls.append(Call(operation: operation, path: path))
      if let planned = state.planned, planned.call == state.calls.count {
        state.wasHit = true
        switch planned.fault {
        case .error(let reason):
          return .fail(StrataError(cannot: operation, path, reason))
        case .death(let tear):
          state.isDead = true
          return .die(tear)
        }
      }
      if state.isReadOnly, need != .nothing {
        return .fail(StrataError(cannot: operation, path, .readOnlyFileSystem))
      }
      if state.isFull, need == .space {
        return .fail(StrataError(cannot: operation, path, .noSpace))
      }
      if state.isUnprivileged, need == .privilege {
        return .fail(StrataError(cannot: operation, path, .notPermitted))
      }
      return .pass
    }
  }

  private static func death(_ operation: String, _ path: FilePath) -> StrataError {
    StrataError(.storage, "the process died before it could \(operation)", place: path.string)
  }

  private func torn(_ path: FilePath, beyond flushed: Int, _ tear: Tear) throws(StrataError) {
    guard let status = try base.status(of: path), status.kind == .file, status.size > flushed else {
      return
    }
    let bytes = try base.readFile(path, maximumBytes: status.size)
    let kept = Self.survivors(of: Array(bytes[flushed...]), tear)
    try base.removeFile(at: path)
    try base.createFile(bytes[..<flushed] + kept, at: path, mode: status.mode)
  }

  private static func survivors(of bytes: [UInt8], _ tear: Tear) -> [UInt8] {
    switch tear {
    case .nothing: []
    case .half: Array(bytes.prefix(bytes.count / 2))
    case .zeroes:
      Array(bytes.prefix(bytes.count / 2))
        + Array(repeating: 0, count: bytes.count - bytes.count / 2)
    case .whole: bytes
    }
  }

  private func wrote(_ path: FilePath, flushed: Int) {
    state.withLock { $0.unflushed.wrote(path, flushed: flushed) }
    touch(path)
  }

  private func touch(_ path: FilePath) {
    guard let clock, let inode = try? base.status(of: path)?.inode else { return }
    state.withLock { $0.modified[inode] = clock() }
  }
}

// MARK: - FileSystem

extension FaultyFileSystem {
  /// As the wrapped file system, unless a fault is due.
  public func createDirectory(at path: FilePath, mode: FilePermissions) throws(StrataError) {
    try call("make the directory", path, needs: .space) { () throws(StrataError) in
      try base.createDirectory(at: path, mode: mode)
      touch(path)
    }
  }

  /// As the wrapped file system, unless a fault is due; a death may leave a part of the bytes.
  public func createFile(
    _ bytes: [UInt8], at path: FilePath, mode: FilePermissions
  ) throws(StrataError) {
    try call("make the file", path, needs: .space) { () throws(StrataError) in
      try base.createFile(bytes, at: path, mode: mode)
      wrote(path, flushed: 0)
    } torn: { tear throws(StrataError) in
      try base.createFile(Self.survivors(of: bytes, tear), at: path, mode: mode)
      touch(path)
    }
  }

  /// As the wrapped file system, unless a fault is due; a death may leave a part of the bytes.
  public func write(_ bytes: [UInt8], to path: FilePath, at offset: Int) throws(StrataError) {
    try call("write to the file", path, needs: .space) { () throws(StrataError) in
      try base.write(bytes, to: path, at: offset)
      wrote(path, flushed: offset)
    } torn: { tear throws(StrataError) in
      try base.write(Self.survivors(of: bytes, tear), to: path, at: offset)
      touch(path)
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func read(_ path: FilePath, at offset: Int, count: Int) throws(StrataError) -> [UInt8] {
    try call("read the file", path, needs: .nothing) { () throws(StrataError) in
      try base.read(path, at: offset, count: count)
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func readFile(_ path: FilePath, maximumBytes: Int) throws(StrataError) -> [UInt8] {
    try call("read the file", path, needs: .nothing) { () throws(StrataError) in
      try base.readFile(path, maximumBytes: maximumBytes)
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func list(_ path: FilePath) throws(StrataError) -> [String] {
    try call("list the directory", path, needs: .nothing) { () throws(StrataError) in
      try base.list(path)
    }
  }

  /// As the wrapped file system, unless a fault is due; times are the clock's, where there is one.
  public func status(of path: FilePath) throws(StrataError) -> FileStatus? {
    try call("look at", path, needs: .nothing) { () throws(StrataError) in
      guard var status = try base.status(of: path) else { return nil }
      if let time = state.withLock({ $0.modified[status.inode] }) { status.modifiedAt = time }
      return status
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func move(_ source: FilePath, to target: FilePath) throws(StrataError) {
    try call("move", target, needs: .change) { () throws(StrataError) in
      try base.move(source, to: target)
      state.withLock { $0.unflushed.moved(source, to: target) }
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func replace(_ target: FilePath, with source: FilePath) throws(StrataError) {
    try call("replace", target, needs: .change) { () throws(StrataError) in
      try base.replace(target, with: source)
      state.withLock { $0.unflushed.moved(source, to: target) }
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func removeFile(at path: FilePath) throws(StrataError) {
    try call("remove", path, needs: .change) { () throws(StrataError) in
      try base.removeFile(at: path)
      state.withLock { $0.unflushed.flushed(path) }
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func removeDirectory(at path: FilePath) throws(StrataError) {
    try call("remove the directory", path, needs: .change) { () throws(StrataError) in
      try base.removeDirectory(at: path)
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func removeTree(at path: FilePath) throws(StrataError) {
    try call("remove the tree", path, needs: .change) { () throws(StrataError) in
      try base.removeTree(at: path)
      state.withLock { $0.unflushed.flushed(path) }
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func flush(_ path: FilePath) throws(StrataError) {
    try call("flush", path, needs: .nothing) { () throws(StrataError) in
      try base.flush(path)
      state.withLock { $0.unflushed.flushed(path, exactly: true) }
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func flushAll(containing path: FilePath) throws(StrataError) {
    try call("flush the file system of", path, needs: .nothing) { () throws(StrataError) in
      try base.flushAll(containing: path)
      state.withLock { $0.unflushed = UnflushedFiles() }
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func holdLock(_ path: FilePath) throws(StrataError) -> FileLock {
    try call("lock", path, needs: .nothing) { () throws(StrataError) in try base.holdLock(path) }
  }

  /// As the wrapped file system, unless a fault is due.
  public func setMode(_ mode: FilePermissions, of path: FilePath) throws(StrataError) {
    try call("set the mode of", path, needs: .change) { () throws(StrataError) in
      try base.setMode(mode, of: path)
    }
  }

  /// As the wrapped file system, unless a fault is due.
  public func setOwner(_ owner: UInt32?, group: UInt32?, of path: FilePath) throws(StrataError) {
    try call("set the owner of", path, needs: .privilege) { () throws(StrataError) in
      try base.setOwner(owner, group: group, of: path)
    }
  }
}
