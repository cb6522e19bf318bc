import Foundation
import Testing

@testable import StrataCore

/// Values as people write them, and a user's own names.
@Suite struct VocabularyTests {
  @Test(arguments: [
    ("AWS", Facet.provider, "aws"), ("Google Cloud Platform", .provider, "gcp"),
    ("On-Premises", .provider, "on_prem"), ("prod", .environment, "production"),
    ("Pre-Prod", .environment, "staging"), ("PCI-DSS", .compliance, "pci_dss"),
    ("ISO/IEC 27001", .compliance, "iso27001"), ("API-Gateway", .architecture, "api_gateway"),
    ("Micro Services", .service, "microservices"), ("Start-up", .scale, "startup"),
    ("Quantum Cloud", .provider, "quantum_cloud"), ("", .provider, ""),
  ])
  func aStatedValueHasANormalForm(text: String, dimension: Facet, expected: String) {
    #expect(Vocabulary.builtIn.normalised(text, in: dimension) == expected)
  }

  @Test func aUsersNamesAreRead() throws {
    let json =
      #"{"cloud_provider": {"azure": ["the blue sky"]}, "environment": {"Hall 7": ["h7"]}}"#
    let added = try JSONDecoder().decode(Vocabulary.Extension.self, from: Data(json.utf8))
    let policy = VersionPolicy(vocabulary: try Vocabulary.builtIn.extended(by: added))
    let known = try history([Past(version: "v1.0.0", day: 0, context: bakery)], policy: policy)
    let decision = try policy.decide(
      DecisionRequest(startedAt: day(1), opening: ["We moved from AWS to the blue sky on Monday."]),
      given: known)
    #expect(decision.triggers.first == .cloudProviderChange)
    #expect(policy.vocabulary.normalised("H7", in: .environment) == "hall_7")
  }

  @Test func anUnknownFieldIsRefused() throws {
    let added = Vocabulary.Extension(terms: ["colour": ["red": ["scarlet"]]])
    let error = #expect(throws: StrataError.self) { try Vocabulary.builtIn.extended(by: added) }
    #expect(error?.message == "\"colour\" is not a field that terms can be added to")
    let empty = Vocabulary.Extension(terms: ["scale": ["tiny": ["…"]]])
    #expect(throws: StrataError.self) { try Vocabulary.builtIn.extended(by: empty) }
  }

  @Test func everyTriggerOfADimensionIsAMajor() {
    let others = Facet.allCases.filter { $0.trigger.increment != .major }
    #expect(others.isEmpty)
  }
}
