/// What made a new session a new version (rows V2, V3, V4), by the names of Seed B.
public enum Trigger: String, Sendable, Codable, CaseIterable {
  /// The customer has no earlier session.
  case initial

  case cloudProviderChange = "new_deployment_scenario.cloud_provider_change"
  case architectureShift = "new_deployment_scenario.architecture_shift"
  case serviceTypeChange = "new_deployment_scenario.service_type_change"
  case environmentChange = "new_deployment_scenario.environment_change"
  case projectSwitch = "business_context_change.project_switch"
  case complianceChange = "business_context_change.compliance_change"
  case scaleShift = "business_context_change.scale_shift"
  case timelineSeparation = "timeline_separation"

  case troubleshootingSession = "follow_up_conversations.troubleshooting_session"
  case validationFollowUp = "follow_up_conversations.validation_follow_up"
  case optimizationSession = "follow_up_conversations.optimization_session"
  case expansionPlanning = "follow_up_conversations.expansion_planning"
  case guidanceToTroubleshooting = "workflow_continuation.guidance_to_troubleshooting"
  case implementationToValidation = "workflow_continuation.implementation_to_validation"
  case validationToOptimization = "workflow_continuation.validation_to_optimization"
  case complexityAdjustment = "iterative_refinement.complexity_adjustment"
  case requirementClarification = "iterative_refinement.requirement_clarification"
  case alternativeExploration = "iterative_refinement.alternative_exploration"

  /// A person merged another line into this one (row C6); not one of Seed B.
  case linesMerged = "manual_merge.lines_merged"

  case jsonSchemaFixes = "data_corrections.json_schema_fixes"
  case metadataCorrections = "data_corrections.metadata_corrections"
  case timestampCorrections = "data_corrections.timestamp_corrections"
  case incompleteSessionRecovery = "session_repairs.incomplete_session_recovery"
  case missingFileRegeneration = "session_repairs.missing_file_regeneration"
  case conversationReconstruction = "session_repairs.conversation_reconstruction"
  case privacyComplianceUpdates = "administrative_updates.privacy_compliance_updates"
  case metadataSchemaUpdates = "administrative_updates.metadata_schema_updates"
  case archivePreparation = "administrative_updates.archive_preparation"

  /// The part of its name behind the dot.
  public var shortName: String { String(rawValue.split(separator: ".").last ?? "") }

  /// The increment that the trigger leads to.
  public var increment: Increment {
    switch self {
    case .initial: .initial
    case .cloudProviderChange, .architectureShift, .serviceTypeChange, .environmentChange,
      .projectSwitch, .complianceChange, .scaleShift, .timelineSeparation:
      .major
    case .troubleshootingSession, .validationFollowUp, .optimizationSession, .expansionPlanning,
      .guidanceToTroubleshooting, .implementationToValidation, .validationToOptimization,
      .complexityAdjustment, .requirementClarification, .alternativeExploration,
      .linesMerged:
      .minor
    case .jsonSchemaFixes, .metadataCorrections, .timestampCorrections,
      .incompleteSessionRecovery, .missingFileRegeneration, .conversationReconstruction,
      .privacyComplianceUpdates, .metadataSchemaUpdates, .archivePreparation:
      .patch
    }
  }
}

/// Which part of the version a new session raises.
public enum Increment: String, Sendable, Codable, CaseIterable {
  /// A customer's first session, v1.0.0.
  case initial
  /// A new line of work.
  case major
  /// The line goes on.
  case minor
  /// A mend of one version.
  case patch
}
