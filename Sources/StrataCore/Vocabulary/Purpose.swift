/// What a session is opened for: one of the seven ways in which a line goes on (``Intent``), or a
/// change of one side of the deployment (``Facet``), which makes a new line.
enum Purpose: Int, CaseIterable, Sendable {
  case troubleshooting, validation, optimization, expansion, complexity, clarification, alternative
  case provider, architecture, service, environment, project, compliance, scale

  /// The side of the deployment that changed; nil where the line goes on.
  var facet: Facet? {
    switch self {
    case .provider: .provider
    case .architecture: .architecture
    case .service: .service
    case .environment: .environment
    case .project: .project
    case .compliance: .compliance
    case .scale: .scale
    default: nil
    }
  }

  /// How the line goes on; nil where a change is told.
  var intent: Intent? { Intent(rawValue: rawValue) }

  init(_ intent: Intent) {
    self = Self.allCases[intent.rawValue]
  }

  init(_ facet: Facet) {
    switch facet {
    case .provider: self = .provider
    case .architecture: self = .architecture
    case .service: self = .service
    case .environment: self = .environment
    case .project: self = .project
    case .compliance: self = .compliance
    case .scale: self = .scale
    }
  }

  init?(_ trigger: Trigger) {
    switch trigger {
    case .troubleshootingSession, .guidanceToTroubleshooting: self = .troubleshooting
    case .validationFollowUp, .implementationToValidation: self = .validation
    case .optimizationSession, .validationToOptimization: self = .optimization
    case .expansionPlanning: self = .expansion
    case .complexityAdjustment: self = .complexity
    case .requirementClarification: self = .clarification
    case .alternativeExploration: self = .alternative
    case .cloudProviderChange: self = .provider
    case .architectureShift: self = .architecture
    case .serviceTypeChange: self = .service
    case .environmentChange: self = .environment
    case .projectSwitch: self = .project
    case .complianceChange: self = .compliance
    case .scaleShift: self = .scale
    default: return nil
    }
  }
}
