import StrataCore
import StrataStore
import StrataTesting
import SystemPackage
import Testing

@Suite("Versions of the examples")
struct ExampleVersionTests {
  /// What `Examples/README.md` tells.
  private static let expected = [
    "harbourline": [
      "v1.0.0 < - initial",
      "v1.1.0 < v1.0.0 follow_up_conversations.troubleshooting_session",
      "v2.0.0 < v1.1.0 new_deployment_scenario.cloud_provider_change",
      "v1.2.0 < v1.1.0 follow_up_conversations.troubleshooting_session",
      "v2.1.0 < v2.0.0 follow_up_conversations.validation_follow_up",
    ],
    "orbit-pay": [
      "v1.0.0 < - initial",
      "v1.1.0 < v1.0.0 follow_up_conversations.troubleshooting_session",
      "v1.2.0 < v1.1.0 follow_up_conversations.optimization_session",
      "v2.0.0 < v1.2.0 timeline_separation",
    ],
    "meridian-health": [
      "v1.0.0 < - initial",
      "v2.0.0 < v1.0.0 new_deployment_scenario.environment_change",
      "v2.1.0 < v2.0.0 follow_up_conversations.validation_follow_up",
      "v2.0.1 < v2.0.0 data_corrections.metadata_corrections",
    ],
  ]

  @Test("are those that their description tells")
  func versions() async throws {
    let folder = try ImportFolder()
    let store = try SessionStore.initialize(at: folder.path.appending("store"))
    var options = ImportOptions()
    for (folders, customer) in [
      (["orbit-pay", "meridian-health"], nil), (["harbourline"], "harbourline"),
    ] {
      options.customer = try customer.map { name in try CustomerID(name) }
      let importer = Importer(into: store, options: options)
      let plan = try importer.plan(folders.map { ImportFolder.examples.appending($0) })
      _ = try await importer.perform(plan)
    }
    for (customer, versions) in Self.expected {
      let sessions = try store.sessions(
        SessionQuery(customer: try CustomerID(customer), newestFirst: false))
      let found = sessions.map { session in
        let parent = session.previousVersion?.description ?? "-"
        return "\(session.version) < \(parent) \(session.decision.triggers[0].rawValue)"
      }
      #expect(found == versions, "\(sessions.map(\.decision.why))")
    }
    try await store.close()
  }
}
