import StrataCore
import SystemPackage

/// A file read in chunks of fixed size, or at a position; closed when it goes out of scope.
final class ChunkedFile {
  private let descriptor: FileDescriptor
  private let path: FilePath
  private let chunkBytes: Int

  /// Opens a file for reading.
  ///
  /// - Throws: ``StrataError`` with code `storage`.
  init(_ path: FilePath, chunkBytes: Int = 1 << 20) throws {
    self.path = path
    self.chunkBytes = chunkBytes
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch {
      throw Self.failure(path, error)
    }
  }

  deinit {
    try? descriptor.close()
  }

  /// At most `count` bytes from a position; fewer only at the end of the file.
  func read(at offset: Int, count: Int) throws -> [UInt8] {
    do {
      return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let got = try descriptor.read(
            fromAbsoluteOffset: Int64(offset + filled), into: rest)
          if got == 0 { return }
          filled += got
        }
      }
    } catch {
      throw Self.failure(path, error)
    }
  }

  /// Gives out the bytes of a range, a chunk at a time.
  func forEachChunk(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let chunk = try read(at: offset, count: min(chunkBytes, range.upperBound - offset))
      if chunk.isEmpty { return }
      try chunk.withUnsafeBufferPointer(body)
      offset += chunk.count
    }
  }

  private static func failure(_ path: FilePath, _ error: any Error) -> any Error {
    guard error is Errno else { return error }
    return StrataError(
      .storage, "the file cannot be read", place: path.string,
      remedy: "see whether you may read it", cause: error)
  }
}
