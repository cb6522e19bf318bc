import StrataCore
import StrataTesting
import Testing

/// Which version each session has when stores are joined (row C5).
@Suite struct VersionResolutionTests {
  private func id(_ number: Int) throws -> SessionID {
    let digits = String(number)
    return try SessionID(
      parsing: "00000000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count)
        + digits)
  }

  private func claim(
    _ number: Int, _ version: String, at seconds: Int64, base: Int? = nil
  ) throws -> VersionClaim {
    VersionClaim(
      session: try id(number), version: try SemanticVersion(parsing: version),
      createdAt: Timestamp(microseconds: seconds * 1_000_000), base: try base.map(id))
  }

  private func resolve(
    _ claims: [VersionClaim], avoiding taken: [String] = []
  ) throws -> [SessionID: String] {
    try VersionResolution(
      of: claims, avoiding: Set(taken.map { try SemanticVersion(parsing: $0) })
    ).versions.mapValues(\.description)
  }

  @Test func theEarlierKeepsAndTheLaterGetsTheNextFreeOne() throws {
    let claims = [
      try claim(1, "v1.0.0", at: 5), try claim(2, "v1.1.0", at: 6), try claim(3, "v1.0.0", at: 1),
      try claim(4, "v2.0.0", at: 9),
    ]
    #expect(
      try resolve(claims) == [
        id(3): "v1.0.0", id(1): "v1.2.0", id(2): "v1.1.0", id(4): "v2.0.0",
      ])
  }

  @Test func ofTwoCreatedAtOnceTheSmallerIdKeeps() throws {
    let claims = [try claim(2, "v1.0.0", at: 5), try claim(1, "v1.0.0", at: 5)]
    #expect(try resolve(claims) == [id(1): "v1.0.0", id(2): "v1.1.0"])
  }

  @Test func aPatchFollowsTheSessionThatItMends() throws {
    let claims = [
      try claim(1, "v1.0.0", at: 1), try claim(2, "v1.0.0", at: 2),
      try claim(3, "v1.0.1", at: 3, base: 1), try claim(4, "v1.0.1", at: 3, base: 2),
      try claim(5, "v1.0.1", at: 2, base: 1), try claim(6, "v1.0.1", at: 4),
    ]
    let resolution = try VersionResolution(of: claims)
    #expect(
      resolution.versions.mapValues(\.description) == [
        try id(1): "v1.0.0", try id(2): "v1.1.0", try id(5): "v1.0.1", try id(3): "v1.0.2",
        try id(4): "v1.1.1", try id(6): "v1.0.3",
      ])
    #expect(
      resolution.notes[try id(4)] == [
        "joined: v1.0.1 became v1.1.1, with the session that it mends"
      ])
    #expect(resolution.notes[try id(3)]?.count == 1)
    #expect(resolution.notes[try id(5)]?.count == 2, "it keeps against two others")
  }

  @Test func aNumberThatNoSessionHasIsLeftAlone() throws {
    let claims = [try claim(1, "v1.0.0", at: 1), try claim(2, "v1.0.0", at: 2)]
    #expect(try resolve(claims, avoiding: ["v1.1.0"])[id(2)] == "v1.2.0")
  }

  @Test func aLineWithoutNumbersIsRefused() throws {
    let last = "v1.999999999.0"
    let claims = [try claim(1, last, at: 1), try claim(2, last, at: 2)]
    let error = #expect(throws: StrataError.self) { try resolve(claims) }
    #expect(error?.code == .conflict)
    #expect(error?.message == "no number above v1.999999999.0 is free in its line")
  }

  /// A function of the set: in any order, of any parts, again and again.
  @Test func anyOrderOfJoiningGivesTheSame() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of the resolution of claims: \(seed)")
    var generator = SeededRandomness(seed: seed).generator
    for round in 0..<300 {
      var claims: [VersionClaim] = []
      for number in 0..<Int.random(in: 2...60, using: &generator) {
        let base = claims.filter { $0.version.patch == 0 }.randomElement(using: &generator)
        let mends = base != nil && Int.random(in: 0..<4, using: &generator) == 0
        let version =
          mends
          ? "v\(base?.version.major ?? 1).\(base?.version.minor ?? 0)."
            + "\(Int.random(in: 1...2, using: &generator))"
          : "v\(Int.random(in: 1...2, using: &generator))."
            + "\(Int.random(in: 0...5, using: &generator)).0"
        var made = try claim(number, version, at: Int64.random(in: 0...20, using: &generator))
        made.base = mends ? base?.session : nil
        claims.append(made)
      }
      let whole = try VersionResolution(of: claims)
      let shuffled = try VersionResolution(of: claims.shuffled(using: &generator))
      let place: Comment = "round \(round), seed \(seed)"
      #expect(whole.versions == shuffled.versions, place)
      #expect(whole.notes == shuffled.notes, place)
      #expect(Set(whole.versions.values).count == claims.count, place)
      for claim in claims where claim.version.patch == 0 {
        let given = try #require(whole.versions[claim.session])
        let rivals = claims.filter { $0.version == claim.version }
        let isFirst = rivals.allSatisfy {
          ($0.createdAt, $0.session) >= (claim.createdAt, claim.session)
        }
        #expect((given == claim.version) == isFirst, place)
        #expect(given >= claim.version && given.major == claim.version.major, place)
        #expect((whole.notes[claim.session] != nil) == (rivals.count > 1), place)
      }
      for claim in claims where claim.version.patch > 0 {
        let base = try #require(claim.base.flatMap { whole.versions[$0] })
        let given = try #require(whole.versions[claim.session])
        #expect(given.major == base.major && given.minor == base.minor, place)
      }
    }
  }
}
