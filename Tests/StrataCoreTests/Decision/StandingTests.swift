import Testing

@testable import StrataCore

/// Doing against mentioning: sentences by linguistic phenomenon, with what becomes of the line.
@Suite struct StandingTests {
  @Test(arguments: [
    // From A to B, passive, nominal, succession, arrows.
    "We moved from AWS to Azure last month.",
    "EKS is gone, everything runs on AKS now.",
    "The migration to GKE is done since Friday.",
    "All services were cut over from EKS to AKS.",
    "migration weekend is behind us: eks -> gke, 31 namespaces",
    "The API now answers from our own data centre, the AWS account was closed.",
    "Nothing is left in AWS, we are on IBM Cloud now.",
  ])
  func aMoveOfProvidersIsAMajor(sentence: String) throws {
    #expect(try decide(sentence, "Which image do we take?").triggers.first == .cloudProviderChange)
  }

  @Test(arguments: [
    "Kong was ripped out, Istio took over last night.",
    "We replaced the gateway plugin with sidecars in every pod.",
    "The API gateway was retired in favour of traffic mirroring at the load balancer.",
    "Instead of Kong we now run a service mesh.",
  ])
  func aReplacementIsAnArchitectureShift(sentence: String) throws {
    #expect(try decide(sentence, "What do we install?").triggers.first == .architectureShift)
  }

  @Test(arguments: [
    "This one goes to production on Saturday.",
    "The prod cluster is ready, we are deploying there today.",
    "We're standing up a DR site this week.",
    "Environment: production\nAction: install the collector",
  ])
  func anotherEnvironmentIsAMajor(sentence: String) throws {
    #expect(try decide(sentence, "Which settings differ?").triggers.first == .environmentChange)
  }

  @Test(arguments: [
    (
      "As of 1 June we handle card payments, so we fall under PCI DSS now.",
      Trigger.complianceChange
    ),
    ("We grew from 300 to 2.4 million users within a quarter.", .scaleShift),
    ("Different application today: the vendor onboarding portal.", .projectSwitch),
    ("The Rails app was split into nine services last sprint.", .serviceTypeChange),
  ])
  func otherChangesAreMajors(sentence: String, trigger: Trigger) throws {
    #expect(try decide(sentence, "What has to change?").triggers.first == trigger)
  }

  @Test(arguments: [
    // Negation, hypothesis, comparison, past, third party, uncertain future, question.
    "We are not moving to Azure.",
    "Would Azure have been cheaper?",
    "If we ever go to production, three replicas are needed, I know.",
    "Compared with GKE, is our set-up slower?",
    "We used to be on Heroku, back then logs were simpler.",
    "Our partner runs the same on Azure and sees no gaps.",
    "A vendor recommends OpenShift to everybody.",
    "Maybe we go to Azure next year, that's a rumour.",
    "Production is not affected.",
    // Names with another meaning, machine output, links.
    "Is the plugin production-ready or is that an edge case?",
    "The enterprise plan is too expensive for us.",
    "See https://learn.microsoft.com/azure/aks/ for a similar thing.",
    "12:00:01 upstream prod-eu-1.azurewebsites.net refused the connection",
    "PCI passthrough is configured, the NIC shows up.",
    "The nurse's office had HIPAA training lately.",
    // Inside the same deployment.
    "We add eu-west-1 as a second region.",
    "Our pods went from 10 to 20.",
  ])
  func aMentionKeepsTheLine(sentence: String) throws {
    let decision = try decide(sentence, "The plugin on the gateway drops bodies, why?")
    #expect(decision.increment == .minor, "\(decision.why)")
    #expect(decision.parent?.description == "v1.0.0")
  }

  @Test(arguments: [
    ("We moved to Azure.", Standing.arrived), ("We are not on Azure.", .negated),
    ("If we were on Azure, it would work.", .considered),
    ("Our partner uses Azure.", .thirdParty), ("Azure is gone.", .left),
    ("Is it cheaper than on Azure?", .compared), ("We used to be on Azure.", .past),
    ("Which image fits our Azure subscription?", .presupposed),
    ("We run on Azure.", .arrived), ("Does Azure matter?", .mentioned),
  ])
  func aMentionHasItsStanding(sentence: String, expected: Standing) throws {
    let mentions = MentionReader(Passage(sentence, with: .builtIn), with: .builtIn).mentions
    let azure = try #require(mentions.first { $0.value == "azure" })
    #expect(azure.standing == expected)
  }
}
