import StrataCore

/// Makes anew what Strata's own consumer groups keep, as far as each has come (row E3).
struct EventReplay {
  let source: any SQLConnection
  let target: any SQLConnection
  let store: SessionID

  private static let step: Int64 = 256

  func run() throws {
    let offsets = ConsumerOffsets(connection: source)
    for group in StandingGroup.allCases {
      for topic in group.topics {
        let committed = try offsets.committed(by: group.rawValue, in: topic).offset
        try run(group, in: topic, through: committed)
      }
    }
  }

  private func run(_ group: StandingGroup, in topic: Topic, through end: Int64) throws {
    let reading = EventReading(connection: source, store: store)
    var next: Int64 = 0
    var state: String?
    while next < end {
      let step = try GroupStep(
        group, in: topic, after: (next, state), limit: Int(min(Self.step, end - next)),
        from: reading)
      guard step.eventCount > 0 else { break }
      try step.count(in: target)
      (next, state) = (step.next, step.state)
    }
    guard end > 0 else { return }
    try ConsumerOffsets(connection: target).set(
      next, state: state, of: group.rawValue, in: topic, at: Timestamp(microseconds: 0))
  }
}
