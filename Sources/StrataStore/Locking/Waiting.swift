import StrataCore

/// How long is left to wait, by a clock that may jump: between two looks at it at least the pause
/// has passed, and never much more than a busy machine can explain.
struct Patience {
  private let seconds: Double
  private var spent = 0.0
  private var last: Timestamp

  init(seconds: Double, at time: Timestamp) {
    self.seconds = seconds
    last = time
  }

  var isOver: Bool { spent >= seconds }

  mutating func waited(atLeast pause: Double, now: Timestamp) {
    let passed = Double(now.microseconds(since: last)) / 1e6
    spent += min(max(passed, pause), pause + 1)
    last = now
  }
}

/// How often a waiter looks. The first in line makes all others wait by waiting, so it looks again
/// soon; whoever stands further back has its turn only after those in front. Looking is cheap;
/// judging whether others are still alive is not, and need not be done each time.
///
/// The pauses do not follow how long others take: a waiter that sleeps too long keeps all others
/// waiting, they would then sleep longer too, and so on.
struct PollingRhythm {
  /// One look.
  struct Look: Equatable {
    /// Whether to see if the others are alive.
    var isJudging: Bool
    /// How long to wait after it, in seconds.
    var pauseSeconds: Double
  }

  private static let shortestPauseSeconds = 0.000_05
  private static let longestPauseInFrontSeconds = 0.001
  private static let pausePerPlaceSeconds = 0.001
  private static let longestPauseSeconds = 0.005
  private static let looksPerJudgement = 8

  private var looks = 0
  private var ahead = Int.max
  private var pauseSeconds = shortestPauseSeconds

  mutating func next() -> Look {
    let look = Look(
      isJudging: looks.isMultiple(of: Self.looksPerJudgement), pauseSeconds: pauseSeconds)
    looks += 1
    if ahead == 0 {
      pauseSeconds = min(pauseSeconds * 1.5, Self.longestPauseInFrontSeconds)
    }
    return look
  }

  mutating func moved(to ahead: Int) {
    if ahead > 0 {
      pauseSeconds = min(Double(ahead) * Self.pausePerPlaceSeconds, Self.longestPauseSeconds)
    } else if self.ahead > 0 {
      looks = 1
      pauseSeconds = Self.shortestPauseSeconds
    }
    self.ahead = ahead
  }
}
