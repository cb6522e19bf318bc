import Foundation
import StrataCore
import Testing

@testable import StrataAnalysis

/// The page of a trace reads well on a screen, in print and aloud, and needs nothing else (row K1).
@Suite struct TracePageTests {
  /// A session with something of every layer, and something missing where that is asked for.
  private func page(isWhole: Bool = true) throws -> String {
    let time = try Timestamp(parsing: "2026-01-05T09:00:00.123456Z")
    let version = try SemanticVersion(parsing: "v1.0.0")
    let session = Session(
      id: try SessionID(parsing: "550e8400-e29b-41d4-a716-446655440000"),
      customer: try CustomerID("acme"), version: version,
      family: FamilyID(
        foundedBy: try SessionID(parsing: "550e8400-e29b-41d4-a716-446655440000"),
        of: try CustomerID("acme")),
      decision: VersionDecision(
        increment: .initial, version: version, parent: nil, triggers: [.initial],
        why: "First <contact>."), createdAt: time, lastActivityAt: time, turnCount: 1,
      decisions: [
        KeyDecision(
          topic: "region", choice: "eu & west", rationale: "near", decidedBy: "ada", at: time)
      ])
    var entries: [LayerRecords.Entry] = []
    var leaf: [UInt8]?
    for sequence in 1...2 {
      let next = Array(repeating: UInt8(sequence), count: 32)
      entries.append(
        LayerRecords.Entry(
          entry: JournalEntry(
            position: Int64(sequence + 1), recordedAt: time,
            kind: sequence == 1 ? .sessionStarted : .turnsAppended, session: session.id,
            sequence: sequence, actor: "dev1",
            code: isWhole ? CodeState(commit: "a1b2c3d4e5f6a7", file: "a.swift", line: 7) : nil,
            configuration: Int64(sequence), previous: leaf, body: ["version": "v1.0.0"]),
          leaf: next, offset: Int64(sequence), auditRow: sequence == 1 ? 1 : nil,
          erased: sequence == 1 ? ["start"] : []))
      leaf = next
    }
    return TraceHTML.page(
      of: LayerRecords(
        store: session.id, session: session, entries: entries, entryCount: 2, chain: leaf ?? [],
        configuration: [
          .init(key: "a/b", value: "1", index: 2, entry: 1),
          .init(key: "a/token", value: nil, index: 1, entry: 1),
        ], signed: 3))
  }

  private func matches(_ pattern: String, in text: String) throws -> [String] {
    let expression = try NSRegularExpression(pattern: pattern)
    let range = NSRange(text.startIndex..., in: text)
    return expression.matches(in: text, range: range).compactMap { match in
      Range(match.range(at: 1), in: text).map { String(text[$0]) }
    }
  }

  @Test func pageHasALanguageLandmarksAndHeadingsInOrder() throws {
    let page = try page()
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"))
    for landmark in ["header", "main", "footer", "h1", "title"] {
      #expect(page.components(separatedBy: "<\(landmark)").count == 2, "\(landmark)")
    }
    let levels = try matches("<h([1-6])", in: page).compactMap { Int($0) }
    #expect(levels.first == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 - $0 <= 1 })
    let ids = try matches(" id=\"([^\"]+)\"", in: page)
    #expect(Set(ids).count == ids.count)
    #expect(try matches("aria-labelledby=\"([^\"]+)\"", in: page).allSatisfy(ids.contains))
    #expect(try matches("<th ([^>]*)>", in: page).allSatisfy { $0.hasPrefix("scope=") })
  }

  @Test func everyElementIsClosedInOrder() throws {
    let page = try page()
    let tags = try matches("<(/?[a-z][a-z0-9]*)(?=[ >])", in: page)
    var open: [String] = []
    for tag in tags where !["meta", "link"].contains(tag) {
      if tag.hasPrefix("/") {
        #expect(open.popLast() == String(tag.dropFirst()))
      } else {
        open.append(tag)
      }
    }
    #expect(open.isEmpty && tags.count > 60)
  }

  @Test func pageNeedsNothingElseAndRunsNothing() throws {
    let page = try page()
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"))
    for word in [
      "<script", "http://", "https://", "url(", "@import", " src=", " on", "javascript:",
    ] {
      let places = page.components(separatedBy: word).count - 1
      #expect(places == 0 || word == " on", "\(word)")
    }
    #expect(try matches("\\s(on[a-z]+)=", in: page).isEmpty)
    #expect(try matches("href=\"([^\"]*)\"", in: page) == ["data:,"])
  }

  @Test func everythingIsEscapedAndSaid() throws {
    let page = try page()
    #expect(page.contains("First &lt;contact&gt;.") && page.contains("eu &amp; west"))
    #expect(page.contains("The record is complete in all five layers."))
    #expect(
      page.contains("<time datetime=\"2026-01-05T09:00:00.123456Z\">2026-01-05 09:00:00 UTC</time>")
    )
    #expect(page.contains("erased: start") && page.contains("at a.swift:7"))
    // What changed between two entries stands out; what stayed does not.
    #expect(page.contains("<strong>configuration 2</strong>") && !page.contains("<strong>code"))
    #expect(page.contains("<em>not shown: concealed"))
    let missing = try self.page(isWhole: false)
    #expect(missing.contains("The record is not complete: code."))
    #expect(missing.contains("entries that name no commit, since <time"))
  }

  /// WCAG 2.2, 1.4.3: at least 4.5 to 1 for every colour of text, in light and in dark.
  @Test func contrastIsEnough() throws {
    let themes = try matches(":root\\{([^}]*)\\}", in: HTMLPage.commonStyle)
    #expect(themes.count == 2)
    for theme in themes {
      let names = try matches("--([a-z]+):#[0-9a-f]{6}", in: theme)
      let values = try matches("--[a-z]+:#([0-9a-f]{6})", in: theme)
      let colours = Dictionary(uniqueKeysWithValues: zip(names, values))
      let page = try luminance(try #require(colours["page"]))
      for name in ["ink", "soft", "good", "bad"] {
        let text = try luminance(try #require(colours[name]))
        let ratio = (max(page, text) + 0.05) / (min(page, text) + 0.05)
        #expect(ratio >= 4.5, "\(name): \(ratio)")
      }
    }
  }

  private func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour, radix: 16))
    let channels = [number >> 16 & 255, number >> 8 & 255, number & 255].map { value in
      let share = Double(value) / 255
      return share <= 0.040_45 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
