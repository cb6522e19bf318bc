import ArgumentParser
import StrataCore

/// Further particulars of a record.
struct MetadataArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Further particulars: a JSON object, itself, in a file, or - for standard input.",
      valueName: "json"),
    completion: .file(extensions: ["json"]))
  var metadata: String?

  /// The particulars.
  ///
  /// - Throws: ``StrataError``.
  func members() throws(StrataError) -> [String: JSONValue] {
    guard let metadata else { return [:] }
    guard !metadata.hasPrefix("{"), !metadata.hasPrefix("[") else {
      return try Self.members(of: Array(metadata.utf8), place: "--metadata")
    }
    let input = try BoundedInput(metadata)
    return try Self.members(of: input.bytes, place: input.place)
  }

  private static func members(
    of bytes: [UInt8], place: String
  ) throws(StrataError) -> [String: JSONValue] {
    try JSONFields(JSONReader.value(of: bytes, place: place), place: place).members
  }
}
