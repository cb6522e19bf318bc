/// What the five layers hold about one session: the source of its trace (row K1).
public struct LayerRecords: Sendable {
  /// One entry with what is kept of it beside its record.
  public struct Entry: Sendable {
    /// The entry.
    public var entry: JournalEntry
    /// The hash of its leaf, derived from the record, 32 bytes.
    public var leaf: [UInt8]
    /// Its offset in its topic.
    public var offset: Int64
    /// Its row in the audit log, where its kind has one.
    public var auditRow: Int64?
    /// The names of those of its contents that were erased.
    public var erased: [String]

    /// Makes an entry.
    public init(
      entry: JournalEntry, leaf: [UInt8], offset: Int64, auditRow: Int64?, erased: [String] = []
    ) {
      self.entry = entry
      self.leaf = leaf
      self.offset = offset
      self.auditRow = auditRow
      self.erased = erased
    }
  }

  /// A configuration value that was in force, and the change that set it.
  public struct ConfigurationValue: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value; nil for one that is concealed, erased, too long to show or no text.
    public var value: String?
    /// The index of the change that set it.
    public var index: Int64
    /// The entry of the change.
    public var entry: Int64

    /// Makes a value.
    public init(key: String, value: String?, index: Int64, entry: Int64) {
      self.key = key
      self.value = value
      self.index = index
      self.entry = entry
    }
  }

  /// The store's identity.
  public var store: SessionID
  /// The session as it is now.
  public var session: Session
  /// Its entries, in order.
  public var entries: [Entry]
  /// How many entries the state says that it has.
  public var entryCount: Int
  /// The leaf of the last entry, as the state has it.
  public var chain: [UInt8]
  /// What was in force when the session's last entry was made.
  public var configuration: [ConfigurationValue]
  /// How many entries the newest checkpoint covers.
  public var signed: Int64

  /// Makes the records.
  public init(
    store: SessionID, session: Session, entries: [Entry], entryCount: Int, chain: [UInt8],
    configuration: [ConfigurationValue], signed: Int64
  ) {
    self.store = store
    self.session = session
    self.entries = entries
    self.entryCount = entryCount
    self.chain = chain
    self.configuration = configuration
    self.signed = signed
  }
}
