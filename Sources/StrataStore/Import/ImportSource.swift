import Foundation
import StrataCore
import SystemPackage

/// A file, or a session directory, to import from.
struct ImportSource: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case file
    case sessionDirectory
  }

  var path: FilePath
  var kind: Kind
  var bytes: Int
  var modifiedAt: Timestamp
  /// Whether the caller named it, not only a folder above it.
  var isNamed: Bool

  /// How problems name it.
  var name: String { path.string }

  /// Whether its name says that it has one record a line.
  var isNamedLines: Bool { ["jsonl", "ndjson"].contains(path.extension?.lowercased()) }

  /// The file name without its extension.
  var stem: String { path.stem ?? "" }

  static let metadataName = "session_metadata.json"
  static let conversationName = "conversation.json"
}

// MARK: - Finding

extension ImportSource {
  /// The sources that some paths name: files as they are, folders with everything below them that
  /// may hold conversations, in byte order. Symbolic links in folders are not followed.
  ///
  /// - Throws: ``StrataError``: `notFound`; `invalidInput` where a path is neither file nor folder;
  ///   `storage` where a folder cannot be read.
  static func find(_ paths: [FilePath]) throws -> [ImportSource] {
    var sources: [ImportSource] = []
    for path in paths {
      let status = try FileFacts(of: path, followsLinks: true)
      switch status.kind {
      case .file: sources.append(file(path, status, isNamed: true))
      case .directory: sources += try walk(path)
      case .other:
        throw StrataError(
          .invalidInput, "it is neither a file nor a folder", place: path.string,
          remedy: "give a file or a folder of conversations")
      }
    }
    var seen: Set<FilePath> = []
    return sources.filter { seen.insert($0.path.lexicallyNormalized()).inserted }
  }

  private static func file(_ path: FilePath, _ facts: FileFacts, isNamed: Bool) -> ImportSource {
    ImportSource(
      path: path, kind: .file, bytes: facts.bytes, modifiedAt: facts.modifiedAt, isNamed: isNamed)
  }

  // What the tools keep beside their transcripts; no conversations of their own.
  private static let passedOver: Set<String> = ["subagents", "tool-results"]

  private static func walk(_ root: FilePath) throws -> [ImportSource] {
    var found: [ImportSource] = []
    var open = [root]
    while let folder = open.popLast() {
      let names = try list(folder)
      if names.contains(metadataName), names.contains(conversationName) {
        found.append(try sessionDirectory(folder))
        continue
      }
      for name in names where !name.hasPrefix(".") && !passedOver.contains(name) {
        let path = folder.appending(name)
        let facts = try FileFacts(of: path, followsLinks: false)
        let kinds: Set<String?> = ["json", "jsonl", "ndjson"]
        switch facts.kind {
        case .directory: open.append(path)
        case .file where kinds.contains(path.extension?.lowercased()):
          found.append(file(path, facts, isNamed: false))
        default: break
        }
      }
    }
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func sessionDirectory(_ folder: FilePath) throws -> ImportSource {
    let parts = try [metadataName, conversationName].map {
      try FileFacts(of: folder.appending($0), followsLinks: false)
    }
    return ImportSource(
      path: folder, kind: .sessionDirectory, bytes: parts.reduce(0) { $0 + $1.bytes },
      modifiedAt: parts[0].modifiedAt, isNamed: false)
  }

  private static func list(_ folder: FilePath) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.string)
    } catch {
      throw StrataError(
        .storage, "the folder cannot be read", place: folder.string,
        remedy: "see whether you may read it", cause: error)
    }
  }
}
