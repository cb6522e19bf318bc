/// How long events stay in their topic before they are in the archive alone (row E4).
public struct EventRetention: Hashable, Sendable {
  /// The configuration key of the number of days.
  public static let key = "strata/events/retention-days"
  /// Where the configuration sets none.
  public static let standardDays = 90

  /// The number of days.
  public var days: Int

  /// A retention of some days, at least 0.
  public init(days: Int) { self.days = max(0, days) }

  /// Whether an event may leave its topic.
  public func isOver(for recordedAt: Timestamp, at now: Timestamp) -> Bool {
    recordedAt <= now.advanced(bySeconds: -Double(days) * 86_400)
  }
}

/// Reads a number out of a configuration value.
public enum SettingNumber {
  /// The whole number from 0 that a value is, plain or as a JSON text; nil where it is none.
  public static func parse(_ value: [UInt8]) -> Int? {
    var text = value[...]
    func isBlank(_ byte: UInt8) -> Bool { [0x09, 0x0A, 0x0D, 0x20].contains(byte) }
    text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    if text.count >= 2, text.first == 0x22, text.last == 0x22 { text = text.dropFirst().dropLast() }
    guard (1...9).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
