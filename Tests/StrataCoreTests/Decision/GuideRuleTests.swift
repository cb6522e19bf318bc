import Testing

@testable import StrataCore

/// The rules of the labelling guide one by one (rows V2 to V5, V8).
@Suite struct GuideRuleTests {
  private let azureLine = DeploymentContext(
    cloudProvider: "azure", architecture: "sidecar", serviceType: "microservices",
    environment: "production", project: "cake designer", compliance: [], scale: "mid_market")

  @Test func aFirstSessionIsV100() throws {
    let decision = try VersionPolicy().decide(
      DecisionRequest(startedAt: day(0), opening: ["We moved from AWS to Azure, as agreed."]),
      given: .empty)
    #expect(decision.increment == .initial)
    #expect(decision.version.description == "v1.0.0")
    #expect(decision.parent == nil)
    #expect(decision.triggers == [.initial])
    #expect(decision.why == "The customer has no earlier session.")
  }

  @Test(arguments: [
    ("v1.0.0", "v1.0.2"), ("v1.0.1", "v1.0.2"), ("v1.1.0", "v1.1.1"),
  ])
  func aMendTakesTheNextFreePatch(target: String, expected: String) throws {
    let known = try history(
      [
        Past(version: "v1.0.0", day: 0, context: bakery),
        Past(version: "v1.0.1", day: 1, context: bakery),
        Past(version: "v1.1.0", day: 2, context: bakery),
      ], target: target)
    let version = try SemanticVersion(parsing: target)
    let decision = try VersionPolicy().decide(
      DecisionRequest(
        startedAt: day(300), opening: ["We are on Azure now."],
        operation: .init(kind: .missingFileRegeneration, target: version)), given: known)
    #expect(decision.increment == .patch)
    #expect(decision.version.description == expected)
    #expect(decision.parent == version)
    #expect(decision.triggers == [.missingFileRegeneration])
  }

  @Test func aMendOfNothingIsRefused() throws {
    let known = try history([Past(version: "v1.0.0", day: 0)], target: "v7.0.0")
    let target = try SemanticVersion(parsing: "v7.0.0")
    let error = #expect(throws: StrataError.self) {
      try VersionPolicy().decide(
        DecisionRequest(
          startedAt: day(1), operation: .init(kind: .timestampCorrections, target: target)),
        given: known)
    }
    #expect(error?.code == .notFound)
    #expect(error?.message == "there is no version v7.0.0 to mend")
  }

  @Test(arguments: [(Int64(0), Increment.minor), (1, .major), (-1, .minor)])
  func exactlyThirtyDaysAreNotMore(extra: Int64, expected: Increment) throws {
    let known = try history([Past(version: "v1.0.0", day: 0, context: bakery)])
    let decision = try VersionPolicy().decide(
      DecisionRequest(
        startedAt: day(30, plusMicroseconds: extra),
        opening: ["Which port does the collector need for bakery orders?"]), given: known)
    #expect(decision.increment == expected)
    #expect(decision.triggers.contains(.timelineSeparation) == (expected == .major))
  }

  @Test func aPatchIsNoActivityForTheThirtyDays() throws {
    let known = try history([
      Past(version: "v1.0.0", day: 0, context: bakery),
      Past(version: "v1.0.1", day: 29, context: bakery),
    ])
    let decision = try VersionPolicy().decide(
      DecisionRequest(startedAt: day(31), opening: ["Is port 443 enough for the collector?"]),
      given: known)
    #expect(decision.triggers == [.timelineSeparation])
  }

  @Test func anOlderLineIsContinuedWhereTheOpeningSpeaksOfIt() throws {
    let known = try history([
      Past(version: "v1.0.0", day: 0, context: bakery, phase: .validation),
      Past(version: "v2.0.0", day: 3, context: azureLine),
      Past(version: "v1.1.0", day: 5, context: bakery, phase: .validation),
      Past(version: "v2.1.0", day: 8, context: azureLine),
    ])
    let decision = try VersionPolicy().decide(
      DecisionRequest(
        startedAt: day(10), opening: ["The bakery orders again: the plugin logs errors."]),
      given: known)
    #expect(decision.version.description == "v1.2.0")
    #expect(decision.parent?.description == "v1.1.0")
    #expect(decision.rejected.contains { $0.considered == "line v2" })
  }

  @Test func aMoveThatIsALineAlreadyContinuesThatLine() throws {
    let moved = DeploymentContext(cloudProvider: "gcp", project: "bakery orders")
    let known = try history([
      Past(version: "v1.0.0", day: 0, context: bakery),
      Past(version: "v2.0.0", day: 3, context: moved),
    ])
    let decision = try VersionPolicy().decide(
      DecisionRequest(
        startedAt: day(5),
        opening: ["As you know we moved from AWS to GCP. Which port does the hub need there?"]),
      given: known)
    #expect(decision.version.description == "v2.1.0")
  }

  @Test func linesThatFitEquallyAreDecidedByTheLastActivity() throws {
    let known = try history([
      Past(version: "v1.0.0", day: 0, context: bakery),
      Past(version: "v2.0.0", day: 1, context: bakery),
      Past(version: "v1.1.0", day: 9, context: bakery),
      Past(version: "v2.0.1", day: 12, context: bakery),
    ])
    let decision = try VersionPolicy().decide(
      DecisionRequest(startedAt: day(13), opening: ["Which port was it?"]), given: known)
    #expect(decision.parent?.description == "v1.1.0")
  }

  @Test(arguments: [
    (DeploymentContext(cloudProvider: "Azure"), Trigger.cloudProviderChange),
    (DeploymentContext(architecture: "service mesh"), .architectureShift),
    (DeploymentContext(serviceType: "microservices"), .serviceTypeChange),
    (DeploymentContext(environment: "Prod"), .environmentChange),
    (DeploymentContext(project: "cake designer"), .projectSwitch),
    (DeploymentContext(compliance: ["PCI-DSS"]), .complianceChange),
    (DeploymentContext(scale: "Enterprise"), .scaleShift),
  ])
  func aStatedFieldIsAuthoritative(context: DeploymentContext, trigger: Trigger) throws {
    let decision = try decide("Could you send me the values file once more?", context: context)
    #expect(decision.version.description == "v2.0.0")
    #expect(decision.triggers == [trigger])
    #expect(decision.evidence.first?.source == "context.\(field(of: context))")
  }

  private func field(of context: DeploymentContext) -> String {
    StatedValues.texts(of: context).first?.0.field ?? "compliance"
  }

  @Test(arguments: [
    DeploymentContext(cloudProvider: "Amazon Web Services"), .init(environment: "STG"),
    .init(project: "Bakery Orders"), .init(compliance: []), .init(scale: "mid-market"),
    .init(architecture: "API gateway"), .init(serviceType: "web app"),
  ])
  func aStatedFieldIsNormalised(context: DeploymentContext) throws {
    #expect(try decide("Which port was it?", context: context).increment == .minor)
  }

  @Test func aStatedFieldOutweighsTheText() throws {
    let decision = try decide(
      "We are on Azure now, the plugin fails.", context: DeploymentContext(cloudProvider: "aws"))
    #expect(decision.increment == .minor)
  }

  @Test func aChangeAndALongGapAreBothListed() throws {
    let decision = try decide("We moved from AWS to GKE. What now?", on: 80)
    #expect(decision.triggers == [.cloudProviderChange, .timelineSeparation])
    #expect(decision.version.description == "v2.0.0")
  }

  @Test func thePhaseOfTheLineDecidesBetweenContinuationAndFollowUp() throws {
    let trouble = "The collector crashes with an error since this morning, please help."
    #expect(try decide(trouble, phase: .guidance).triggers.first == .guidanceToTroubleshooting)
    #expect(try decide(trouble, phase: .validation).triggers.first == .troubleshootingSession)
    let check = "How do I verify that the collector sees every request?"
    #expect(try decide(check, phase: .implementation).triggers.first == .implementationToValidation)
    #expect(try decide(check, phase: .troubleshooting).triggers.first == .validationFollowUp)
    let tune = "The collector costs too much, can we reduce its memory?"
    #expect(try decide(tune, phase: .validation).triggers.first == .validationToOptimization)
    #expect(try decide(tune, phase: .optimization).triggers.first == .optimizationSession)
  }
}
