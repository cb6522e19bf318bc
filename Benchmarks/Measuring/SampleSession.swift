import Foundation
import StrataCore
import StrataStore
import SystemPackage

/// Sessions such as customers begin: one question, one answer, what the caller stated.
enum SampleSession {
  /// The request of a customer's session; the first is a beginning, the others go on from it.
  static func request(_ number: Int, customer: Int) throws -> StartRequest {
    let (question, phase) = number == 0 ? beginning : continuations[number % continuations.count]
    return StartRequest(
      customer: try CustomerID("customer-\(customer)"), user: "dana", realm: "eu-central",
      conversation: "conversation-\(number)", context: context,
      turns: [Turn(.user, question), Turn(.assistant, answer)], phase: phase)
  }

  /// The four files of such a session, made by a store of its own.
  static func files(in folder: Folder) async throws -> SessionFiles {
    let root = folder.path("sample-store")
    let store = try SessionStore.initialize(at: root)
    var session = try await store.start(request(0, customer: 0))
    for number in 1...5 { session = try await store.start(request(number, customer: 0)) }
    try await store.close()
    let directory = StoreLayout(root: root).version(session.version, of: session.customer)
    return SessionFiles(
      try SessionFile.allCases.map { file in
        let path = directory.appending(file.rawValue)
        return (file.rawValue, Array(try Data(contentsOf: URL(filePath: path.string))))
      })
  }

  /// One further turn, as long as people write.
  static func turn(_ number: Int) -> Turn {
    number.isMultiple(of: 2) ? Turn(.user, continuations[0].0) : Turn(.assistant, answer)
  }

  private static let context = DeploymentContext(
    cloudProvider: "aws", architecture: "api_gateway", serviceType: "microservices",
    environment: "production", project: "checkout", compliance: ["pci_dss"], scale: "mid_market",
    other: ["region": "eu-central-1", "requests_per_second": 1200])

  private static let beginning: (String, WorkflowPhase?) = (
    """
    We want to put the gateway in front of our checkout services on EKS. There are nine services, \
    about 1,200 requests a second at noon, and card data passes through two of them. Where do we \
    begin, and what must not be logged?
    """, .guidance
  )

  private static let continuations: [(String, WorkflowPhase?)] = [
    (
      """
      Since this morning the gateway answers 502 for about one request in fifty. The pods are up, \
      their logs show nothing, and it started after we raised the keep-alive. What do we look at?
      """, .troubleshooting
    ),
    (
      """
      The change is deployed to all nine services. How do we check that no card number reaches the \
      log, and that the limit holds at twice the load of today?
      """, .validation
    ),
    (
      """
      It works, but the 99th percentile went from 40 to 95 ms. We would like it under 60 ms without \
      more nodes. What would you tune first?
      """, .optimization
    ),
    (
      """
      Two more teams want to join with five services of theirs. Can they share the gateway, or does \
      each team get its own, and what does that mean for the certificates?
      """, nil
    ),
    (
      """
      To be precise about last time: the limit is for each merchant, not for each service, and \
      refunds must not be counted. Does the rule that you wrote still do it?
      """, .implementation
    ),
  ]

  private static let answer = """
    Take it in three steps. First put the gateway in front of one service that has little traffic, \
    with the routes copied from the ingress, and compare the answers for a day; keep the old path \
    until the error rates agree. Then move the two services that see card data: switch body logging \
    off for their routes, mask the authorization header, and let a test send a marked number through \
    and search the logs for it. Last, turn on the limit for each merchant with a burst of twice the \
    mean, in report-only mode for two days, because the noon peak is short and a limit that is too \
    tight shows as lost orders and not as errors. Write down the keep-alive of both sides: the \
    upstream's must be longer than the gateway's, or it will close connections that are in use.
    """
}
