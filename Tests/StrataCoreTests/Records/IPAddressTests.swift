import StrataCore
import Testing

@Suite("IP addresses")
struct IPAddressTests {
  @Test(arguments: [
    ("10.20.31.42", "10.20.31.42"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::", "::"), ("::1", "::1"), ("fe80::", "fe80::"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
    ("2001:0:0:1:0:0:2:3", "2001::1:0:0:2:3"), ("::ffff:10.20.31.42", "::ffff:10.20.31.42"),
    ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
  ])
  func `have one form`(text: String, form: String) throws {
    let address = try IPAddress(parsing: text)
    #expect(address.description == form)
    #expect(try IPAddress(parsing: form) == address)
  }

  @Test(arguments: [
    "", "10.20.31", "10.20.31.256", "10.20.31.042", "10.20.31.42:22", "10.20.31.42/8", " 10.0.0.1",
    "+1.2.3.4", "1.2.3.4.5", "localhost", "fe80::1%eth0", "1::2::3", ":::", "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "+1::", "1.2.3.4::", "[::1]", "::1\0",
  ])
  func `refuse what is none`(text: String) {
    #expect(throws: StrataError.self) { try IPAddress(parsing: text) }
  }
}
