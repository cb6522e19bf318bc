/// The calendar behind ``Timestamp``: proleptic Gregorian, no locale, no time zone data.
enum RFC3339 {
  /// Microseconds since 1970, or nil where the text is not RFC 3339.
  static func parse(_ text: String) -> Int64? {
    var reader = DigitReader(bytes: Array(text.utf8))
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), (1...12).contains(month), reader.skip("-"),
      let day = reader.number(digits: 2), (1...daysIn(month: month, of: year)).contains(day),
      reader.skip("T") || reader.skip("t") || reader.skip(" "),
      let hour = reader.number(digits: 2), hour < 24, reader.skip(":"),
      let minute = reader.number(digits: 2), minute < 60, reader.skip(":"),
      let second = reader.number(digits: 2), second < 60
    else { return nil }
    var fraction = 0
    if reader.skip(".") {
      guard let value = reader.microsecondFraction() else { return nil }
      fraction = value
    }
    guard let offsetMinutes = reader.offsetMinutes(), reader.isAtEnd else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offsetMinutes * 60
    return Int64(seconds) * 1_000_000 + Int64(fraction)
  }

  /// `yyyy-mm-ddThh:mm:ss.ffffffZ`.
  static func format(_ microseconds: Int64) -> String {
    let dayLength: Int64 = 86_400_000_000
    let days = Int((microseconds - (microseconds < 0 ? dayLength - 1 : 0)) / dayLength)
    var rest = Int(microseconds - Int64(days) * dayLength)
    let (year, month, day) = civil(daysSince1970: days)
    let fraction = rest % 1_000_000
    rest /= 1_000_000
    return String(unsafeUninitializedCapacity: 27) { buffer in
      var writer = DigitWriter(buffer: buffer)
      writer.put(year, digits: 4, then: "-")
      writer.put(month, digits: 2, then: "-")
      writer.put(day, digits: 2, then: "T")
      writer.put(rest / 3600, digits: 2, then: ":")
      writer.put(rest / 60 % 60, digits: 2, then: ":")
      writer.put(rest % 60, digits: 2, then: ".")
      writer.put(fraction, digits: 6, then: "Z")
      return writer.count
    }
  }

  private static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Years are counted from March, so that the leap day is the last of its year.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

private struct DigitReader {
  let bytes: [UInt8]
  var index = 0

  var isAtEnd: Bool { index == bytes.count }

  mutating func number(digits: Int) -> Int? {
    guard index + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + digits] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += digits
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  mutating func microsecondFraction() -> Int? {
    var value = 0
    var digits = 0
    while let digit = number(digits: 1) {
      if digits < 6 { value = value * 10 + digit }
      digits += 1
    }
    guard digits > 0 else { return nil }
    for _ in min(digits, 6)..<6 { value *= 10 }
    return value
  }

  mutating func offsetMinutes() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = number(digits: 2), hours < 24, skip(":"),
      let minutes = number(digits: 2), minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }
}

private struct DigitWriter {
  let buffer: UnsafeMutableBufferPointer<UInt8>
  var count = 0

  mutating func put(_ value: Int, digits: Int, then separator: Unicode.Scalar) {
    var rest = value
    for position in stride(from: count + digits - 1, through: count, by: -1) {
      buffer[position] = UInt8(0x30 + rest % 10)
      rest /= 10
    }
    buffer[count + digits] = UInt8(ascii: separator)
    count += digits + 1
  }
}
