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
  /// The URL of the journal's database; nil where it is a file of the store.
  var journal: String?

  /// Where the journal is.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where the URL is not one.
  func location(in layout: StoreLayout) throws(StrataError) -> JournalLocation {
    guard let journal else { return .file(layout.journal) }
    do {
      return .postgres(try PostgresURL(journal))
    } catch {
      throw StrataError(
        .corrupt, "the store's marker names no journal that Strata knows",
        place: layout.marker.string, remedy: "write its URL as \(PostgresURL.example)",
        cause: error)
    }
  }

  /// Reads the marker of a store.
  ///
  /// - Throws: ``StrataError``: `notFound`, `newerFormat`, `olderFormat`, `corrupt`, `storage`.
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
      try requireKnown(format, at: layout.marker.string)
      return try JSONDecoder().decode(StoreMarker.self, from: Data(bytes))
    } catch let error as StrataError {
      throw error
    } catch {
      throw StrataError(
        .corrupt, "the store's marker cannot be read", place: layout.marker.string,
        remedy: "restore the file; it holds the format, the id and the time of the store's making",
        cause: error)
    }
  }

  /// Refuses the format of another Strata by name.
  static func requireKnown(_ format: Int, at place: String) throws(StrataError) {
    guard format >= Schema.formatVersion else {
      throw StrataError(
        .olderFormat,
        "the store has format \(format), and this Strata reads format \(Schema.formatVersion)",
        place: place,
        remedy: "make a new store with 'strata init', and bring the sessions there with "
          + "'strata import' of this store's folder 'sessions'")
    }
    guard format <= Schema.formatVersion else {
      throw StrataError(
        .newerFormat,
        "the store has format \(format), and this Strata reads up to format "
          + "\(Schema.formatVersion)", place: place, remedy: "install a newer Strata")
    }
  }

  /// Writes the marker beside its place, where it proves that the store's making began in this
  /// folder.
  func stage(in layout: StoreLayout, on fileSystem: any FileSystem) throws {
    var object = CanonicalObject()
    object.string("created", created.description)
    object.integer("format", format)
    object.string("journal", journal)
    object.string("store", store.description)
    let staged = staged(in: layout)
    if try fileSystem.status(of: staged) != nil { try fileSystem.removeFile(at: staged) }
    try fileSystem.createFile(
      object.finished() + [0x0A], at: staged, mode: FilePermissions(rawValue: 0o644))
    try fileSystem.flush(staged)
    try fileSystem.flush(layout.staging)
  }

  /// Whether the marker was staged in this folder.
  func isStaged(in layout: StoreLayout, on fileSystem: any FileSystem) throws -> Bool {
    try fileSystem.status(of: staged(in: layout)) != nil
  }

  /// Moves the staged marker to its place, which makes the folder a store.
  func publish(in layout: StoreLayout, on fileSystem: any FileSystem) throws {
    try fileSystem.move(staged(in: layout), to: layout.marker)
    try fileSystem.flush(layout.root)
  }

  private func staged(in layout: StoreLayout) -> FilePath {
    layout.staging.appending("strata.json-\(store)")
  }
}
