import CZlib
import StrataCore

/// The gzip format (RFC 1952), through zlib.
enum Gzip {
  /// 15 bits of window, and 16 for the gzip frame.
  private static let windowBits: Int32 = 15 + 16
  private static let step = 1 << 16

  /// Compresses; the same bytes always give the same file, for the frame has no time and no name.
  static func compress(_ bytes: [UInt8]) throws(StrataError) -> [UInt8] {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw StrataError(.storage, "zlib cannot compress", remedy: "free memory") }
    defer { deflateEnd(&stream) }
    let (code, output) = Self.run(&stream, on: bytes, atMost: .max) { deflate($0, Z_FINISH) }
    guard code == Z_STREAM_END else { throw StrataError(.storage, "zlib cannot compress") }
    return output
  }

  /// Decompresses a whole file.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where it is no gzip file, is cut, or would be
  ///   longer than the bound.
  static func decompress(
    _ bytes: [UInt8], maximumBytes: Int, place: String
  ) throws(StrataError) -> [UInt8] {
    var stream = z_stream()
    guard
      inflateInit2_(
        &stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw StrataError(.storage, "zlib cannot decompress", remedy: "free memory") }
    defer { inflateEnd(&stream) }
    let (code, output) = Self.run(&stream, on: bytes, atMost: maximumBytes) {
      inflate($0, Z_NO_FLUSH)
    }
    guard code == Z_STREAM_END, output.count <= maximumBytes, stream.avail_in == 0 else {
      throw StrataError(
        .corrupt, "this is no whole gzip file of at most \(maximumBytes) bytes", place: place,
        remedy: "restore the file from a backup; 'gzip -t' says more")
    }
    return output
  }

  /// Lets zlib work through all of the input, or until there is more output than asked for.
  private static func run(
    _ stream: inout z_stream, on bytes: [UInt8], atMost limit: Int,
    _ work: (UnsafeMutablePointer<z_stream>) -> Int32
  ) -> (code: Int32, output: [UInt8]) {
    var input = bytes
    var output: [UInt8] = []
    var code = Z_OK
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      repeat {
        code = produce(&stream, into: &output, work)
      } while code == Z_OK && output.count <= limit
    }
    return (code, output)
  }

  /// Lets zlib fill the next piece of the output.
  private static func produce(
    _ stream: inout z_stream, into output: inout [UInt8],
    _ work: (UnsafeMutablePointer<z_stream>) -> Int32
  ) -> Int32 {
    var code = Z_OK
    let piece = [UInt8](unsafeUninitializedCapacity: step) { buffer, count in
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(buffer.count)
      code = withUnsafeMutablePointer(to: &stream, work)
      count = buffer.count - Int(stream.avail_out)
    }
    output += piece
    return code
  }
}
