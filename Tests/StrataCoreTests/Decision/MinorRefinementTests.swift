import Testing

@testable import StrataCore

/// One table of openings for each trigger of an iterative refinement.
@Suite struct MinorRefinementTests {
  @Test(arguments: [
    (
      WorkflowPhase?.some(.guidance),
      """
      That is far too complicated for three people. Is there a simpler version with \
      fewer parts?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      You lost me after the second diagram. Could you explain it again in plain words, \
       step by step?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Forty settings for one small shop! Which five do we really need, and what can be \
       left out?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Do we need the vault and the operator at all? One binary and one file would suit \
       our size.
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      The basic install has served us. Now we want the full design: failover, quorum, \
      no single point of failure.
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Could you go deeper into the internals? How exactly does the hook track forked \
      processes?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      I am a volunteer and no engineer, all these layers scare me. Just the minimum, \
      please.
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Skip the introduction, I know proxies well. Give me the expert version with \
      buffer limits and edge cases.
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      We have outgrown the toy setup and need a hardened edition with runbooks and \
      staged rollout.
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Over-engineered, says my boss. Strip it down to what one junior can operate on a \
       bad day.
      """
    ),
  ])
  func complexityAdjustment(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .complexityAdjustment)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.guidance),
      """
      I misspoke last time: it is 90 days for logs and a year for bookings. Does that \
      change the sizing?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      What did you mean by \"the outer zone\"? Is that the subnet or the whole \
      network?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Legal now says that names must never leave the country. Which parts of your \
      proposal are affected?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Sorry, I forgot to mention a proxy. Must the agent reach the hub directly, or is \
       a relay allowed?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      In your answer you wrote both mandatory and optional for the token. Which of the \
       two applies to us?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      The security team added a condition: keys have to rotate monthly. Is that \
      possible with what we have?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Correction, 300 per minute and not per second. So smaller, right?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      To be precise, only the request bodies are meant, never the responses. Can \
      capture be limited to that?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      It turns out that the contract demands storage inside Switzerland. Does the \
      recommendation still stand?
      """
    ),
    (
      WorkflowPhase?.none,
      """
      Short question on your last message: which port, which role, and does \"once\" \
      mean per host or per cluster?
      """
    ),
  ])
  func requirementClarification(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .requirementClarification)
  }

  @Test(arguments: [
    (
      WorkflowPhase?.some(.guidance),
      """
      Before we start: what about eBPF instead of sidecars? Pros and cons please, \
      nothing is decided.
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      A colleague suggests plain access logs. Would that do as well for our case?
      """
    ),
    (
      WorkflowPhase?.some(.validation),
      """
      Out of curiosity, how would the same look on another mesh? We stay where we are.
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Is there some other way to get the bodies without touching the servers?
      """
    ),
    (
      WorkflowPhase?.some(.troubleshooting),
      """
      The plugin has bitten us twice. Could a reverse proxy or flow logs serve \
      instead? Leaning towards staying.
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Compare the agent, the mirror port and the SDK for us in a small table, with \
      effort and blind spots.
      """
    ),
    (
      WorkflowPhase?.some(.optimization),
      """
      If we ever left functions for containers, would your solution cost more or less? \
       Purely hypothetical.
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Which would you choose in our place, the gateway plugin or log shipping, and \
      why?
      """
    ),
    (
      WorkflowPhase?.some(.implementation),
      """
      A vendor pitched a managed service yesterday. We declined, but would it have \
      been an equal option?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      I am not fond of an agent on every machine. What would be plan B?
      """
    ),
    (
      WorkflowPhase?.some(.guidance),
      """
      Nothing fails here. I only wonder what about flow logs instead, pros and cons?
      """
    ),
  ])
  func alternativeExploration(phase: WorkflowPhase?, opening: String) {
    #expect(minorTriggers(of: opening, after: phase).first == .alternativeExploration)
  }
}
