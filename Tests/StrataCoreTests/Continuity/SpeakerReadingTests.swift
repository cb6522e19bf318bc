import StrataCore
import Testing

@testable import StrataCore

/// What is learned of the person who writes (row L2).
@Suite struct SpeakerReadingTests {
  /// Somebody who says all of this three times, for from less nothing is learned.
  private func reading(_ turns: String...) -> SpeakerReading {
    reading(once: Array(repeating: turns, count: 3).flatMap(\.self))
  }

  private func reading(once turns: [String]) -> SpeakerReading {
    SpeakerReading(
      turns.enumerated().map {
        .init(version: .first, turn: turns.count - $0.offset, text: $0.element)
      }, vocabulary: .builtIn)
  }

  @Test(arguments: [
    ("What is a pod? I don't understand where I click.", "beginner"),
    ("How do I install it? What does namespace mean?", "beginner"),
    ("The rollout is finished and all nine services answer. What comes next?", "intermediate"),
    (
      "p99 rose to 340 ms since istiod 1.22; conntrack is full on two nodes and the HPA flaps. "
        + "Is the readiness probe with mTLS the cause?", "expert"
    ),
  ])
  func levelFollowsFromSigns(text: String, level: String) {
    let field = reading(text).expertise
    #expect(field?.value == .string(level), "\(String(describing: field?.why))")
    #expect(field?.basis == .learned && field?.signs.isEmpty == false)
  }

  @Test func whatSomebodySaysOfThemselvesCounts() {
    let field = reading(
      "p99 rose since istiod 1.22, conntrack is full.", "I'm new to Kubernetes, be patient."
    )
    .expertise
    #expect(field?.value == "beginner" && field?.basis == .said && field?.source.turn == 5)
    #expect(reading("I am not new to Kubernetes.").expertise?.basis == .learned)
  }

  @Test func recentTurnsWeighMore() {
    let expert = "conntrack, cgroup, p99, mTLS, quorum and etcd on node pool ap-7."
    let beginner = "What is a pod? I don't understand it."
    let old = Array(repeating: beginner, count: 20), new = Array(repeating: expert, count: 20)
    func level(_ turns: [String]) -> JSONValue? {
      SpeakerReading(
        turns.map { .init(version: .first, turn: 1, text: $0) }, vocabulary: .builtIn
      ).expertise?.value
    }
    #expect(level(new + old) == "expert")
    #expect(level(old + new) != "expert")
  }

  @Test func styleHasLengthToneAndForm() {
    #expect(reading("fixed", "next?").style?.value == "brief, direct")
    #expect(
      reading("Hello, could you please look at the listener? Thank you.").style?.value
        == "brief, courteous")
    #expect(
      reading("kubectl get pods -n shop-7 -o wide\nkubectl logs shop-7 --tail=5").style?.value
        == "brief, direct, with code")
    let wanted = reading("Two nodes are red, why is that?", "Just the commands, please.").style
    #expect(wanted?.basis == .said && wanted?.source.turn == 5)
    #expect(wanted?.value.description.contains("brief") == true)
  }

  @Test func littleSaidIsNothingLearned() {
    let some = reading(once: ["What is a pod?", "I don't understand it."])
    #expect(some.expertise == nil && some.style == nil)
    let told = reading(once: ["I'm new to Kubernetes.", "Keep it short, please."])
    #expect(told.expertise?.value == "beginner" && told.style?.basis == .said)
  }

  @Test func nothingSaidIsNothingLearned() {
    #expect(reading().expertise == nil && reading().style == nil)
    #expect(reading("").expertise?.value == "intermediate")
    let long = String(repeating: "ä", count: 4095) + "é"
    #expect(reading(long).style != nil)
  }
}

extension JSONValue {
  fileprivate var description: String {
    if case .string(let text) = self { text } else { "" }
  }
}
