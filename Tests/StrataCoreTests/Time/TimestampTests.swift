import StrataCore
import StrataTesting
import Testing

@Suite("Times (C1)")
struct TimestampTests {
  @Test(arguments: [
    ("2026-01-05T09:00:00.000000Z", "2026-01-05T09:00:00.000000Z"),
    ("2026-01-05T09:00:00Z", "2026-01-05T09:00:00.000000Z"),
    ("2026-01-05 09:00:00.5z", "2026-01-05T09:00:00.500000Z"),
    ("2026-01-05T09:00:00.123456789+01:00", "2026-01-05T08:00:00.123456Z"),
    ("2024-02-29T23:59:59-00:30", "2024-03-01T00:29:59.000000Z"),
    ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
    ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
  ])
  func `RFC 3339 is read to the microsecond and written in UTC`(
    text: String, written: String
  ) throws {
    #expect(try Timestamp(parsing: text).description == written)
  }

  @Test(arguments: [
    "", "now", "2026-01-05", "2026-01-05T09:00:00", "2026-13-01T00:00:00Z",
    "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-01-05T24:00:00Z",
    "2026-01-05T23:59:60Z", "2026-01-05T09:00:00.Z", "2026-01-05T09:00:00+1:00",
    "2026-1-5T09:00:00Z", "2026-01-05T09:00:00Zx", "0001-01-01T00:00:00+01:00",
  ])
  func `anything else is refused`(text: String) {
    let error = #expect(throws: StrataError.self) { try Timestamp(parsing: text) }
    #expect(error?.remedy == "write it as RFC 3339, for example 2026-01-05T09:00:00.000000Z")
  }

  @Test func `every moment survives writing and reading`() throws {
    var generator = SeededGenerator.printingSeed()
    var last: Timestamp?
    let moments = (0..<2000).map { _ in
      Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator)
    }
    for microseconds in moments.sorted() {
      let time = Timestamp(microseconds: microseconds)
      #expect(try Timestamp(parsing: time.description) == time)
      if let last { #expect(last.description <= time.description) }
      last = time
    }
  }

  @Test func `arithmetic stays within the range of times`() throws {
    let time = try Timestamp(parsing: "2026-01-05T09:00:00Z")
    #expect(time.advanced(bySeconds: 1.5).microseconds(since: time) == 1_500_000)
    #expect(time.advanced(bySeconds: .infinity).description.hasPrefix("9999-12-31"))
    #expect(time.advanced(bySeconds: -.infinity).description.hasPrefix("0001-01-01"))
    #expect(time.advanced(bySeconds: .nan) == time)
    #expect(Timestamp(microseconds: .max).description == "9999-12-31T23:59:59.999999Z")
  }
}
