/// Where in the work on a deployment a session stands.
public enum WorkflowPhase: String, Sendable, Codable, CaseIterable {
  case guidance, implementation, troubleshooting, validation, optimization
}
