import Foundation
import StrataAnalysis
import StrataCore
import Testing

/// The page is one file, and reads well aloud and in print (row P3).
@Suite struct PageTests {
  private func pages() throws -> [(String, String)] {
    var erased = try ReportFixture()
    try erased.add("v1.0.0", on: nil, .initial, hours: 0, why: "First.")
    let two = try ReportFixture.twoLines().records
    let long = try ReportFixture.long(300).records
    return try WorkReport.Kind.allCases.flatMap { kind in
      [
        ("\(kind), two lines", try rendered(kind, .html, two)),
        ("\(kind), long", try rendered(kind, .html, long)),
      ]
    } + [("one version", try rendered(.version, .html, erased.records))]
  }

  @Test func isWellFormedWithItsLandmarks() throws {
    for (name, page) in try pages() {
      let structure = try PageStructure(page)
      #expect(try structure.only("html").attributes["lang"] == "en", "\(name)")
      #expect(try structure.only("title").text != "", "\(name)")
      #expect(structure.all("meta").contains { $0.attributes["charset"] == "utf-8" }, "\(name)")
      for landmark in ["main", "header", "footer", "h1"] { _ = try structure.only(landmark) }
      #expect(try structure.only("nav").attributes["aria-label"] == "Contents", "\(name)")
    }
  }

  @Test func headingsGoDownOneStepAtATimeAndNameTheirSections() throws {
    for (name, page) in try pages() {
      let structure = try PageStructure(page)
      var level = 0
      for tag in structure.tags where tag.name.count == 2 && tag.name.hasPrefix("h") {
        guard let next = Int(tag.name.dropFirst()) else { continue }
        #expect(next <= level + 1, "\(name): <\(tag.name)> \(tag.text) after level \(level)")
        #expect(!tag.text.trimmingCharacters(in: .whitespaces).isEmpty, "\(name)")
        level = next
      }
      let ids = structure.tags.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count, "\(name)")
      for section in structure.all("section") {
        #expect(ids.contains(section.attributes["aria-labelledby"] ?? ""), "\(name)")
      }
      let anchors = structure.all("a").compactMap { $0.attributes["href"] }
      #expect(anchors.count == 10 && anchors.allSatisfy { ids.contains(String($0.dropFirst())) })
    }
  }

  @Test func tablesHaveCaptionsAndHeaders() throws {
    for (name, page) in try pages() {
      let structure = try PageStructure(page)
      #expect(structure.all("table").count == structure.all("caption").count, "\(name)")
      #expect(structure.all("table").count == structure.all("thead").count, "\(name)")
      for header in structure.all("th") {
        let expected = header.path.contains("thead") ? "col" : "row"
        #expect(header.attributes["scope"] == expected, "\(name): \(header.text)")
        #expect(!header.text.isEmpty, "\(name)")
      }
      // Where a table is wider than the screen it can be scrolled, by keyboard too.
      let ids = structure.tags.compactMap { $0.attributes["id"] }
      for region in structure.all("div") where region.attributes["role"] == "region" {
        #expect(region.attributes["tabindex"] == "0", "\(name)")
        #expect(ids.contains(region.attributes["aria-labelledby"] ?? ""), "\(name)")
      }
      for table in structure.all("table") { #expect(table.path.last == "div", "\(name)") }
      for row in structure.all("tr") { #expect(!row.text.isEmpty, "\(name)") }
    }
  }

  @Test func needsNothingElseAndRunsNothing() throws {
    for (name, page) in try pages() {
      let structure = try PageStructure(page)
      for tag in structure.tags {
        #expect(!["script", "img", "link", "iframe", "object"].contains(tag.name), "\(name)")
        for (attribute, value) in tag.attributes {
          #expect(
            !attribute.hasPrefix("on") && attribute != "style" && attribute != "src", "\(name)")
          #expect(attribute != "href" || value.hasPrefix("#"), "\(name): \(value)")
        }
      }
      #expect(!page.contains("url(") && !page.contains("@import"), "\(name)")
    }
  }

  /// WCAG 2.2, 1.4.3: text stands out 4.5 to 1, in light, which is also that of print, and in dark.
  @Test func colourOfTextStandsOut() throws {
    let page = try rendered(.version, .html, try ReportFixture.twoLines().records)
    var schemes = 0
    for block in page.components(separatedBy: ":root{").dropFirst() {
      let colours = Dictionary(
        block.prefix { $0 != "}" }.split(separator: ";").compactMap { property in
          let parts = property.split(separator: ":")
          return parts.count == 2 && parts[1].hasPrefix("#")
            ? (String(parts[0]), String(parts[1])) : nil
        }
      ) { first, _ in first }
      for (ink, ground) in [
        ("--ink", "--page"), ("--soft", "--page"), ("--accent", "--page"), ("--mark", "--tint"),
      ] {
        let ratio = try Self.contrast(
          try #require(colours[ink]), try #require(colours[ground]))
        #expect(ratio >= 4.5, "\(ink) on \(ground): \(ratio)")
      }
      schemes += 1
    }
    #expect(schemes == 2)
  }

  private static func contrast(_ first: String, _ second: String) throws -> Double {
    let both = try [first, second].map(luminance)
    return ((both.max() ?? 0) + 0.05) / ((both.min() ?? 0) + 0.05)
  }

  private static func luminance(_ colour: String) throws -> Double {
    let number = try #require(UInt32(colour.dropFirst(), radix: 16), "\(colour)")
    let parts = [16, 8, 0].map { (shift: UInt32) -> Double in
      let part = Double(number >> shift & 255) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  @Test func printHasItsOwnRules() throws {
    let page = try rendered(.version, .html, try ReportFixture.twoLines().records)
    for rule in ["@page", "@media print", "table-header-group", "break-inside:avoid"] {
      #expect(page.contains(rule))
    }
  }
}
