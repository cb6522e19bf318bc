import Glibc

/// Seconds on the monotonic clock.
struct Stopwatch {
  private let start = Stopwatch.now

  /// Seconds since some fixed moment; the same for all processes of the machine.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds that the calling thread has spent on a processor.
  static var processor: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds since this stopwatch was made.
  var seconds: Double { Stopwatch.now - start }
}
