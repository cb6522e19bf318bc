import Foundation
import StrataAnalysis
import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Reports on a real store (rows P1–P3).
@Suite struct StoreReportTests {
  private func make(_ body: (TemporaryStore, Session) async throws -> Void) async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let customer = try CustomerID("acme")
      var request = StartRequest(
        customer: customer, turns: [Turn(.user, "How do I deploy the collector to EKS?")])
      request.context = DeploymentContext(cloudProvider: "aws", environment: "staging")
      let first = try await store.start(request)
      fixture.clock.advance(bySeconds: 60)
      _ = try await store.record(
        KeyDecision(
          topic: "Collector", choice: "daemonset", rationale: "one a node", at: fixture.clock.now),
        in: first.name)
      _ = try await store.record(
        deployment: DeploymentRecord(
          environment: "staging", artifact: "collector", version: "1.4.0"),
        in: first.name)
      _ = try await store.complete(first.name, Completion(outcome: .success, satisfaction: 5))
      fixture.clock.advance(bySeconds: 3600)
      let second = try await store.start(
        StartRequest(customer: customer, turns: [Turn(.user, "The pods of the collector crash.")]))
      try await body(fixture, second)
    }
  }

  @Test func saysWhatTheStoreHolds() async throws {
    try await make { fixture, second in
      let records = try fixture.store.workRecords(of: second.customer, second.version)
      let report = try WorkReport(.cumulative, of: records)
      #expect(
        report.requests.map(\.words) == [
          "The pods of the collector crash.", "How do I deploy the collector to EKS?",
        ])
      #expect(report.decisions.map(\.choice) == ["daemonset"])
      #expect(report.deliverables.map(\.what) == ["collector 1.4.0"])
      #expect(report.context.map(\.value) == ["AWS", "staging"])
      #expect(report.context.map(\.stated) == ["aws", "staging"])
      #expect(report.metrics.map(\.satisfaction) == ["not asked", "5 of 5"])
    }
  }

  /// What nobody stated and the customer said is told, marked as understood.
  @Test func saysWhatWasUnderstood() async throws {
    try await TemporaryStore.make { fixture in
      let customer = try CustomerID("orbit")
      let first = try await fixture.store.start(
        StartRequest(
          customer: customer,
          turns: [Turn(.user, "We run the payments service on AWS in production.")]))
      fixture.clock.advance(bySeconds: 3600)
      let second = try await fixture.store.start(
        StartRequest(customer: customer, turns: [Turn(.user, "The rollout of payments hangs.")]))
      let records = try fixture.store.workRecords(of: customer, second.version)
      let provider = try WorkReport(.version, of: records).context.first
      #expect(
        provider?.value == "AWS" && provider?.stated == "aws" && provider?.isUnderstood == true)
      #expect(provider?.version == "\(first.version)" && provider?.isChanged == false)
    }
  }

  /// The digests in the document are those of the files and of the log.
  @Test func inputsAreThoseOnDisk() async throws {
    try await make { fixture, second in
      let records = try fixture.store.workRecords(
        of: second.customer, second.version, base: second.previousVersion)
      let report = try WorkReport(.changes, of: records)
      #expect(report.files.count == 8)
      for file in report.files {
        let path = "\(fixture.root)/sessions/acme/\(file.version)/\(file.name)"
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(ContentDigest.text(of: bytes) == file.digest, "\(file.version) \(file.name)")
      }
      for input in report.inputs {
        let version = try SemanticVersion(parsing: input.version)
        let traced = try fixture.store.layerRecords(of: .version(second.customer, version))
        #expect(traced.entries.last?.leaf.digestText == input.leaf)
        #expect(
          "\(traced.entries.count)" == input.entries && "\(traced.session.id)" == input.session)
      }
    }
  }

  @Test func anotherProcessWritesTheSameBytes() async throws {
    try await make { fixture, second in
      let records = try fixture.store.workRecords(of: second.customer, second.version)
      let reader = try fixture.open { $0.access = .reading }
      let others = try reader.workRecords(of: second.customer, second.version)
      try await reader.close()
      #expect(records == others)
      for format in ReportFormat.allCases {
        #expect(
          try rendered(.cumulative, format, records) == rendered(.cumulative, format, others))
      }
    }
  }

  @Test func whatWasErasedIsInNoReport() async throws {
    try await make { fixture, second in
      let first = SessionName.version(second.customer, .first)
      _ = try await fixture.store.erase(ErasureRequest(session: first, rule: "gdpr-17", by: "ada"))
      for version in try fixture.store.lineage(of: second.customer).versions {
        let records = try fixture.store.workRecords(of: second.customer, version)
        for kind in [WorkReport.Kind.version, .cumulative] {
          for format in ReportFormat.allCases {
            let text = try rendered(kind, format, records)
            #expect(!text.contains("deploy the collector") && !text.contains("daemonset"))
            #expect(!text.lowercased().contains("aws"), "\(kind) \(version)")
          }
        }
        if version == .first {
          #expect(try rendered(.version, .md, records).contains("erased by ada under rule gdpr-17"))
        }
      }
    }
  }

  @Test func unknownVersionsAreNotFound() async throws {
    try await make { fixture, second in
      for (subject, base) in [("v9.0.0", nil), ("v1.0.0", "v9.0.0")] as [(String, String?)] {
        let error = #expect(throws: StrataError.self) {
          try fixture.store.workRecords(
            of: second.customer, SemanticVersion(parsing: subject),
            base: try base.map { try SemanticVersion(parsing: $0) })
        }
        #expect(error?.code == .notFound)
      }
    }
  }
}
