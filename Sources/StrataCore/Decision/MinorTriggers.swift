/// Orders the triggers of a minor: what the session is for, by its words and by the line's phase.
struct MinorTriggers {
  let scores: PurposeScores
  let phase: WorkflowPhase?

  /// How far behind the best an intent may be to be named too, in log odds.
  private static let margin: Float = 0.6

  /// The triggers that fit, the best first; never empty.
  func ordered() -> [(trigger: Trigger, intent: Intent)] {
    let ranked = scores.intents
    let likely = ranked.prefix(3).filter { $0.score >= ranked[0].score - Self.margin }
    return likely.flatMap { choice in
      triggers(of: choice.intent).map { (trigger: $0, intent: choice.intent) }
    }
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
