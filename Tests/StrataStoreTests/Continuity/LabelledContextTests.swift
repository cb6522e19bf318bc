import Foundation
import StrataTesting
import Testing

@testable import StrataCore
@testable import StrataStore

/// The provenance of inherited fields on labelled histories (row L2): `STRATA_CASES` names another file
/// of the same format.
@Suite struct LabelledContextTests {
  private struct Case: Decodable {
    var id: String
    var history: [Past]
  }

  private struct Past: Decodable {
    var version: SemanticVersion
    var created_at: Timestamp
    var deployment_context: DeploymentContext
    var conversation: [Turn]
  }

  private static func cases() throws -> [Case] {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["STRATA_CASES"]
      ?? root.appendingPathComponent("Evaluation/development.jsonl").path
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Case.self, from: Data($0.utf8))
    }
  }

  /// Starts the sessions of a history under the versions that they have there.
  private func start(_ item: Case, number: Int, in store: SessionStore) async throws -> CustomerID {
    let customer = try CustomerID("customer-\(number)")
    for past in item.history {
      var request = StartRequest(
        customer: customer, context: past.deployment_context, turns: past.conversation,
        startedAt: past.created_at)
      let version = past.version
      if version.patch > 0 {
        request.operation = .init(
          kind: .metadataCorrections,
          target: try #require(SemanticVersion(version.major, version.minor, 0)))
      } else {
        request.choice = .init(
          increment: version.minor == 0 ? .major : .minor,
          line: version.minor == 0 ? nil : version.major, reason: "as labelled")
      }
      if item.history.first?.version == version { request.choice = nil }
      let session = try await store.start(request)
      #expect(session.version == version, "\(item.id)")
    }
    return customer
  }

  private func stated(_ name: String, _ context: DeploymentContext) -> [String]? {
    switch name {
    case "cloud_provider": context.cloudProvider.map { [$0] }
    case "architecture": context.architecture.map { [$0] }
    case "service_type": context.serviceType.map { [$0] }
    case "environment": context.environment.map { [$0] }
    case "project": context.project.map { [$0] }
    case "scale": context.scale.map { [$0] }
    case "compliance": context.compliance
    default: nil
    }
  }

  @Test func provenanceIsRight() async throws {
    var fields = 0
    var (right, labelled, wrong) = (0, 0, [String]())
    let cases = try Self.cases()
    try await TemporaryStore.make { fixture in
      for (number, item) in cases.enumerated() where !item.history.isEmpty {
        let customer = try await start(item, number: number, in: fixture.store)
        for past in item.history {
          let context = try fixture.store.context(of: .version(customer, past.version))
          for field in context.fields {
            fields += 1
            try check(field, in: context, of: item)
          }
          // What the history states for this very version, or a mend of it, is what is inherited.
          for field in ContextField.allCases {
            guard let facet = field.facet, stated(field.rawValue, past.deployment_context) != nil
            else { continue }
            labelled += 1
            let newest = item.history.last {
              $0.version.unpatched == past.version.unpatched
                && stated(field.rawValue, $0.deployment_context) != nil
            }
            let values = (stated(field.rawValue, (newest ?? past).deployment_context) ?? []).map {
              facet == .project ? $0 : Vocabulary.builtIn.normalised($0, in: facet)
            }
            let found = context[field.rawValue]
            let expected: JSONValue =
              facet == .compliance
              ? .array(values.sorted().map { .string($0) }) : .string(values.first ?? "")
            let isRight =
              found?.value == expected
              && found?.source.version.unpatched == past.version.unpatched
            if isRight {
              right += 1
            } else {
              wrong.append("\(item.id) \(past.version) \(field): \(String(describing: found))")
            }
          }
        }
      }
    }
    print(
      "\(fields) fields of \(cases.count) histories; \(right) of \(labelled) stated fields kept"
    )
    #expect(wrong.isEmpty, "\(wrong.prefix(10).joined(separator: "\n"))")
    #expect(fields > 1_000)
  }

  /// The source exists and says it; nothing newer in its line states otherwise.
  private func check(
    _ field: ContextMerge.Field, in context: ContextMerge, of item: Case
  ) throws {
    let place: Comment = "\(item.id) \(context.version) \(field)"
    let parts =
      field.parts.isEmpty
      ? [(field.basis, field.source)] : field.parts.map { ($0.basis, $0.source) }
    for (basis, source) in parts {
      let origin = try #require(item.history.first { $0.version == source.version }, place)
      let position = try #require(item.history.firstIndex { $0.version == context.version })
      #expect(
        item.history.prefix(position + 1).contains { $0.version == source.version }
          || source.version.major != context.version.major
          || source.version.unpatched == context.version.unpatched, place)
      switch basis {
      case .stated:
        #expect(source.turn == nil && source.quote == nil, place)
        #expect(stated(field.name, origin.deployment_context) != nil, place)
      case .said, .learned:
        guard let turn = source.turn else {
          #expect(field.name == "preferred_cloud_provider", place)
          continue
        }
        let said = try #require(origin.conversation.dropFirst(turn - 1).first, place)
        let quote = try #require(source.quote, place)
        #expect(said.content.contains(quote), place)
      case .set: #expect(Bool(false), place)
      }
      guard field.name != "preferred_cloud_provider", basis == .stated else { continue }
      let later = item.history.prefix(position + 1).filter {
        $0.version.major == source.version.major && $0.version > source.version
      }
      #expect(!later.contains { stated(field.name, $0.deployment_context) != nil }, place)
    }
  }
}
