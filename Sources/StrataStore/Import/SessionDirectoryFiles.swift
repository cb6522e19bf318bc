import StrataCore
import SystemPackage

/// The files of a session directory that say what the session was.
enum SessionDirectoryFiles {
  /// Metadata and turns joined to one value.
  ///
  /// - Throws: ``StrataError`` with code `storage`.
  static func value(
    in source: ImportSource, options: ImportOptions
  ) throws -> Result<JSONValue, ImportProblem> {
    let metadata = try read(ImportSource.metadataName, in: source, options)
    let conversation = try read(ImportSource.conversationName, in: source, options)
    return metadata.flatMap { metadata in
      conversation.map { StrataReader.joined(metadata: metadata, conversation: $0) }
    }
  }

  private static func read(
    _ name: String, in source: ImportSource, _ options: ImportOptions
  ) throws -> Result<JSONValue, ImportProblem> {
    let path = source.path.appending(name)
    let bytes = try ChunkedFile(path).read(at: 0, count: source.bytes)
    var splitter = JSONSplitter(.document, maximumBytes: options.maximumRecordBytes)
    var result = Result<JSONValue, ImportProblem>.success(.null)
    bytes.withUnsafeBufferPointer { splitter.consume($0) { _ in } }
    splitter.finish { piece in
      result = piece.value.mapError { fault in
        var problem = ImportProblem(fault, in: piece, of: path.string)
        problem.record = nil
        return problem
      }
    }
    return result
  }
}

extension ImportProblem: Error {}
