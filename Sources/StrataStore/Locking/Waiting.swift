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

/// How often a waiter looks. The first in line looks again soon, because all others wait while it
/// does; whoever stands further back cannot have its turn before the ones in front have had theirs,
/// and sleeps through half of the time that these will take, going by the turns seen so far. Looking
/// is cheap; judging whether others are still alive is not, and need not be done each time.
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
  /// Also how long nobody notices that somebody further ahead has gone.
  private static let longestPauseSeconds = 0.1
  private static let shortestTurnSeconds = 0.001
  private static let looksPerJudgement = 8
  /// A look that comes as seldom as this may well judge.
  private static let judgingPauseSeconds = 0.02

  private var looks = 0
  private var start: (ahead: Int, time: Timestamp)?
  private var ahead = Int.max
  private var pauseSeconds = shortestPauseSeconds

  mutating func next() -> Look {
    let look = Look(
      isJudging: looks.isMultiple(of: Self.looksPerJudgement)
        || pauseSeconds >= Self.judgingPauseSeconds,
      pauseSeconds: pauseSeconds)
    looks += 1
    if ahead == 0 {
      pauseSeconds = min(pauseSeconds * 1.5, Self.longestPauseInFrontSeconds)
    }
    return look
  }

  mutating func moved(to ahead: Int, at time: Timestamp) {
    let start = start ?? (ahead, time)
    self.start = start
    if ahead == 0 {
      if self.ahead > 0 {
        looks = 1
        pauseSeconds = Self.shortestPauseSeconds
      }
    } else {
      let passed = Double(time.microseconds(since: start.time)) / 1e6
      let turn = passed / Double(max(1, start.ahead - ahead))
      let half = max(turn, Self.shortestTurnSeconds) * Double(ahead) / 2
      pauseSeconds = min(half, Self.longestPauseSeconds)
    }
    self.ahead = ahead
  }
}
