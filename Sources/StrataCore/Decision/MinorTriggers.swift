/// Orders the triggers of a minor: what the session is for, by its words and by the line's phase.
struct MinorTriggers {
  let intents: IntentScores
  let phase: WorkflowPhase?
  let inferredPhase: WorkflowPhase?

  /// How far behind the best an intent may be to be named too, in log odds.
  private static let margin: Float = 0.6

  /// The triggers that fit, the best first; never empty.
  func ordered() -> [(trigger: Trigger, intent: Intent)] {
    var scores = intents.scores
    let trust: Float = phase == nil ? 0.6 : 1
    for (index, prior) in IntentWeights.prior(after: phase ?? inferredPhase).enumerated() {
      scores[index] += prior * trust
    }
    let ranked = Intent.allCases.sorted {
      (scores[$0.rawValue], $1.rawValue) > (scores[$1.rawValue], $0.rawValue)
    }
    var result = triggers(of: ranked[0]).map { ($0, ranked[0]) }
    for intent in ranked.dropFirst().prefix(2)
    where scores[intent.rawValue] >= scores[ranked[0].rawValue] - Self.margin {
      result += triggers(of: intent).map { ($0, intent) }
    }
    return result.map { (trigger: $0.0, intent: $0.1) }
  }

  private func triggers(of intent: Intent) -> [Trigger] {
    switch intent {
    case .troubleshooting:
      phase == .guidance
        ? [.guidanceToTroubleshooting, .troubleshootingSession] : [.troubleshootingSession]
    case .validation:
      phase == .implementation
        ? [.implementationToValidation, .validationFollowUp] : [.validationFollowUp]
    case .optimization:
      phase == .validation
        ? [.validationToOptimization, .optimizationSession] : [.optimizationSession]
    case .expansion: [.expansionPlanning]
    case .complexity: [.complexityAdjustment]
    case .clarification: [.requirementClarification]
    case .alternative: [.alternativeExploration]
    }
  }
}
