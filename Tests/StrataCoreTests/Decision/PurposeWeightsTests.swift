import Foundation
import Testing

@testable import StrataCore

/// The fitted table, and what it rests on.
@Suite struct PurposeWeightsTests {
  @Test func theTableHasRoomAndWholeRows() {
    #expect(PurposeWeights.slots.nonzeroBitCount == 1)
    #expect(PurposeWeights.bias.count == Purpose.allCases.count)
    PurposeWeights.rows.withUTF8Buffer { table in
      #expect(table.count == PurposeWeights.offset(of: PurposeWeights.slots) - 1)
      let taken = (0..<PurposeWeights.slots).count {
        table[PurposeWeights.offset(of: $0)] != PurposeWeights.vacant
      }
      #expect(taken > 1000 && taken * 5 < PurposeWeights.slots * 4)
    }
  }

  @Test func aKeyIsFoundAndAnUnknownOneWeighsNothing() {
    var sums = [Int](repeating: 0, count: Purpose.allCases.count)
    PurposeWeights.add(0x1234_5678_9ABC_DEF0, times: 64, to: &sums)
    #expect(sums.allSatisfy { $0 == 0 })
    PurposeWeights.add(
      OpeningFeatures.key(.kind, [IntentClass.failure.key]), times: 64, to: &sums)
    #expect(sums.max() == sums[Purpose.troubleshooting.rawValue])
    #expect(sums[Purpose.troubleshooting.rawValue] > 0)
  }

  /// The features and the table belong together: where one changes without the other, nothing fits.
  @Test func theTableFitsTheCasesItWasFittedTo() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Evaluation/training-a.jsonl")
    let policy = VersionPolicy()
    var scores = CaseScores()
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").prefix(60) {
      let labelled = try JSONDecoder().decode(LabelledCase.self, from: Data(line.utf8))
      let expected = try #require(labelled.expected)
      scores.count(
        try policy.decide(labelled.candidate, given: labelled.customerHistory(read: policy)),
        expecting: expected)
    }
    #expect(scores.trigger.value > 0.95 && scores.increment.value > 0.95)
  }

  @Test func phrasesAreReadInAllTheirForms() {
    func keys(_ text: String, _ forms: PhraseReader.Forms) -> Set<PhraseKey> {
      var reader = PhraseReader(text, forms)
      return Set(reader.phrases(in: 0..<reader.bytes.count).map(\.key))
    }
    func plain(_ texts: String...) -> Set<PhraseKey> {
      texts.reduce(into: []) { $0.formUnion(keys($1, .plain)) }
    }
    #expect(
      keys("move|moves to|onto", .plain) == plain("move to", "move onto", "moves to", "moves onto"))
    #expect(keys(" |new\n  site ", .plain) == plain("site", "new site"))
    #expect(keys("drop+ it", .verbs) == plain("drop it", "drops it", "dropped it", "dropping it"))
    #expect(keys("carry~", .verbs) == plain("carry", "carries", "carried", "carrying"))
    #expect(keys("close~", .verbs) == plain("close", "closes", "closed", "closing"))
    #expect(keys("push~", .verbs) == plain("push", "pushes", "pushed", "pushing"))
    #expect(keys("load balancer?", .names) == plain("load balancer", "load balancers"))
    #expect(keys("us-east-1", .names) == plain("us-east-1"))
    #expect(keys("is n't", .plain) == keys("isn't", .plain))
    #expect(keys(";", .plain).isEmpty)
  }

  /// Speech act and object, not phrases: the same nouns asked for, told as broken, weighed, enlarged.
  @Test(arguments: [
    ("Each replica crashes an hour after it starts.", Trigger.troubleshootingSession),
    ("How can I prove that each replica sees every call?", .validationFollowUp),
    ("Each replica costs us too much memory, how can we lower that?", .optimizationSession),
    ("We will add three more replicas next month, same cluster.", .expansionPlanning),
    (
      "Your plan with replicas is too complicated for us, is there a shorter one?",
      .complexityAdjustment
    ),
    (
      "Which other options are there besides replicas, with pros and cons?", .alternativeExploration
    ),
  ])
  func whatIsDoneWithAThingDecides(text: String, expected: Trigger) {
    #expect(minorTriggers(of: text, after: nil).first == expected)
  }

  /// A change is told or only spoken of, in words that no case has.
  @Test(arguments: [
    ("We have left AWS for good, everything runs on Azure since Sunday.", true),
    ("Would everything run better on Azure?", false),
    ("We are not leaving AWS, whatever our partner on Azure says. The agent crashes.", false),
  ])
  func aChangeIsToldAndNotOnlySpokenOf(text: String, isChange: Bool) throws {
    let policy = VersionPolicy()
    let known = try history([Past(version: "v1.0.0", day: 0, context: bakery)], policy: policy)
    let decision = try policy.decide(
      DecisionRequest(startedAt: day(2), opening: [text]), given: known)
    #expect((decision.increment == .major) == isChange)
  }
}
