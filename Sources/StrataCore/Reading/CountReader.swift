/// Numbers with what they count: `3.4 million users`, `400+ nodes`, `eleven regions`.
enum CountReader {
  /// How many of what.
  struct Count: Sendable {
    var unit: String
    var value: Double
    var range: Range<Int>
  }

  private static let units = table([
    "users":
      "user users customer customers subscriber subscribers member members player players people "
      + "students patients accounts devices meters drivers listeners viewers visitors downloads installs signups sign-ups residents pupils guests riders inhabitants learners policyholders cardholders shoppers citizens passengers households",
    "staff": "employee employees staff engineers colleagues seats developers headcount",
    "regions": "region regions country countries continent continents geographies markets",
    "sites":
      "site sites plant plants store stores hospital hospitals branch branches factory factories "
      + "warehouses locations offices shops schools clinics airports depots restaurants hotels districts agencies subsidiaries brands tenants",
    "nodes":
      "node nodes vm vms server servers host hosts machine machines instances boxes",
    "clusters": "cluster clusters",
    "pods": "pod pods tasks containers sidecars",
    "rate": "rps rpm req qps tps requests",
    "services": "service services microservices apis endpoints deployments apps teams",
  ])

  private static let words = WordTable<Double>(
    [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
      "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ].enumerated().map { (key: Token.key($1), value: Double($0 + 1)) }
      + [
        ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80), ("ninety", 90), ("single", 1), ("a", 1), ("dozen", 12), ("dozens", 24),
        ("hundreds", 300),
        ("thousands", 3000), ("millions", 3_000_000), ("billions", 3e9), ("couple", 2),
        ("handful", 4), ("both", 2),
      ].map { (key: Token.key($0.0), value: $0.1) })

  private static let multipliers = WordTable<Double>(
    [
      ("hundred", 100), ("thousand", 1000), ("million", 1e6), ("billion", 1e9), ("m", 1e6),
      ("mio", 1e6),
      ("mn", 1e6), ("k", 1000), ("bn", 1e9), ("million+", 1e6), ("millions", 1e6),
      ("thousands", 1000),
    ].map { (key: Token.key($0.0), value: $0.1) })

  private static func table(_ rows: [String: String]) -> WordTable<String> {
    var result = WordTable<String>()
    for (unit, words) in rows {
      for word in words.split(separator: " ") { result[Token.key(String(word))] = unit }
    }
    return result
  }

  /// The counts of a passage outside code, left to right.
  ///
  /// - Complexity: O(tokens).
  static func counts(in passage: Passage) -> [Count] {
    var found: [Count] = []
    let tokens = passage.tokens
    for index in tokens.indices where tokens[index].isWord && !tokens[index].form.contains(.code) {
      guard var value = number(tokens[index], passage.bytes) else { continue }
      var next = index + 1
      while next < tokens.count, tokens[next].kind == .other || tokens[next].kind == .number,
        next - index < 3
      {
        // `90 000`, `400+`
        if tokens[next].kind == .number {
          guard tokens[next].end - tokens[next].start == 3, tokens[index].kind == .number else {
            break
          }
          value = value * 1000 + (number(tokens[next], passage.bytes) ?? 0)
        }
        next += 1
      }
      while next < tokens.count, let multiplier = multipliers[tokens[next].key] {
        value *= multiplier
        next += 1
      }
      // The unit stands within the next three words: `9,000 registered active users`.
      var unit: String?
      var end = next
      while end < tokens.count, end < next + 4, tokens[end].isWord, unit == nil {
        if end > next, number(tokens[end], passage.bytes) != nil { break }
        unit = units[tokens[end].key]
        end += 1
      }
      // `4,000 users, today 1.8 million`: a large bare number counts what the one before it did.
      if unit == nil, value >= 1000,
        next > index + 1 || tokens[index].end - tokens[index].start >= 5,
        let last = found.last, index - last.range.upperBound < 16
      {
        unit = last.unit
        end = next
      }
      // `from 300 to 2.4 million users`: both count users.
      if let unit, index >= 2, tokens[index - 1].key == Words.to,
        let before = number(tokens[index - 2], passage.bytes),
        found.last?.range.contains(index - 2) != true
      {
        found.append(Count(unit: unit, value: before, range: index - 2..<index - 1))
      }
      if let unit { found.append(Count(unit: unit, value: value, range: index..<end)) }
    }
    return found
  }

  /// The value of a token, or nil where it is no number.
  static func number(_ token: Token, _ bytes: [UInt8]) -> Double? {
    if let value = words[token.key] { return value }
    var index = Int(token.start)
    let end = Int(token.end)
    guard bytes[index] >= 0x30, bytes[index] <= 0x39, end - index <= 16 else { return nil }
    var value = 0.0
    var scale = 0.0
    while index < end {
      let byte = bytes[index]
      switch byte {
      case 0x30...0x39:
        if scale > 0 {
          value += Double(byte - 0x30) * scale
          scale /= 10
        } else {
          value = value * 10 + Double(byte - 0x30)
        }
      case UInt8(ascii: ","): break
      case UInt8(ascii: "."):
        // `1.200` is a thousand with a point; `3.4` is a fraction.
        if end - index == 4, scale == 0 { break }
        scale = 0.1
      case UInt8(ascii: "k"), UInt8(ascii: "K"): return index + 1 == end ? value * 1000 : nil
      case UInt8(ascii: "m"), UInt8(ascii: "M"): return index + 1 == end ? value * 1e6 : nil
      default: return nil
      }
      index += 1
    }
    return value
  }
}
