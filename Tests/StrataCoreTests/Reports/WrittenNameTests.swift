import StrataTesting
import Testing

@testable import StrataCore

@Suite struct WrittenNameTests {
  /// The values of the built-in tables: what stands before each colon at the start of a line.
  private static let values = Terms.tables.flatMap { facet, table in
    table.split(separator: "\n").compactMap { line in
      line.firstRange(of: ": ").map { (facet, String(line[..<$0.lowerBound])) }
    }
  }

  @Test func everyValueOfTheVocabularyReadsWell() {
    #expect(Self.values.count > 100)
    for (facet, value) in Self.values {
      let written = WrittenName.of(value, in: facet)
      #expect(!written.contains("_"), "\(facet): \(value)")
      let isName = facet == .provider || facet == .compliance
      #expect(
        !isName || value == "on_prem" || written.contains(where: \.isUppercase),
        "\(facet): \(value)")
    }
  }

  @Test func valuesOfOnesOwnStayAsTheyAreStated() {
    #expect(WrittenName.of("our_own_cloud", in: .provider) == "our_own_cloud")
    #expect(WrittenName.of("aws", in: .project) == "aws")
    #expect(
      WrittenName.ofList("pci_dss, house_rules, gdpr", in: .compliance)
        == "PCI DSS, house_rules, GDPR")
  }

  @Test(arguments: [
    ("provider: aws → on_prem", "Cloud provider: AWS → on premises"),
    ("architecture: api_gateway, as in line v1", "Architecture: API gateway, as in line v1"),
    ("compliance regime: none → pci_dss", "Compliance: none → PCI DSS"),
    ("service type: another → x_y", "Service type: another → x_y"),
    ("a failure is described", "a failure is described"), ("who: knows", "who: knows"),
  ])
  func findingsSpeakToPeople(_ finding: String, _ written: String) {
    #expect(ReportWords.finding(finding) == written)
  }

  @Test func fieldsTellWhatTheyWereBefore() throws {
    let version = try #require(SemanticVersion(2, 0, 0))
    func evidence(_ trigger: Trigger, _ finding: String) -> VersionDecision.Evidence {
      .init(trigger: trigger, finding: finding, source: "opening[0]")
    }
    var generator = SeededGenerator(seed: 1)
    let time = Timestamp(microseconds: 1_767_603_600_000_000)
    let id = SessionID(at: time, using: &generator)
    let customer = try CustomerID("acme")
    let session = Session(
      id: id, customer: customer, version: version,
      family: FamilyID(foundedBy: id, of: customer),
      decision: VersionDecision(
        increment: .major, version: version, parent: .first,
        triggers: [.cloudProviderChange], why: "",
        evidence: [
          evidence(.cloudProviderChange, "provider: aws → on_prem"),
          evidence(.scaleShift, "scale: smaller → mid_market"),
          evidence(.environmentChange, "environment: production → another"),
        ]),
      context: DeploymentContext(
        cloudProvider: "on_prem", other: ["data_residency": "EU", "title": "Back home"]),
      createdAt: time, lastActivityAt: time)
    let fields = StatedField.fields(of: session)
    #expect(fields.map(\.name) == ["Cloud provider", "Scale", "Data residency"])
    #expect(fields.map(\.value) == ["on premises", "mid-market", "EU"])
    #expect(fields.map(\.stated) == ["on_prem", "mid_market", "EU"])
    #expect(fields.map(\.before) == ["AWS", nil, nil])
    #expect(fields.map(\.isUnderstood) == [false, true, false])
    let facts = session.statementFacts(project: nil)
    #expect(facts.contains(ReportFact("Title", "Back home")))
  }
}
