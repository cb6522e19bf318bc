import StrataCore
import SystemPackage

/// What a backup holds beside the entries: the store's own files, and how far consumer groups have
/// come. It is small and written anew each time.
struct BackupState {
  /// A file of the store.
  struct StoreFile: Hashable {
    var path: String
    var text: String
  }

  /// How far a consumer group has come in a topic.
  struct Offset: Hashable {
    var group: String
    var topic: Topic
    var committed: Int64
    var at: Timestamp
    var state: String?
  }

  var files: [StoreFile] = []
  var offsets: [Offset] = []

  /// The files that a store may have, and whether only an encrypted backup holds them.
  private static let paths = [
    ("vocabulary.json", false), ("redaction.json", false), ("log/cosigned", false), (keyPath, true),
  ]
  private static let keyPath = "keys/log.key"
  private static let maximumBytes = 64 << 20

  /// The private key of the log; nil where the backup does not hold it.
  var signerKey: String? { files.first { $0.path == Self.keyPath }?.text }
  /// The files that say how the store works.
  var settings: [StoreFile] { files.filter { !$0.path.contains("/") } }
  /// The newest checkpoint that a witness had cosigned.
  var cosigned: String? { files.first { $0.path == "log/cosigned" }?.text }

  /// Reads what a store has.
  init(
    of layout: StoreLayout, on fileSystem: any FileSystem, withSecrets: Bool,
    in connection: any SQLConnection
  ) throws {
    for (path, isSecret) in Self.paths where withSecrets || !isSecret {
      let file = layout.root.appending(path)
      guard try fileSystem.status(of: file) != nil else { continue }
      let bytes = try fileSystem.readFile(file, maximumBytes: Self.maximumBytes)
      files.append(StoreFile(path: path, text: String(decoding: bytes, as: UTF8.self)))
    }
    for row in try connection.query(
      """
      SELECT consumer_group, topic, committed, committed_at, state FROM consumer_offsets
      ORDER BY consumer_group, topic
      """)
    {
      guard let topic = Topic(rawValue: try row.text(1)) else { continue }
      offsets.append(
        Offset(
          group: try row.text(0), topic: topic, committed: try row.integer(2),
          at: try row.time(3), state: try row.optionalText(4)))
    }
  }

  // MARK: - Lines

  /// A line of JSON for each thing.
  var lines: [UInt8] {
    var lines: [UInt8] = []
    for file in files {
      var object = CanonicalObject(reserving: file.text.utf8.count + 64)
      object.string("file", file.path)
      object.string("text", file.text)
      lines += object.finished() + [0x0A]
    }
    for offset in offsets {
      var object = CanonicalObject()
      object.string("at", offset.at.description)
      object.integer("committed", offset.committed)
      object.string("group", offset.group)
      object.string("state", offset.state)
      object.string("topic", offset.topic.rawValue)
      lines += object.finished() + [0x0A]
    }
    return lines
  }

  /// Reads the lines.
  ///
  /// - Throws: ``StrataError`` with code `corrupt`.
  init(parsing bytes: [UInt8], place: String) throws(StrataError) {
    do {
      for line in bytes.split(separator: 0x0A) {
        let fields = try JSONFields(
          JSONReader.value(of: Array(line), place: place), place: place)
        if let path = try fields.text("file") {
          files.append(StoreFile(path: path, text: try fields.requiredText("text")))
          continue
        }
        guard let topic = try fields.choice("topic", Topic.self),
          case .integer(let committed)? = fields.members["committed"]
        else { throw fields.missing("topic") }
        offsets.append(
          Offset(
            group: try fields.requiredText("group"), topic: topic, committed: committed,
            at: try Timestamp(parsing: fields.requiredText("at")), state: try fields.text("state")))
      }
    } catch {
      throw StrataError(
        .corrupt, "the backup's record of the store's settings cannot be read", place: place,
        remedy: "use another copy of the backup", cause: error)
    }
  }
}
