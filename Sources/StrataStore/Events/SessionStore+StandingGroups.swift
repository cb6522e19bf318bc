public import StrataCore

/// What a group of Strata's own did.
public struct GroupProgress: Sendable {
  /// How many events it went over.
  public var eventCount: Int64 = 0
  /// The alerts that it raised.
  public var alerts: [Alert] = []
}

extension SessionStore {
  private static let groupStep = 256
  /// How much of a topic a verb looks at for alerts before it ends.
  private static let passingStep = 64

  /// Lets a group of Strata's own go over everything that is new (row E3).
  ///
  /// Any number of processes may do so at once: what one has committed the others leave out.
  /// - Throws: ``StrataError``: `corrupt` where the journal holds what cannot be read, `storage`.
  /// - Complexity: O(new events).
  public func run(_ group: StandingGroup) async throws -> GroupProgress {
    var progress = GroupProgress()
    for topic in group.topics {
      var isAtEnd = false
      while !isAtEnd {
        try Task.checkCancellation()
        let step = try groupStep(group, in: topic, limit: Self.groupStep)
        isAtEnd = step.eventCount < Int64(Self.groupStep)
        guard step.eventCount > 0, let alerts = try await commit(step) else { continue }
        progress.eventCount += step.eventCount
        progress.alerts += alerts
      }
    }
    return progress
  }

  /// Raises the alerts that are due, with bounded work and without ever failing: whatever goes wrong
  /// here the group `alerting` meets again.
  ///
  /// - Returns: what was raised.
  public func raiseDueAlerts() async -> [Alert] {
    var raised: [Alert] = []
    for topic in StandingGroup.alerting.topics {
      guard let step = try? groupStep(.alerting, in: topic, limit: Self.passingStep) else {
        continue
      }
      // Events that change nothing are looked at again rather than paid for with a flush.
      guard step.hasEffect || step.eventCount >= Int64(Self.passingStep) else { continue }
      raised += (try? await commit(step)) ?? []
    }
    return raised
  }

  private func groupStep(
    _ group: StandingGroup, in topic: Topic, limit: Int
  ) throws -> GroupStep {
    try driver.read { connection in
      try GroupStep(
        group, in: topic, limit: limit,
        from: EventReading(connection: connection, store: marker.store))
    }
  }

  private func commit(_ step: GroupStep) async throws -> [Alert]? {
    let alerts = try await commits.commit { try step.perform(in: $0) }
    if alerts?.isEmpty == false { signNowAndThen() }
    return alerts
  }
}
