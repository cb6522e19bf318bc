@testable import StrataCore

/// A past session for a test's history.
struct Past {
  var version: String
  var day: Int
  var context: DeploymentContext = .init()
  var phase: WorkflowPhase? = .guidance
  var said: [String] = []
}

/// Times by day, in one month's reckoning from a fixed start.
func day(_ day: Int, plusMicroseconds extra: Int64 = 0) -> Timestamp {
  Timestamp(microseconds: 1_767_600_000_000_000 + Int64(day) * 86_400_000_000 + extra)
}

/// The history that a store would fold from some sessions.
func history(
  _ sessions: [Past], target: String? = nil, policy: VersionPolicy = VersionPolicy()
) throws -> CustomerHistory {
  let item = LabelledCase(
    id: "test",
    history: try sessions.map { past in
      LabelledCase.PastSession(
        version: try SemanticVersion(parsing: past.version), createdAt: day(past.day),
        lastActivityAt: day(past.day), phase: past.phase, context: past.context,
        conversation: past.said.map { Turn(.user, $0) })
    },
    candidate: DecisionRequest(
      startedAt: day(0),
      operation: try target.map {
        DecisionRequest.Operation(
          kind: .metadataCorrections, target: try SemanticVersion(parsing: $0))
      }))
  return item.customerHistory(read: policy)
}

/// The context most tests start from.
let bakery = DeploymentContext(
  cloudProvider: "aws", architecture: "api_gateway", serviceType: "web_application",
  environment: "staging", project: "bakery orders", compliance: [], scale: "mid_market")

/// Decides an opening for a customer with the one session of ``bakery``.
func decide(
  _ opening: String..., context: DeploymentContext = .init(), on start: Int = 5,
  after line: DeploymentContext = bakery, phase: WorkflowPhase? = .implementation
) throws -> VersionDecision {
  let past = Past(
    version: "v1.0.0", day: 0, context: line, phase: phase,
    said: ["The collector for the bakery orders is installed. What comes next?"])
  return try VersionPolicy().decide(
    DecisionRequest(startedAt: day(start), context: context, opening: opening),
    given: history([past]))
}
