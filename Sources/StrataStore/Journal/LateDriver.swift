import StrataCore
import Synchronization
import SystemPackage

/// A database that is opened when it is first needed, so that a store whose disk refuses can still
/// be read, and goes on by itself when the disk is back (row S4).
final class LateDriver: SQLDriver {
  typealias Opening = @Sendable (StoreOptions.Access) throws -> any SQLDriver

  private struct State {
    var writing: (any SQLDriver)?
    var reading: (any SQLDriver)?
    var isClosed = false

    func requireOpen() throws(StrataError) {
      guard isClosed else { return }
      throw StrataError(.conflict, "the store is closed", remedy: "open it again")
    }
  }

  private let state = Mutex(State())
  private let access: StoreOptions.Access
  private let open: Opening

  init(for access: StoreOptions.Access, open: @escaping Opening) {
    self.access = access
    self.open = open
  }

  func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try driverForWriting().write(body)
  }

  func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try driverForReading().read(body)
  }

  func sweep() throws { try driverForWriting().sweep() }

  /// Opens the database for writing now.
  func openForWriting() throws { _ = try driverForWriting() }

  func close() throws {
    let open = state.withLock { state in
      defer { state = State(isClosed: true) }
      return [state.reading, state.writing].compactMap { $0 }
    }
    for driver in open { try driver.close() }
  }

  private func driverForWriting() throws -> any SQLDriver {
    guard case .writing = access else {
      throw StrataError(
        .conflict, "the store was opened for reading only", remedy: "open it for writing")
    }
    return try state.withLock { state in
      try state.requireOpen()
      if let driver = state.writing { return driver }
      let driver = try open(.writing)
      state.writing = driver
      return driver
    }
  }

  private func driverForReading() throws -> any SQLDriver {
    try state.withLock { state in
      try state.requireOpen()
      if let driver = state.writing ?? state.reading { return driver }
      let driver = try open(.reading)
      state.reading = driver
      return driver
    }
  }
}
