import StrataTesting
import Testing

@testable import StrataCore

/// What is in force in a line, by what was said last; what is dead stays dead (row L2).
@Suite struct FacetVerdictTests {
  private func place(_ minor: Int, _ turn: Int = 1) throws -> LinePlace {
    LinePlace(version: try #require(SemanticVersion(1, minor, 0)), turn: turn)
  }

  private func verdict(
    of facet: Facet = .provider, stated: [String]? = nil, at minor: Int = 0,
    said: [(LineClaims.Sign, String, Int)]
  ) throws -> FacetVerdict {
    var claims = LineClaims()
    if let stated { claims.state(stated, in: facet, at: try place(minor, 0)) }
    for (sign, value, minor) in said {
      claims.note(sign, of: value, in: facet, at: try place(minor))
    }
    return FacetVerdict(facet, in: claims)
  }

  @Test func statedBeatsWhatIsSaidInTheSameVersionAndWhatIsOnlyHeldLater() throws {
    for sign in [LineClaims.Sign.held, .named] {
      let verdict = try verdict(stated: ["aws"], said: [(.arrived, "azure", 0), (sign, "gcp", 1)])
      #expect(verdict.held.map(\.value) == ["aws"])
      #expect(verdict.held.map(\.basis) == [.stated])
    }
  }

  @Test func laterArrivalContradictsWhatWasStated() throws {
    let verdict = try verdict(stated: ["aws"], said: [(.arrived, "azure", 1)])
    #expect(verdict.held.map(\.value) == ["azure"])
    #expect(try verdict.held.map(\.place) == [place(1)])
    #expect(verdict.dropped.map(\.value) == ["aws"])
    #expect(verdict.dropped.map(\.successor) == ["azure"])
    #expect(try verdict.dropped.map(\.because) == [place(1)])
  }

  @Test func takenBackWithoutASuccessorIsUnknown() throws {
    let stated = try verdict(stated: ["aws"], said: [(.gone, "aws", 2)])
    #expect(!stated.isSettled && stated.dropped.map(\.successor) == [nil])
    let said = try verdict(said: [(.held, "aws", 0), (.gone, "aws", 2)])
    #expect(!said.isSettled && said.dropped.map(\.value) == ["aws"])
  }

  @Test func whatWasContradictedStaysDeadWhenItsSuccessorGoes() throws {
    let said = try verdict(said: [(.held, "aws", 0), (.arrived, "azure", 1), (.gone, "azure", 2)])
    #expect(said.held.isEmpty)
    #expect(Set(said.dropped.map(\.value)) == ["aws", "azure"])
    let stated = try verdict(stated: ["aws"], said: [(.arrived, "azure", 1), (.gone, "azure", 2)])
    #expect(stated.held.isEmpty)
  }

  @Test func saidAnewIsInForceAgain() throws {
    let verdict = try verdict(
      stated: ["aws"], said: [(.gone, "aws", 1), (.arrived, "azure", 1), (.arrived, "aws", 3)])
    #expect(verdict.held.map(\.value) == ["aws"] && verdict.held.map(\.basis) == [.said])
    #expect(try verdict.held.map(\.place) == [place(3)])
  }

  @Test func regimesStandForThemselvesAndAListReplaces() throws {
    let grown = try verdict(
      of: .compliance, stated: ["soc2", "gdpr"], at: 1,
      said: [(.held, "hipaa", 0), (.arrived, "pci_dss", 2), (.gone, "soc2", 3)])
    #expect(grown.held.map(\.value) == ["gdpr", "pci_dss"])
    #expect(Set(grown.dropped.map(\.value)) == ["soc2", "hipaa"])
    let none = try verdict(of: .compliance, stated: [], at: 1, said: [(.held, "hipaa", 0)])
    #expect(try none.held.isEmpty && none.isNone == place(1, 0))
  }

  // MARK: - Property

  private struct Event {
    var sign: LineClaims.Sign?
    var value: String
    var place: LinePlace
  }

  private func events(using generator: inout SeededGenerator) throws -> [Event] {
    try (0..<Int.random(in: 1...14, using: &generator)).map { number in
      // A place a number: nothing is said at the same time.
      Event(
        sign: Int.random(in: 0..<6, using: &generator) == 0
          ? nil : LineClaims.Sign.allCases.randomElement(using: &generator),
        value: ["aws", "azure", "gcp"].randomElement(using: &generator) ?? "aws",
        place: try place(number, 1))
    }
  }

  private func claims(_ events: [Event]) -> LineClaims {
    var claims = LineClaims()
    for event in events {
      if let sign = event.sign {
        claims.note(sign, of: event.value, in: .provider, at: event.place)
      } else {
        claims.state([event.value], in: .provider, at: event.place)
      }
    }
    return claims
  }

  /// Whatever is said in whatever order: a value in force was affirmed, and after the last time that
  /// it was, it was neither taken back nor was another one stated or said to have come.
  @Test func revokedOrContradictedNeverComesBack() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<20_000 {
      let events = try events(using: &generator)
      let verdict = FacetVerdict(.provider, in: claims(events))
      for held in verdict.held {
        let affirmed = try #require(
          events.last { $0.value == held.value && $0.sign != .gone }, "\(generator.seed)")
        let killers = events.filter { $0.place > affirmed.place }.filter {
          $0.value == held.value ? $0.sign == .gone : $0.sign == .arrived || $0.sign == nil
        }
        #expect(killers.isEmpty, "\(events) seed \(generator.seed)")
      }
      #expect(verdict.held.count <= 1)
      #expect(!verdict.dropped.contains { $0.value == verdict.held.first?.value })
    }
  }

  @Test func orderAndRepetitionOfReadingDoNotMatter() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<2_000 {
      let events = try events(using: &generator)
      let shuffled = events.shuffled(using: &generator) + events.shuffled(using: &generator)
      let (one, two) = (claims(events), claims(shuffled))
      #expect(one.stated == two.stated)
      #expect(Set(one.said[.provider] ?? []) == Set(two.said[.provider] ?? []))
      #expect(FacetVerdict(.provider, in: one).held == FacetVerdict(.provider, in: two).held)
    }
  }

  @Test func claimsAreBounded() throws {
    var claims = LineClaims()
    for number in 0..<200 {
      claims.note(.held, of: "value-\(number)", in: .provider, at: try place(number))
      claims.state("1", as: "field-\(number)", at: try place(number))
    }
    #expect(claims.said[.provider]?.count == LineClaims.maximumValues)
    #expect(claims.others.count == LineClaims.maximumOthers)
    #expect(FacetVerdict(.provider, in: claims).held.map(\.value) == ["value-199"])
    claims.state(String(repeating: "x", count: 2000), as: "long", at: try place(200))
    #expect(claims.others["long"] == nil)
  }
}
