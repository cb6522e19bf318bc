import Testing

@testable import StrataCore

/// Lines that look like one (row C6).
@Suite struct MergeCandidatesTests {
  private let scenario = DeploymentContext(
    cloudProvider: "aws", architecture: "api_gateway", environment: "production")

  private func line(
    _ major: Int, _ context: DeploymentContext, said: String, days: ClosedRange<Int>
  ) throws -> Found {
    let version = try #require(SemanticVersion(major, 0, 0))
    let session = try SessionID(parsing: "0193e9a0-7c00-7000-8000-00000000000\(major)")
    var profile = LineProfile()
    VersionPolicy().absorb(
      LineProfile.Excerpt(version: version, context: context, turns: [Turn(.user, said)]),
      into: &profile)
    let line = MergeCandidates.Line(
      family: FamilyID(foundedBy: session, of: try CustomerID("acme")),
      newest: ReviewItem.Subject(session: session, version: version, decision: nil),
      profile: profile)
    return Found(line: line, moments: [day(days.lowerBound), day(days.upperBound)])
  }

  private struct Found {
    var line: MergeCandidates.Line
    var moments: [Timestamp]
  }

  private func find(
    _ lines: Found..., merged: [Int] = [], except known: Set<String> = []
  ) throws -> [ReviewFinding] {
    try MergeCandidates.find(
      among: lines.map(\.line), of: CustomerID("acme"), except: known,
      isMerged: { [$0, $1] == merged },
      moments: { major in lines.first { $0.line.major == major }?.moments ?? [] })
  }

  private let words = "The croissant listener drops bakery baskets."

  @Test func allThreeSignsAreNeeded() throws {
    let one = try line(1, scenario, said: words, days: 0...5)
    #expect(try find(one, line(2, scenario, said: words, days: 3...9)).count == 1)
    #expect(try find(one, line(2, scenario, said: words, days: 6...6)).count == 1)
    #expect(try find(one, line(2, scenario, said: words, days: 7...9)).isEmpty)
    #expect(try find(one, line(2, scenario, said: words, days: 20...25)).isEmpty)
    #expect(
      try find(one, line(2, scenario, said: "Warehouse exports stall nightly.", days: 3...9))
        .isEmpty)
    var other = scenario
    other.environment = "staging"
    #expect(try find(one, line(2, other, said: words, days: 3...9)).isEmpty)
    let little = DeploymentContext(cloudProvider: "aws")
    #expect(try find(one, line(2, little, said: words, days: 3...9)).isEmpty)
  }

  @Test func idDependsOnTheLinesOnlyAndMergedOnesAreLeftOut() throws {
    let one = try line(1, scenario, said: words, days: 0...5)
    let two = try line(2, scenario, said: words, days: 3...9)
    let found = try #require(try find(one, two).first)
    #expect(try find(two, one) == [found])
    #expect(found.id == ReviewFinding.mergeID(of: [two.line.family, one.line.family]))
    #expect(try find(one, two, merged: [1, 2]).isEmpty)
    #expect(try find(one, two, except: [found.id]).isEmpty)
    #expect(found.subjects.map(\.version.major) == [1, 2])
  }
}
