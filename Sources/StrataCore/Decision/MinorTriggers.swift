/// Orders the triggers of a minor: what the session is for, by its words and by the line's phase.
struct MinorTriggers {
  let intents: IntentScores
  let phase: WorkflowPhase?
  let inferredPhase: WorkflowPhase?

  /// The triggers that fit, the best first; never empty.
  func ordered() -> [(trigger: Trigger, intent: Intent)] {
    var scores = intents.scores
    let trust: Float = phase == nil ? 0.6 : 1
    for (intent, prior) in Self.priors(after: phase ?? inferredPhase) {
      scores[intent.rawValue] += prior * trust
    }
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

  /// What usually follows a phase, in the unit of the words' weights: refinement follows guidance,
  /// checking follows implementation and repair, tuning follows validation.
  private static func priors(after phase: WorkflowPhase?) -> [(Intent, Float)] {
    switch phase {
    case .guidance:
      [
        (.troubleshooting, 1), (.validation, -1.5), (.optimization, -1), (.expansion, -1),
        (.complexity, 1.5), (.clarification, 2), (.alternative, 1.5),
      ]
    case .implementation:
      [
        (.troubleshooting, 1), (.validation, 2.5), (.optimization, 1), (.expansion, 1),
        (.complexity, -1), (.clarification, -2), (.alternative, -1),
      ]
    case .troubleshooting:
      [
        (.troubleshooting, 0.5), (.validation, 2.5), (.optimization, 1.5), (.expansion, -0.5),
        (.complexity, -1.5), (.clarification, -2), (.alternative, -1),
      ]
    case .validation:
      [
        (.troubleshooting, 0.5), (.validation, -1), (.optimization, 2.5), (.expansion, 1.5),
        (.complexity, -1), (.clarification, -2), (.alternative, -0.5),
      ]
    case .optimization:
      [
        (.troubleshooting, 1), (.validation, 1), (.optimization, 0.5), (.expansion, 1),
        (.complexity, -1), (.clarification, -2), (.alternative, 0.5),
      ]
    case nil: []
    }
  }
}
