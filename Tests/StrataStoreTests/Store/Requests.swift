import StrataCore
import StrataStore

/// A request of a customer who says one thing.
func request(
  _ customer: String = "acme", _ text: String = "We deploy our API gateway on AWS EKS.",
  edit: (inout StartRequest) throws -> Void = { _ in }
) throws -> StartRequest {
  var request = StartRequest(customer: try CustomerID(customer), turns: [Turn(.user, text)])
  try edit(&request)
  return request
}

func version(_ text: String) throws -> SemanticVersion { try SemanticVersion(parsing: text) }
