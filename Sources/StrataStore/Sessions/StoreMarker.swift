import Foundation
import StrataCore
import SystemPackage

/// `strata.json`: what makes a folder a store, and which format it has.
struct StoreMarker: Sendable, Codable {
  /// The format of everything below the folder.
  var format: Int
  /// The identity of the store.
  var store: SessionID
  /// When it was made.
  var created: Timestamp

  /// Reads the marker of a store.
  ///
  /// - Throws: ``StrataError``: `notFound`, `newerFormat`, `corrupt`, `storage`.
  static func read(from layout: StoreLayout, on fileSystem: any FileSystem) throws -> StoreMarker {
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readFile(layout.marker, maximumBytes: 1 << 16)
    } catch {
      guard error.isMissing else { throw error }
      throw StrataError(
        .notFound, "there is no store here", place: layout.root.string,
        remedy: "make one with 'strata init', or name another with --store")
    }
    struct Format: Decodable { var format: Int }
    do {
      let format = try JSONDecoder().decode(Format.self, from: Data(bytes)).format
      try requireKnown(format, at: layout.marker)
      return try JSONDecoder().decode(StoreMarker.self, from: Data(bytes))
    } catch let error as StrataError where error.code == .newerFormat {
      throw error
    } catch {
      throw StrataError(
        .corrupt, "the store's marker cannot be read", place: layout.marker.string,
        remedy: "restore the file; it holds the format, the id and the time of the store's making",
        cause: error)
    }
  }

  /// Refuses the format of a newer Strata by name.
  static func requireKnown(_ format: Int, at path: FilePath) throws(StrataError) {
    guard format <= Schema.formatVersion else {
      throw StrataError(
        .newerFormat,
        "the store has format \(format), and this Strata reads up to format "
          + "\(Schema.formatVersion)", place: path.string, remedy: "install a newer Strata")
    }
  }

  /// Writes the marker, which makes the folder a store.
  func write(to layout: StoreLayout, on fileSystem: any FileSystem) throws {
    var object = CanonicalObject()
    object.string("created", created.description)
    object.integer("format", format)
    object.string("store", store.description)
    let staged = layout.staging.appending("strata.json-\(store)")
    if try fileSystem.status(of: staged) != nil { try fileSystem.removeFile(at: staged) }
    try fileSystem.createFile(
      object.finished() + [0x0A], at: staged, mode: FilePermissions(rawValue: 0o644))
    try fileSystem.flush(staged)
    try fileSystem.move(staged, to: layout.marker)
    try fileSystem.flush(layout.root)
  }
}
