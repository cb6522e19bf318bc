import Foundation
import Glibc
import Synchronization
import SystemPackage

/// The limit of the machine: one writer appends what all callers brought and flushes once for them.
///
/// The file is written full of zeros first and then overwritten in place, round and round, so that a
/// flush carries data only.
struct GroupCommitFile: Contender {
  let key = "limit"
  let title = "(a) limit: group commit to one file"
  let files: SessionFiles

  private static let bytesOfFile = 64 << 20

  func takes(_ load: Load) -> Bool { load.processes == 1 && load.customers == 1 }

  func prepare(in folder: FilePath, for load: Load) async throws {
    let file = try FileDescriptor.open(
      folder.appending("log"), .writeOnly, options: [.create, .exclusiveCreate],
      permissions: .ownerReadWrite)
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    for _ in 0..<(Self.bytesOfFile >> 20) { try file.writeAll(zeros) }
    guard fsync(file.rawValue) == 0 else { throw BenchmarkError.system("fsync") }
    try file.close()
  }

  func work(
    in folder: FilePath, under load: Load, process: Int, seconds: Double
  ) async throws -> Tally {
    let file = try FileDescriptor.open(folder.appending("log"), .writeOnly)
    let log = GroupLog(file: file, bytesOfFile: Self.bytesOfFile)
    let record = files.joined
    let answered = (0..<load.callers).map { _ in DispatchSemaphore(value: 0) }
    let tally = try Callers.blocking(load.callers, seconds: seconds) { caller, _ in
      log.append(record, then: answered[caller])
      answered[caller].wait()
    }
    try log.stop()
    try file.close()
    return tally
  }
}

/// One writer thread; what arrives while it flushes goes together into its next flush.
private final class GroupLog: Sendable {
  private struct State {
    var waiting: [(record: [UInt8], answer: DispatchSemaphore)] = []
    var isStopped = false
    var failure: BenchmarkError?
  }

  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(file: FileDescriptor, bytesOfFile: Int) {
    Thread.detachNewThread { [self] in
      run(file, bytesOfFile)
      ended.signal()
    }
  }

  func append(_ record: [UInt8], then answer: DispatchSemaphore) {
    let isFirst = state.withLock { state in
      state.waiting.append((record, answer))
      return state.waiting.count == 1
    }
    if isFirst { work.signal() }
  }

  func stop() throws {
    state.withLock { $0.isStopped = true }
    work.signal()
    ended.wait()
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func run(_ file: FileDescriptor, _ bytesOfFile: Int) {
    var offset = 0
    var buffer: [UInt8] = []
    while true {
      work.wait()
      let (batch, isStopped) = state.withLock { state in
        defer { state.waiting.removeAll(keepingCapacity: true) }
        return (state.waiting, state.isStopped)
      }
      if batch.isEmpty {
        if isStopped { return }
        continue
      }
      buffer.removeAll(keepingCapacity: true)
      for (record, _) in batch { buffer += record }
      if offset + buffer.count > bytesOfFile { offset = 0 }
      let written = (try? file.writeAll(toAbsoluteOffset: Int64(offset), buffer)) ?? 0
      if written != buffer.count || fdatasync(file.rawValue) != 0 {
        state.withLock { $0.failure = .system("writing the log") }
      }
      offset += buffer.count
      for (_, answer) in batch { answer.signal() }
    }
  }
}
