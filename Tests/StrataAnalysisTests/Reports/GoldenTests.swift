import Foundation
import StrataAnalysis
import StrataCore
import Testing

/// Each document stands word for word in `Golden`, where a change can be read and reviewed (rows P1, P3).
///
/// `STRATA_WRITE_GOLDEN=1 swift test --filter GoldenTests` writes the files anew.
@Suite struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static let documents = WorkReport.Kind.allCases.flatMap { kind in
    ReportFormat.allCases.map { (kind, $0) }
  }

  @Test(arguments: documents)
  func documentIsAsReviewed(kind: WorkReport.Kind, format: ReportFormat) throws {
    let records = try ReportFixture.twoLines().records
    let text = try rendered(kind, format, records)
    let file = Self.folder.appendingPathComponent("\(kind.rawValue).\(format.rawValue)")
    if ProcessInfo.processInfo.environment["STRATA_WRITE_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let reviewed = try? String(contentsOf: file, encoding: .utf8)
    #expect(text == reviewed, "Golden/\(file.lastPathComponent) says something else")
  }

  /// The same records give the same bytes, in whatever order they come.
  @Test(arguments: documents)
  func sameRecordsSameBytes(kind: WorkReport.Kind, format: ReportFormat) throws {
    let fixture = try ReportFixture.twoLines().records
    let shuffled = WorkRecords(
      subject: fixture.subject, store: fixture.store, versions: fixture.versions.reversed(),
      openings: fixture.openings, lastTurn: fixture.lastTurn, deployments: fixture.deployments,
      files: fixture.files)
    #expect(try rendered(kind, format, fixture) == rendered(kind, format, shuffled))
  }
}

/// The document by Strata's own template.
func rendered(
  _ kind: WorkReport.Kind, _ format: ReportFormat, _ records: WorkRecords,
  since base: SemanticVersion? = nil
) throws -> String {
  try ReportTemplate(format.template, format: format, place: "template")
    .render(WorkReport(kind, of: records, since: base))
}
