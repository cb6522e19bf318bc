/// Tells log lines, listings and commands from what somebody says.
enum LineForm {
  private static let commands = Set(
    """
    kubectl helm docker podman terraform tofu ansible curl wget sudo az gcloud aws oc git ssh istioctl \
    systemctl journalctl tcpdump cat tail grep make npm pip apt yum dnf msiexec openssl dig ping chmod rpm semodule
    """.split { $0 == " " || $0 == "\n" }.map { Token.key(String($0)) })

  private static let levels = Set(
    [
      "error", "warn", "warning", "info", "debug", "fatal", "panic", "critical", "trace",
      "exception", "traceback", "caused",
    ]
    .map(Token.key))

  /// Whether a line of tokens is a machine's.
  static func isCode(_ line: ArraySlice<Token>, bytes: [UInt8]) -> Bool {
    guard let first = line.first, let last = line.last else { return false }
    let words = line.count { $0.isWord }
    guard words > 0 else { return true }
    let firstByte = bytes[Int(first.start)]
    // `$ kubectl …`, `{ "json": … }`, `at com.example.Main(Main.java:12)`
    if firstByte == UInt8(ascii: "$") || firstByte == UInt8(ascii: "{")
      || firstByte == UInt8(ascii: "}")
    {
      return true
    }
    let second = line.dropFirst().first
    if commands.contains(first.key), let second, second.isWord, !first.form.contains(.capitalised),
      line.contains(where: { $0.form.contains(.identifier) || $0.kind == .dash })
    {
      return true
    }
    if levels.contains(first.key), let second, second.kind == .colon { return true }
    if first.kind == .open, let second, levels.contains(second.key) { return true }
    if startsWithTime(line, bytes: bytes) { return true }
    // Mostly signs, keys and names.
    let machine = line.count { token in
      token.form.contains(.identifier) || token.kind == .other || token.kind == .open
        || token.kind == .close || token.kind == .number
    }
    return line.count > 6 && machine * 5 > line.count * 3 && Int(last.end - first.start) > 24
  }

  /// `2026-01-05T09:00:00Z …`, `09:00:01 …`, `E1216 02:09:41 …`, `Jan 05 09:00:01 host …`.
  private static func startsWithTime(_ line: ArraySlice<Token>, bytes: [UInt8]) -> Bool {
    let head = line.prefix(8)
    var index = Int(head.first?.start ?? 0)
    let end = min(Int(head.last?.end ?? 0), index + 28)
    // hh:mm:ss within the first bytes.
    while index + 7 < end {
      if digit(bytes[index]), digit(bytes[index + 1]), bytes[index + 2] == UInt8(ascii: ":"),
        digit(bytes[index + 3]), digit(bytes[index + 4]), bytes[index + 5] == UInt8(ascii: ":"),
        digit(bytes[index + 6])
      {
        return true
      }
      index += 1
    }
    return false
  }

  private static func digit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
