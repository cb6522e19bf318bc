import StrataTesting
import Testing

@testable import StrataCore

/// A line of which nothing is known but the phase of its newest session.
private func line(after phase: WorkflowPhase?) -> CustomerHistory.Line {
  CustomerHistory.Line(
    major: 1, newest: .first, lastActivityAt: day(0), phase: phase, profile: LineProfile())
}

private func opening(_ text: String) -> Opening {
  Opening(
    DecisionRequest(startedAt: day(1), opening: [text]), with: .builtIn, having: ReadTexts())
}

/// The triggers that an opening has by itself after a phase.
func minorTriggers(of text: String, after phase: WorkflowPhase?) -> [Trigger] {
  let features = OpeningFeatures(
    opening(text), line: line(after: phase), changes: [], vocabulary: .builtIn, topics: [])
  return MinorTriggers(scores: PurposeScores(features), phase: phase).ordered().map(\.trigger)
}

/// One table of openings for each trigger of a minor, with traps among them.
@Suite struct MinorTriggerTests {
  @Test(arguments: [
    (
      WorkflowPhase?.some(.guidance),
      """
      I did what you described on page two and the collector now refuses every \
      connection with \"bad certificate\". What did I miss?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Applied the manifest as advised, and the pods never leave Pending. Any idea?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Installed it, it loads, then it dies with exit code 139. Must I pin an older \
      build?
      """
    ),
  ])
  func guidanceToTroubleshooting(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .guidanceToTroubleshooting)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.implementation),
      """
      Since Tuesday about every tenth order is lost between the proxy and the queue. \
      Nothing was changed on our side.
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      The numbers fell to half overnight and have stayed there. Where do we begin \
      looking?
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      After the last tuning the agent restarts each hour with out of memory, even at \
      low load.
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      It's back. Same timeout, same host, five days after the patch. Please help.
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      Two of our vans report their position twice and one reports nothing at all. Is \
      this normal?
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      The dashboard has been blank since the certificate rotation, although curl \
      answers 200 from inside.
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      Cheaper it is, but the exporter hangs whenever the link goes down, and only a \
      reboot wakes it.
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      The saving is nice, but since then every third job crashes.
      """
    ),
  ])
  func troubleshootingSession(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .troubleshootingSession)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.implementation),
      """
      Everything is deployed. How do I prove to our auditor that no request is missed?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      All nine shops are connected now. Before I sign off, which counters should I \
      compare with the till system?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      Please provide an acceptance checklist with the expected results for each step.
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      It says healthy, but does it really see the encrypted calls? A small smoke test \
      would reassure me.
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      I will replay one thousand recorded bookings on Friday. What should I see in the \
       console when all is correct?
      """
    ),
  ])
  func implementationToValidation(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .implementationToValidation)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      No errors since the fix. Is there a way to confirm that nothing was lost during \
      those two days?
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      The crashes are gone. What would you accept as evidence before the incident gets \
       closed?
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      With sampling on, do rare calls still show up? I would like to double check that \
       we did not become blind.
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      Three weeks without a timeout. Can we call it stable, and by which measure?
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      Our regulator wants to see that masked fields stay masked after the change. How \
      would you demonstrate it?
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      No more crashes and no errors since Monday. How can I confirm that nothing was \
      lost?
      """
    ),
  ])
  func validationFollowUp(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .validationFollowUp)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.validation),
      """
      Acceptance passed, thank you. Now the bill: the sensors idle most of the night, \
      can they be smaller?
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Works fine, only the start takes nine seconds longer. Ways to make it faster?
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Everything is proven, so let us reduce the alerts: 200 mails a day is too noisy \
      for two persons.
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Egress between zones is the largest line on our invoice. Would a hub in each \
      zone be cheaper?
      """
    ),
  ])
  func validationToOptimization(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .validationToOptimization)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.implementation),
      """
      Your agent eats a whole core during the nightly batch. Which setting lowers that \
       without losing calls?
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      No more errors, good. The log volume is 40 GB a day though; may we compress or \
      drop fields?
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      Down from 900 to 600 euros. What is the next biggest saving?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      The added latency is 12 ms and our budget is 5 ms. Could the masking be cached \
      or done asynchronously?
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      It runs since Monday. The image is 1.1 GB, can we get a leaner build for the \
      slow links?
      """
    ),
    (
      WorkflowPhase?.none,
      """
      We pay for eight replicas and three would do at night. How should autoscaling be \
       tuned?
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      The timeouts are fixed, thanks. What would lower the memory and the cost now?
      """
    ),
  ])
  func optimizationSession(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .optimizationSession)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.validation),
      """
      We are adding a fourth warehouse next month, same setup as the others. Anything \
      to prepare?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      The returns team wants its services covered as well, six more namespaces on the \
      same cluster.
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      From May the Oslo region joins, an identical stack. Shared hub or a second one?
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Could we onboard another ten tenants on the existing gateway, and what does that \
       mean for the licence?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      A further hostname will be published through the same proxy in June. What do you \
       need from us?
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      Growing from 12 to 20 nodes this quarter. Is one collector enough for all of \
      them?
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Our sister school has asked to be hosted with us: four more machines, one relay. \
       Do you foresee trouble?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      The new invoice function lands in the same app next sprint. Do I need to pre- \
      register it?
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      There is headroom now, so the tablets of two further wards shall be connected \
      too.
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Third listener coming on the same load balancer, for partners. Own mirror target \
       or reuse the one we have?
      """
    ),
  ])
  func expansionPlanning(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .expansionPlanning)
  }

  @Test func theFollowUpStandsBesideTheContinuation() {
    let found = minorTriggers(
      of: "Applied it as advised and it fails with a timeout.", after: .guidance)
    #expect(found.prefix(2) == [.guidanceToTroubleshooting, .troubleshootingSession])
  }

  @Test func theWordsThatDecidedAreQuoted() {
    let text = "Thanks for last week. We are adding a fourth warehouse next month."
    let telling = TellingClause(
      opening: opening(text), line: line(after: nil), vocabulary: .builtIn, topics: [])
    let quote = telling.quote(for: .expansion)
    #expect(quote?.words == "We are adding a fourth warehouse next month.")
    #expect(quote?.message == 0)
  }

  @Test func anyTextHasATrigger() {
    var generator = SeededGenerator.printingSeed()
    let pieces = [
      "error", "no", "?", "\"", "\n", "```", "’", "n't", "\u{0}", "é", "日本", "one more", "->", "()",
      "cheaper", "instead", ".", "prove", "\u{301}", "v1.2.3", "12%",
    ]
    for _ in 0..<300 {
      let text = (0..<Int(generator.next() % 40)).map { _ in
        pieces[Int(generator.next() % UInt64(pieces.count))]
          + (generator.next() % 3 == 0 ? "" : " ")
      }.joined()
      let phase = WorkflowPhase.allCases[Int(generator.next() % 5)]
      let found = minorTriggers(of: text, after: phase)
      #expect(
        !found.isEmpty && found.allSatisfy { $0.increment == .minor },
        "STRATA_SEED=\(generator.seed): \(text)")
    }
  }
}
