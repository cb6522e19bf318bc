/// The value of a configuration key: any bytes, mostly text or JSON, at most 512 KiB as in Consul.
public struct ConfigurationValue: Hashable, Sendable {
  /// The bytes as they were given.
  public let bytes: [UInt8]

  /// The longest value: 524,288 bytes.
  public static let maximumBytes = 512 << 10

  /// A value of bytes.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where there are too many.
  public init(_ bytes: [UInt8]) throws(StrataError) {
    guard bytes.count <= Self.maximumBytes else {
      throw StrataError(
        .invalidInput,
        "the value has \(bytes.count) bytes, and \(Self.maximumBytes) are the most",
        remedy: "keep what is large in a file and its address in the configuration")
    }
    self.bytes = bytes
  }

  /// A value of text.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where it is too long.
  public init(_ text: String) throws(StrataError) { try self.init(Array(text.utf8)) }

  /// The value as text, or nil where it is not UTF-8.
  ///
  /// - Complexity: O(n).
  public var text: String? { String(validating: bytes, as: UTF8.self) }
}

// MARK: - Typed reading

extension ConfigurationValue {
  /// The value as JSON.
  ///
  /// - Parameter key: what the value belongs to, for messages.
  /// - Throws: ``StrataError`` with code `invalidInput` that names line and column.
  public func json(of key: ConfigurationKey) throws(StrataError) -> JSONValue {
    do throws(StrataError) {
      return try JSONReader.value(of: bytes, place: key.path)
    } catch {
      throw StrataError(
        .invalidInput, "the value of \(key) is not JSON", place: key.path,
        remedy: "see it with 'strata config get \(key)'", cause: error)
    }
  }

  /// A feature flag: a member of an object, `true` or `false` (row B1).
  ///
  /// ```swift
  /// try value.flag("wasm-preview", of: key)  // {"wasm-preview": true}
  /// ```
  /// - Throws: ``StrataError``: `notFound` where there is no such flag, `invalidInput` where the value
  ///   is no JSON object or the member neither true nor false.
  public func flag(_ name: String, of key: ConfigurationKey) throws(StrataError) -> Bool {
    guard case .object(let members) = try json(of: key) else {
      throw StrataError(
        .invalidInput, "the value of \(key) is no JSON object, so it holds no flags",
        place: key.path, remedy: #"set it to an object such as {"wasm-preview": true}"#)
    }
    switch members[name] {
    case .bool(let isOn)?: return isOn
    case nil:
      let names = members.keys.sorted().prefix(10).joined(separator: ", ")
      throw StrataError(
        .notFound, "\(key) has no flag \(name.shownInMessages)", place: key.path,
        remedy: names.isEmpty ? "it has no flags yet" : "it has: \(names)")
    default:
      throw StrataError(
        .invalidInput, "the flag \(name.shownInMessages) of \(key) is neither true nor false",
        place: key.path, remedy: "set it to true or false, without quotes")
    }
  }
}
