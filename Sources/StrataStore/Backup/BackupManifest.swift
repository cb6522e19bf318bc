import Foundation
public import StrataCore

/// What a backup holds (row R3): its files in order, each with its digest, and the signed checkpoint
/// that says how many entries there must be and which.
///
/// It is not encrypted, so that a backup can go on, be listed and have its files checked by somebody
/// who cannot read it. It names no customer.
public struct BackupManifest: Hashable, Sendable, Codable {
  /// A file of the backup.
  public struct File: Hashable, Sendable, Codable {
    /// Its path in the backup's folder.
    public var path: String
    /// How long it is.
    public var byteCount: Int
    /// SHA-256 over its bytes as they lie there: `sha256:…`.
    public var digest: String

    enum CodingKeys: String, CodingKey {
      case path, digest
      case byteCount = "bytes"
    }
  }

  /// Entries without a gap, with all that belongs to them.
  public struct Segment: Hashable, Sendable, Codable {
    /// What holds them.
    public var file: File
    /// The first entry.
    public var first: Int64
    /// The last entry.
    public var last: Int64
    /// The earliest time of an entry.
    public var from: Timestamp
    /// The latest time of an entry.
    public var to: Timestamp
  }

  /// One making of the backup.
  public struct Run: Hashable, Sendable, Codable {
    /// When.
    public var time: Timestamp
    /// How many entries the backup had afterwards.
    public var entries: Int64
    /// How many bytes were written.
    public var byteCount: Int
    /// How many segments were written anew, because words in them were erased.
    public var rewritten: Int

    enum CodingKeys: String, CodingKey {
      case time, entries, rewritten
      case byteCount = "bytes"
    }
  }

  static let formatVersion = 1
  /// How many makings are remembered.
  static let runLimit = 1000

  /// The format of the backup.
  public var format: Int
  /// The store.
  public var store: SessionID
  /// When the store was made.
  public var created: Timestamp
  /// The format of the store.
  public var storeFormat: Int
  /// To whom the newest files are encrypted; empty where they are not.
  public var recipients: [String]
  /// The newest checkpoint, a signed note: it covers exactly the entries of the segments.
  public var checkpoint: String
  /// The keys of the log, from the first on, by which the checkpoint is verified.
  public var keyHistory: String
  /// The entries, in order.
  public var segments: [Segment]
  /// What is no entry: offsets of consumer groups, the store's own files.
  public var state: File
  /// The newest makings, oldest first.
  public var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case format, store, created, recipients, checkpoint, segments, state, runs
    case storeFormat = "store_format"
    case keyHistory = "key_history"
  }

  /// Whether the files are encrypted.
  public var isEncrypted: Bool { !recipients.isEmpty }
  /// How many entries it holds.
  public var entryCount: Int64 { segments.last?.last ?? 0 }
  /// How many bytes its files have.
  public var byteCount: Int { segments.reduce(state.byteCount) { $0 + $1.file.byteCount } }
}

// MARK: - The file

extension BackupManifest {
  private static let prefix = #"{"digest":""#
  private static let infix = #"","manifest":"#
  private static let digestLength = 71

  /// One JSON object: the manifest, and the digest of its bytes.
  func bytes() throws(StrataError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body: [UInt8]
    do {
      body = Array(try encoder.encode(self))
    } catch {
      throw StrataError(.corrupt, "the backup's manifest cannot be written", cause: error)
    }
    let head = Self.prefix + ContentDigest.text(of: body) + Self.infix
    return Array(head.utf8) + body + Array("}\n".utf8)
  }

  /// Reads the file.
  ///
  /// - Throws: ``StrataError``: `corrupt`, `newerFormat`.
  init(parsing bytes: [UInt8], place: String) throws(StrataError) {
    let damaged = StrataError(
      .corrupt, "the backup's manifest is damaged", place: place,
      remedy: "restore the file; its copy beside it is used where that one is whole")
    let head = Self.prefix.utf8.count + Self.digestLength + Self.infix.utf8.count
    guard bytes.count > head + 2, bytes.suffix(2).elementsEqual("}\n".utf8) else { throw damaged }
    let body = Array(bytes[head..<(bytes.count - 2)])
    let expected = Self.prefix + ContentDigest.text(of: body) + Self.infix
    guard bytes.prefix(head).elementsEqual(expected.utf8) else { throw damaged }
    struct Format: Decodable { var format: Int }
    do {
      let format = try JSONDecoder().decode(Format.self, from: Data(body)).format
      guard format <= Self.formatVersion else {
        throw StrataError(
          .newerFormat,
          "the backup has format \(format), and this Strata reads up to format "
            + "\(Self.formatVersion)", place: place, remedy: "install a newer Strata")
      }
      self = try JSONDecoder().decode(Self.self, from: Data(body))
    } catch let error as StrataError {
      throw error
    } catch {
      throw damaged
    }
  }
}
