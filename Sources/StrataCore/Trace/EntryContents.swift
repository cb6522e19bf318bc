/// What an entry committed to and does not say itself, with the salts by which anybody can hold it
/// against the digests (rows D6, K2). Nothing of it has to be given.
public struct EntryContents: Sendable, Hashable {
  /// A content.
  public enum Content: Sendable, Hashable {
    case given(salt: [UInt8], bytes: [UInt8])
    /// It was erased by the entry at a position.
    case erased(by: Int64)
  }

  /// A turn that the entry added.
  public enum Spoken: Sendable, Hashable {
    case given(salt: [UInt8], turn: Turn)
    /// It was erased by the entry at a position; the digest is what is left.
    case erased(digest: [UInt8], by: Int64)
  }

  /// The contents by name.
  public var contents: [String: Content]
  /// All turns that the entry added, in order, or none.
  public var turns: [Spoken]

  /// Makes them.
  public init(contents: [String: Content] = [:], turns: [Spoken] = []) {
    self.contents = contents
    self.turns = turns
  }

  /// Whether nothing is given.
  public var isEmpty: Bool { contents.isEmpty && turns.isEmpty }
}
