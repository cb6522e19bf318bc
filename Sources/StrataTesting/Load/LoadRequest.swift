package import StrataCore
package import StrataStore

/// What a worker of a load test asks for: the same for the same numbers, and of a kind whose number
/// of majors, minors and patches does not depend on the order in which workers come.
package enum LoadRequest {
  private static let providers = ["aws", "azure", "gcp", "on_prem"]
  /// Every so often a worker mends the customer's first version.
  private static let mendDistance = 10

  /// The request that a worker makes with its `index`-th start, counted from 0.
  package static func start(
    worker: Int, index: Int, for customer: CustomerID
  ) -> StartRequest {
    var request = StartRequest(
      customer: customer, user: "worker \(worker)", conversation: "start \(index)",
      context: DeploymentContext(cloudProvider: providers[worker % providers.count]),
      turns: [Turn(.user, "How do we set up the load balancer?")])
    if index % mendDistance == mendDistance - 1 {
      request.operation = .init(kind: .metadataCorrections, target: .first)
    }
    return request
  }
}
