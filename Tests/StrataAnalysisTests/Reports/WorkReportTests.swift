import StrataAnalysis
import StrataCore
import Testing

/// What a statement of work says (rows P1, P2).
@Suite struct WorkReportTests {
  private func report(
    _ kind: WorkReport.Kind, at version: String = "v2.0.0", since base: String? = nil
  ) throws -> WorkReport {
    var records = try ReportFixture.twoLines().records
    records.subject = try SemanticVersion(parsing: version)
    records.lastTurn = records.openings[records.subject]?.last
    return try WorkReport(
      kind, of: records, since: try base.map { try SemanticVersion(parsing: $0) })
  }

  @Test func versionHasItsOwnWordsAndWhatItCarriesOn() throws {
    let report = try report(.version, at: "v1.1.0")
    #expect(report.requests.map(\.version) == ["v1.1.0"])
    #expect(
      report.requests.first?.words
        == "Pods do not start: x509: certificate signed by unknown authority\n\n"
        + "It is the proxy, I think.")
    let environment = try #require(report.context.first { $0.name == "Environment" })
    #expect(environment.value == "production" && environment.before == "staging")
    #expect(environment.isChanged && environment.version == "v1.1.0")
    let provider = try #require(report.context.first { $0.name == "Cloud provider" })
    #expect(provider.value == "AWS" && provider.version == "v1.0.0" && !provider.isChanged)
    #expect(report.decisions.map(\.topic) == ["CA", "collector"])
    #expect(report.decisions.last?.earlier.map(\.choice) == ["daemonset"])
    #expect(report.deliverables.map(\.what) == ["registry.example.com/collector 1.4.0"])
  }

  @Test func openPointsAreWhatIsNotSettled() throws {
    #expect(
      try report(.version, at: "v1.1.0").openPoints == [
        "v1.1.0 reached its aim only in part.",
        "The newest deployment to production (v1.1.0): rolled back.",
        "Not stated so far in this line of work: scale.",
      ])
    let newest = try report(.cumulative).openPoints
    #expect(newest.first == "Work on v2.0.0 goes on.")
    #expect(
      newest.contains { $0.hasPrefix("The customer's last message has no answer: “EKS is gone.") })
    #expect(
      newest.contains(
        "“CA” was decided in another line of work (v1.1.0): confirm that it still holds."))
    #expect(newest.contains("The code in force had changes that were not committed."))
  }

  /// What was stated in a line that was left does not hold in the new one.
  @Test func contextDoesNotCrossLines() throws {
    let report = try report(.cumulative)
    #expect(report.context.first { $0.name == "Compliance" }?.value == nil)
    #expect(report.context.first { $0.name == "Compliance" }?.before == "PCI DSS")
    #expect(report.context.first { $0.name == "Cloud provider" }?.value == "Azure")
    #expect(report.context.contains { $0.name == "Data residency" && $0.value == "EU" })
  }

  /// A customer who says where everything runs now has stated no field, and is understood all the same.
  @Test func whatAVersionWasMadeForIsContext() throws {
    var fixture = try ReportFixture.twoLines()
    try fixture.add(
      "v3.0.0", on: "v2.0.0", .scaleShift, hours: 900, why: "The scale changed."
    ) { session in
      session.decision.evidence = [
        .init(trigger: .scaleShift, finding: "scale: smaller → global", source: "opening[1]"),
        .init(
          trigger: .environmentChange, finding: "environment: test → another", source: "opening"),
      ]
    }
    let report = try WorkReport(.version, of: fixture.records)
    let scale = try #require(report.context.first { $0.name == "Scale" })
    #expect(scale.value == "global" && scale.isUnderstood)
    #expect(report.context.first { $0.name == "Environment" }?.value == nil)
    #expect(report.history.first?.changes == ["Scale: global"])
    #expect(report.reason.evidence.first?.source == "opening message 2")
  }

  @Test func changesNameBothSides() throws {
    let report = try report(.changes, since: "v1.0.0")
    #expect(report.base == "v1.0.0" && report.history.map(\.version) == ["v2.0.0", "v1.1.0"])
    #expect(report.history.first?.changes.filter { $0.contains("AWS → Azure") }.count == 1)
    #expect(report.history.last?.changes.contains("Compliance: PCI DSS") == true)
    #expect(report.comparison.first { $0.name == "Turns" }?.difference == "−1")
    let outcome = try #require(report.comparison.first { $0.name == "Outcome" })
    #expect(outcome.before == "success" && outcome.after == "work goes on")
    #expect(outcome.difference == "changed")
    #expect(report.metrics.map(\.version) == ["v2.0.0", "v1.1.0", "v1.0.0"])
    #expect(!report.context.contains { !$0.isChanged })
  }

  @Test func relationsGoBothWaysAndBesideEachOther() throws {
    let middle = try report(.version, at: "v1.1.0")
    func value(_ name: String, _ report: WorkReport) -> String? {
      report.relations.first { $0.name == name }?.value
    }
    #expect(value("Goes on from", middle) == "v1.0.0 (success)")
    #expect(value("Followed by", middle) == "v2.0.0")
    #expect(value("Its line", middle) == "2 versions, v1.0.0 to v1.1.0")
    #expect(middle.otherLines.map(\.newest) == ["v2.0.0"])
    #expect(try value("Begins", report(.version)) == "a new line beside v1.1.0")
  }

  @Test func linesThatPartedAreComparedFromWhereTheyParted() throws {
    var fixture = try ReportFixture.twoLines()
    try fixture.add(
      "v1.2.0", on: "v1.1.0", .optimizationSession, hours: 500, why: "Line v1 goes on.")
    let report = try WorkReport(.changes, of: fixture.records, since: SemanticVersion(2, 0, 0))
    #expect(report.history.map(\.version) == ["v1.2.0"])
    #expect(report.lead.contains("their ways part at v1.1.0"))
  }

  @Test func oneVersionIsEnough() throws {
    var fixture = try ReportFixture()
    try fixture.add(
      "v1.0.0", on: nil, .initial, hours: 0, why: "The customer has no earlier session.")
    for kind in [WorkReport.Kind.version, .cumulative] {
      let report = try WorkReport(kind, of: fixture.records)
      #expect(report.comparison.isEmpty && report.base == nil && report.requests.isEmpty)
      #expect(report.history.map(\.outcome) == ["work goes on"])
      #expect(report.context.isEmpty && report.decisions.isEmpty && report.deliverables.isEmpty)
      let text = try rendered(kind, .md, fixture.records)
      #expect(text.contains("No words of the customer are on record."))
      #expect(text.contains("Nothing was stated about the deployment."))
    }
    #expect(throws: StrataError.self) { try WorkReport(.changes, of: fixture.records) }
  }

  @Test(arguments: [("v2.0.0", "v2.0.0"), ("v1.0.0", "v2.0.0"), ("v2.0.0", "v7.0.0")])
  func changesNeedAnotherEarlierVersion(version: String, base: String) throws {
    let error = #expect(throws: StrataError.self) {
      try report(.changes, at: version, since: base)
    }
    #expect(error?.remedy != nil)
  }

  /// A thousand versions stay a document that is read in one sitting; nothing goes uncounted.
  @Test(arguments: WorkReport.Kind.allCases)
  func aThousandVersionsStayReadable(kind: WorkReport.Kind) throws {
    let records = try ReportFixture.long(1000).records
    let report = try WorkReport(kind, of: records, since: SemanticVersion(1, 0, 0))
    let told = kind == .changes ? 999 : 1000
    #expect(report.history.count == 20 && report.olderHistory.count <= 20)
    let older = report.olderHistory.compactMap { Int($0.count.prefix { $0.isNumber }) }
    #expect(older.reduce(0, +) + 20 == told)
    #expect(report.olderHistory.allSatisfy { $0.outcomes.contains("success") })
    #expect(report.olderHistory.first?.changes?.contains("Environment") == true)
    #expect(report.decisions.count <= 100)
    if kind == .cumulative {
      #expect(report.decisions.count == 100)
      #expect(report.decisionsNote?.contains("50 older decisions not listed here.") == true)
      #expect(report.totals.contains { $0.name == "Outcomes" && $0.value.contains("857 success") })
    }
    #expect(report.inputCount == 1000 && report.inputsNote?.contains("further versions") == true)
    #expect(try rendered(kind, .md, records, since: SemanticVersion(1, 0, 0)).utf8.count < 100_000)
  }

  @Test func digestNamesEveryInput() throws {
    let records = try ReportFixture.twoLines().records
    var seen: Set<String> = [records.digest]
    for index in records.versions.indices {
      var other = records
      other.versions[index].leaf[31] ^= 1
      seen.insert(other.digest)
      other = records
      other.versions.remove(at: index)
      seen.insert(other.digest)
    }
    #expect(seen.count == 1 + 2 * records.versions.count)
    #expect(try rendered(.version, .md, records).contains(records.digest))
  }

  @Test func erasedIsSaidAndNotQuoted() throws {
    let notice = "[erased by ada under rule gdpr-17 at 2026-02-01T00:00:00.000000Z]"
    var fixture = try ReportFixture.twoLines()
    try fixture.add(
      "v2.1.0", on: "v2.0.0", .optimizationSession, hours: 600, why: notice,
      opening: [Turn(.user, notice)]
    ) { session in
      session.context = DeploymentContext(other: ["erased": .string(notice)])
      session.decisions = [KeyDecision(topic: notice, choice: notice, at: session.createdAt)]
      session.notes = ["\(notice): 1 turn"]
    }
    let report = try WorkReport(.version, of: fixture.records)
    #expect(report.decisions.isEmpty && !report.context.contains { $0.name == "Erased" })
    #expect(report.decisionsNote?.contains("Decisions taken in v2.1.0 were erased.") == true)
    #expect(report.openPoints.contains("Personal content of v2.1.0 was erased."))
    #expect(!report.openPoints.contains { $0.contains("no answer") })
    #expect(try rendered(.version, .html, fixture.records).contains("[erased by ada under rule"))
  }
}
