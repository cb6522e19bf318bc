import Glibc

/// What a process uses.
public struct ProcessFigures: Hashable, Sendable {
  /// Memory that is resident, in bytes.
  public var residentBytes: Int
  /// Processor time since its start, user and system, in seconds.
  public var processorSeconds: Double

  /// Makes figures.
  public init(residentBytes: Int, processorSeconds: Double) {
    self.residentBytes = residentBytes
    self.processorSeconds = processorSeconds
  }

  /// What this process uses now.
  public static func current() -> ProcessFigures {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds = [usage.ru_utime, usage.ru_stime].reduce(0.0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
    return ProcessFigures(residentBytes: residentBytes(), processorSeconds: seconds)
  }

  private static func residentBytes() -> Int {
    // The second number of statm is the count of resident pages (proc(5)).
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 256)
    guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
    let words = text.prefix { $0 != 0 }.split(separator: CChar(UInt8(ascii: " ")))
    guard words.count > 1 else { return 0 }
    let digits = String(decoding: words[1].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (Int(digits) ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
