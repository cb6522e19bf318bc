import StrataCore
import SystemPackage

/// A row of the journal as it stood before it was put right; nothing is thrown away (row R4).
struct QuarantinedRow: Sendable {
  var table: String
  var columns: [String]
  var values: [SQLValue]

  /// One line of JSON; bytes as hexadecimal digits.
  func line() throws(StrataError) -> [UInt8] {
    var members: [String: JSONValue] = [:]
    for (column, value) in zip(columns, values) { members[column] = Self.json(value) }
    return try CanonicalJSON.bytes(
      .object(["row": .object(members), "table": .string(table)])) + [0x0A]
  }

  private static func json(_ value: SQLValue) -> JSONValue {
    switch value {
    case .null: .null
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    case .bytes(let bytes): .object(["hex": .string(bytes.hexadecimal)])
    case .time(let time): .string(time.description)
    }
  }
}

/// Where repairs put what they take out of the store.
struct Quarantine {
  let layout: StoreLayout
  let fileSystem: any FileSystem
  let randomness: @Sendable () -> UInt64

  /// Where something of a session goes, so that an erasure of the session finds it; of none, its name.
  private func folder(of session: SessionID?, else name: String) throws(StrataError) -> FilePath {
    _ = try fileSystem.ensureDirectory(at: layout.quarantine, mode: .ownerOnly)
    let path =
      session.map { layout.quarantined($0, token: randomness()) }
      ?? layout.quarantined(name, token: randomness())
    return try fileSystem.ensureDirectory(at: path, mode: .ownerOnly).kind == .directory
      ? path : layout.quarantine
  }

  /// Keeps rows, and says where; nil where there are none.
  func keep(_ rows: [QuarantinedRow], of session: SessionID?) throws(StrataError) -> String? {
    guard !rows.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for row in rows { bytes += try row.line() }
    let path = try folder(of: session, else: "rows").appending("rows.jsonl")
    try fileSystem.createFile(bytes, at: path, mode: .ownerReads)
    try fileSystem.flush(path)
    return relative(path)
  }

  /// Moves a file or a folder of the store there, and says where it went.
  func move(_ path: FilePath, of session: SessionID?) throws(StrataError) -> String {
    let name = path.lastComponent?.string ?? "unnamed"
    let target = try folder(of: session, else: "stranger").appending(name)
    do {
      try fileSystem.move(path, to: target)
    } catch {
      // Outside the store, on another file system: a copy first.
      guard let status = try fileSystem.status(of: path), status.kind == .file else { throw error }
      try fileSystem.createFile(
        try fileSystem.readFile(path, maximumBytes: 1 << 30), at: target, mode: .ownerReads)
      try fileSystem.flush(target)
      try fileSystem.removeFile(at: path)
    }
    return relative(target)
  }

  private func relative(_ path: FilePath) -> String {
    String(decoding: path.string.utf8.dropFirst(layout.root.string.utf8.count + 1), as: UTF8.self)
  }
}
