/// A side of a deployment whose change makes a new line of work (row V2).
package enum Facet: String, Sendable, Codable, CaseIterable {
  case provider, architecture
  case service
  case environment, project, compliance, scale

  /// The trigger of a change.
  package var trigger: Trigger {
    switch self {
    case .provider: .cloudProviderChange
    case .architecture: .architectureShift
    case .service: .serviceTypeChange
    case .environment: .environmentChange
    case .project: .projectSwitch
    case .compliance: .complianceChange
    case .scale: .scaleShift
    }
  }

  /// The field of ``DeploymentContext`` that states it.
  package var field: String {
    switch self {
    case .provider: "cloud_provider"
    case .service: "service_type"
    default: rawValue
    }
  }

  /// How a person calls it.
  package var name: String {
    switch self {
    case .service: "service type"
    case .compliance: "compliance regime"
    default: rawValue
    }
  }
}
