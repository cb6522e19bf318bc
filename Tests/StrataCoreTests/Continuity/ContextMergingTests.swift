import StrataTesting
import Testing

@testable import StrataCore

/// Contexts read from conversations and merged over lines (row L2).
@Suite struct ContextMergingTests {
  private let policy = VersionPolicy()

  private func line(
    _ major: Int, opened: Set<Facet> = [], context: DeploymentContext = .init(),
    _ versions: [String]...
  ) throws -> ContextMerging.Line {
    var profile = LineProfile()
    for (minor, said) in versions.enumerated() {
      policy.absorb(
        LineProfile.Excerpt(
          version: try #require(SemanticVersion(major, minor, 0)),
          context: minor == 0 ? context : .init(), turns: said.map { Turn(.user, $0) }),
        into: &profile)
    }
    return ContextMerging.Line(
      major: major, claims: profile.claims, lastActivityAt: day(major), opened: opened)
  }

  private func fields(
    of own: Int, _ lines: [ContextMerging.Line], overrides: [ContextMerging.Override] = []
  ) -> [String: ContextMerge.Field] {
    let merging = ContextMerging(
      of: own, merged: [], lines: lines, overrides: overrides, vocabulary: policy.vocabulary)
    return Dictionary(merging.deployment().fields.map { ($0.name, $0) }) { first, _ in first }
  }

  @Test func whatAChildTookBackDoesNotComeBack() throws {
    let merging = ContextMerging(
      of: 1, merged: [],
      lines: [
        try line(
          1, context: DeploymentContext(cloudProvider: "AWS"), ["We run on EKS."],
          ["EKS is gone."], ["What about the certificates?"])
      ], overrides: [], vocabulary: policy.vocabulary)
    let (fields, dropped) = merging.deployment()
    #expect(!fields.contains { $0.name == "cloud_provider" })
    #expect(dropped.map(\.value) == ["aws"])
    #expect(try dropped.map(\.because.version) == [SemanticVersion(parsing: "v1.1.0")])
    #expect(dropped.map(\.because.turn) == [1])
  }

  @Test func anotherLineFillsInButNotWhatOpenedThisOne() throws {
    let old = try line(
      1,
      context: DeploymentContext(
        cloudProvider: "aws", environment: "development", project: "shop",
        other: ["region": "eu-west-1"]), [])
    let new = try line(2, opened: [.environment], ["Now we deploy it for real on AKS."])
    let found = fields(of: 2, [old, new])
    #expect(found["environment"] == nil)
    #expect(found["project"]?.value == "shop" && found["project"]?.source.version.major == 1)
    #expect(found["cloud_provider"]?.value == "azure")
    #expect(found["region"]?.value == "eu-west-1")
  }

  @Test func valueThatANewerLineTookBackIsNotInheritedFromAnOlderOne() throws {
    let old = try line(
      1, context: DeploymentContext(cloudProvider: "aws", compliance: ["hipaa", "gdpr"]), [])
    let new = try line(2, ["EKS is gone. HIPAA does not apply to this one."])
    let found = fields(of: 2, [old, new])
    #expect(found["cloud_provider"] == nil)
    #expect(found["compliance"]?.value == ["gdpr"])
  }

  @Test func setBeatsStatedUntilALaterStatementAndIsTakenBack() throws {
    let first = try SemanticVersion(parsing: "v1.0.0")
    let line = try line(1, context: DeploymentContext(cloudProvider: "aws"), [], ["All fine."])
    let set = ContextMerging.Override(
      field: .cloudProvider, value: "Azure", version: first, by: "ada")
    let found = fields(of: 1, [line], overrides: [set])["cloud_provider"]
    #expect(found?.value == "azure" && found?.basis == .set && found?.why == "set by ada")
    var back = set
    back.value = nil
    #expect(fields(of: 1, [line], overrides: [set, back])["cloud_provider"]?.value == "aws")
    let list = ContextMerging.Override(
      field: .compliance, value: "PCI-DSS, gdpr", version: first, by: nil)
    #expect(fields(of: 1, [line], overrides: [list])["compliance"]?.value == ["gdpr", "pci_dss"])
  }

  @Test func preferenceIsSaidOrFollowsTheRecentLines() throws {
    func preferred(_ lines: [ContextMerging.Line], said: [String] = []) -> ContextMerge.Field? {
      let speaker = SpeakerReading(
        said.map { .init(version: .first, turn: 1, text: $0) }, vocabulary: policy.vocabulary)
      return ContextMerging(
        of: 1, merged: [], lines: lines, overrides: [], vocabulary: policy.vocabulary
      ).preferredProvider(said: speaker.preference)
    }
    let aws = try line(1, context: DeploymentContext(cloudProvider: "aws"), [])
    let azure = try line(2, context: DeploymentContext(cloudProvider: "azure"), [])
    #expect(preferred([aws])?.value == "aws")
    #expect(preferred([aws, azure])?.value == "azure" && preferred([aws])?.basis == .learned)
    let said = preferred([aws], said: ["We prefer AWS for everything."])
    #expect(said?.value == "aws" && said?.basis == .said)
    // Since then they went elsewhere.
    #expect(preferred([aws, azure], said: ["We prefer AWS for everything."])?.value == "azure")
    #expect(preferred([aws], said: ["We do not prefer Azure."])?.value == "aws")
  }

  /// Sentences about providers in random order over random versions: what is inherited was said, and
  /// nothing said after it speaks against it.
  @Test func nothingThatWasTakenBackInWordsComesBack() throws {
    let names = ["aws": "EKS", "azure": "AKS", "gcp": "GKE"]
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<400 {
      var said: [(value: String, isGone: Bool)] = []
      var versions: [[String]] = []
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let value = names.keys.sorted().randomElement(using: &generator) ?? "aws"
        let isGone = Bool.random(using: &generator)
        said.append((value, isGone))
        versions.append(
          [isGone ? "\(names[value] ?? "") is gone." : "We moved to \(names[value] ?? "")."])
      }
      var profile = LineProfile()
      for (minor, turns) in versions.enumerated() {
        policy.absorb(
          LineProfile.Excerpt(
            version: try #require(SemanticVersion(1, minor, 0)), context: .init(),
            turns: turns.map { Turn(.user, $0) }), into: &profile)
      }
      let line = ContextMerging.Line(
        major: 1, claims: profile.claims, lastActivityAt: day(0), opened: [])
      let expected = said.last { !$0.isGone }.flatMap { last -> String? in
        let index = said.lastIndex { !$0.isGone } ?? 0
        return said[index...].contains { $0.isGone && $0.value == last.value } ? nil : last.value
      }
      let found = fields(of: 1, [line])["cloud_provider"]?.value
      #expect(found == expected.map { .string($0) }, "\(versions) seed \(generator.seed)")
    }
  }
}
