/// Orders the triggers of a minor: what the session is for, by its words and by the line's phase.
struct MinorTriggers {
  let intents: IntentScores
  let phase: WorkflowPhase?
  let inferredPhase: WorkflowPhase?

  /// The triggers that fit, the best first; never empty.
  func ordered() -> [(trigger: Trigger, intent: Intent)] {
    var scores = intents.scores
    for (intent, prior) in Self.priors(after: phase) { scores[intent.rawValue] += prior }
    let ranked = Intent.allCases.sorted {
      (scores[$0.rawValue], $1.rawValue) > (scores[$1.rawValue], $0.rawValue)
    }
    var result = triggers(of: ranked[0]).map { ($0, ranked[0]) }
    for intent in ranked.dropFirst()
    where scores[intent.rawValue] >= scores[ranked[0].rawValue] * 0.75 {
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

  /// What usually follows a phase; small against words that are clear.
  private static func priors(after phase: WorkflowPhase?) -> [(Intent, Float)] {
    switch phase {
    case .guidance: [(.clarification, 2), (.alternative, 0.5), (.complexity, 0.5)]
    case .implementation: [(.validation, 1), (.troubleshooting, 1)]
    case .troubleshooting: [(.validation, 1)]
    case .validation: [(.optimization, 1), (.expansion, 0.5)]
    case .optimization, nil: []
    }
  }
}
