import Testing

@testable import StrataCore

/// Overrides, the safe assignment, determinism and what a decision shows (rows V5, V6, V8).
@Suite struct AssignmentTests {
  @Test func anOverrideKeepsWhatThePolicyWouldHaveSaid() throws {
    let known = try history([Past(version: "v1.0.0", day: 0, context: bakery)])
    let choice = DecisionRequest.Choice(increment: .minor, reason: "same contract", by: "Ines")
    let decision = try VersionPolicy().decide(
      DecisionRequest(
        startedAt: day(1), opening: ["We moved from AWS to Azure last week."], choice: choice),
      given: known)
    #expect(decision.increment == .minor)
    #expect(decision.version.description == "v1.1.0")
    #expect(decision.override?.policyVersion.description == "v2.0.0")
    #expect(decision.override?.policyTriggers == [.cloudProviderChange])
    #expect(
      decision.why == "Ines chose v1.1.0 (same contract); the policy would have given v2.0.0.")
  }

  @Test func aChosenLineMustExist() throws {
    let known = try history([Past(version: "v1.0.0", day: 0, context: bakery)])
    let choice = DecisionRequest.Choice(increment: .minor, line: 9, reason: "why not")
    let error = #expect(throws: StrataError.self) {
      try VersionPolicy().decide(
        DecisionRequest(startedAt: day(1), opening: ["Hello"], choice: choice), given: known)
    }
    #expect(error?.message == "there is no line v9 to continue")
  }

  @Test func exhaustedNumbersFallBackToAFreeMinor() throws {
    let last = SemanticVersion.maximumComponent
    var known = try history([
      Past(version: "v1.\(last).0", day: 3, context: bakery),
      Past(version: "v2.4.0", day: 1, context: bakery),
    ])
    let decision = try VersionPolicy().decide(
      DecisionRequest(startedAt: day(4), opening: ["Which port was it?"]), given: known)
    #expect(decision.version.description == "v2.5.0")
    #expect(decision.fallback == "line v1 has no next minor number")

    known.highestMajor = last
    let major = try VersionPolicy().decide(
      DecisionRequest(startedAt: day(200), opening: ["Which port was it?"]), given: known)
    #expect(major.fallback == "the major numbers are exhausted")
    #expect(major.increment == .minor)
  }

  @Test func theSameInputsGiveTheSameDecision() throws {
    let opening = "Kong was removed, Istio took over; the sidecars in prod fail since Monday."
    let first = try decide(opening)
    for _ in 0..<20 { #expect(try decide(opening) == first) }
  }

  @Test(arguments: [
    "We moved from AWS to Azure last week. Which image?",
    "Kong – “the beast” – was ripped out: Istio’s gateways took over in März. 🎉 What now?",
    "Our partner is on Azure. We see errors in the plugin, why?",
    "It's live: 3.4 million users since Sunday, in eleven regions!",
  ])
  func quotesStandInTheirSource(opening: String) throws {
    let decision = try decide(opening)
    for evidence in decision.evidence {
      guard let quote = evidence.quote, evidence.source == "opening[0]" else { continue }
      #expect(opening.utf8.count >= quote.utf8.count && opening.contains(quote))
    }
    for rejection in decision.rejected where rejection.source == "opening[0]" {
      let quote = rejection.quote ?? opening
      #expect(opening.contains(quote))
    }
  }

  @Test func whatWasOnlyMentionedIsListedWithTheReason() throws {
    let decision = try decide("Our partner is on Azure. The plugin logs errors, why?")
    let rejection = decision.rejected.first { $0.reason.hasPrefix("Azure") }
    #expect(rejection?.reason == "Azure: it is somebody else's")
    #expect(rejection?.quote == "Our partner is on Azure.")
  }

  @Test func aMajorSaysWhatChanged() throws {
    let decision = try decide("We moved from AWS to Azure last week. Which image?")
    #expect(decision.why == "The provider changed from AWS to Azure.")
    #expect(decision.evidence.first?.finding == "provider: aws → azure")
    #expect(decision.evidence.first?.quote == "We moved from AWS to Azure last week.")
  }

  @Test func aProfileStaysBounded() throws {
    var profile = LineProfile()
    let policy = VersionPolicy()
    for index in 0..<40 {
      let words = (0..<60).map { "term\(index)x\($0)" }.joined(separator: " ")
      policy.absorb(
        LineProfile.Excerpt(
          version: try #require(SemanticVersion(1, index, 0)), context: bakery,
          turns: [Turn(.user, words)]), into: &profile)
    }
    #expect(profile.terms.count <= LineProfile.maximumTerms)
    #expect(profile.project == "bakery orders")
  }

  @Test func whatIsStatedHasNotChangedByWhatTheTextSays() throws {
    let stated = DeploymentContext(
      cloudProvider: "aws", architecture: "api_gateway", serviceType: "microservices",
      environment: "production", project: "checkout", compliance: ["pci_dss"], scale: "mid_market")
    let decision = try decide(
      """
      The change is deployed to all nine services. How do we check that no card number reaches the \
      log, and that the limit holds at twice the load of today?
      """, context: stated, after: stated)
    #expect(decision.version.description == "v1.1.0")
  }
}
