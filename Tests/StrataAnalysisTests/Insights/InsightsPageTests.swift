import Foundation
import FoundationXML
import StrataCore
import StrataTesting
import Testing

@testable import StrataAnalysis

/// The page of insights can be read by everybody: structure, names, contrast (row X2).
@Suite struct InsightsPageTests {
  /// The page of a random history, with all sections.
  private func page() throws -> String {
    var generator = SeededGenerator(seed: 11)
    let history = try OutlineFixture.history(120, using: &generator)
    return InsightsHTML.page(
      of: OutlineFixture.insights([history], of: try CustomerID("a <b> & \"c\"")))
  }

  /// The page as a tree; it is written so that it is well-formed XML but for the doctype and the void
  /// elements of its head.
  private func tree(_ page: String) throws -> XMLElement {
    let xml = page.replacing("<!doctype html>", with: "")
      .replacing(#/<((?:meta|link)[^>]*)>/#) { "<\($0.output.1)/>" }
    return try #require(try XMLDocument(xmlString: xml).rootElement())
  }

  private func all(_ path: String, in root: XMLElement) throws -> [XMLElement] {
    try root.nodes(forXPath: path).compactMap { $0 as? XMLElement }
  }

  private func attribute(_ name: String, of element: XMLElement) -> String? {
    element.attribute(forName: name)?.stringValue
  }

  @Test func landmarksAndLanguageAreThere() throws {
    let root = try tree(try page())
    #expect(attribute("lang", of: root) == "en")
    for landmark in ["header", "nav", "main", "footer", "h1"] {
      #expect(try all("//\(landmark)", in: root).count == 1, "\(landmark)")
    }
    #expect(try all("//nav", in: root).allSatisfy { attribute("aria-label", of: $0) != nil })
    let title = try #require(try all("/html/head/title", in: root).first?.stringValue)
    #expect(title == "Insights of a <b> & \"c\"")
  }

  @Test func headingsGoDownOneStepAtATime() throws {
    let root = try tree(try page())
    let levels = try root.nodes(forXPath: "//h1|//h2|//h3|//h4").compactMap(\.name)
      .compactMap { Int($0.dropFirst()) }
    #expect(levels.first == 1 && levels.count > 10)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
  }

  @Test func everyReferenceLeadsToOneElement() throws {
    let root = try tree(try page())
    let ids = try all("//*[@id]", in: root).compactMap { attribute("id", of: $0) }
    #expect(Set(ids).count == ids.count)
    let links = try all("//a", in: root).compactMap { attribute("href", of: $0) }
    #expect(
      !links.isEmpty
        && links.allSatisfy { $0.hasPrefix("#") && ids.contains(String($0.dropFirst())) })
    let names = try all("//*[@aria-labelledby]", in: root)
      .compactMap { attribute("aria-labelledby", of: $0) }
    #expect(names.flatMap { $0.split(separator: " ") }.allSatisfy { ids.contains(String($0)) })
  }

  @Test func everyChartHasNameWordsAndItsTable() throws {
    let root = try tree(try page())
    let figures = try all("//figure", in: root)
    #expect(figures.count >= 9)
    for figure in figures {
      let svg = try #require(try all("svg", in: figure).first)
      #expect(attribute("role", of: svg) == "img")
      let id = try #require(try all("title", in: svg).first.flatMap { attribute("id", of: $0) })
      let words = try #require(try all("desc", in: svg).first)
      #expect(
        attribute("aria-labelledby", of: svg)
          == "\(id) \(attribute("id", of: words) ?? "")")
      #expect((words.stringValue ?? "").count > 20)
      #expect(try !all("../div/table", in: figure).isEmpty)
      #expect(try all("figcaption", in: figure).count == 1)
    }
  }

  @Test func tablesNameTheirRowsAndColumns() throws {
    let root = try tree(try page())
    let tables = try all("//table", in: root)
    #expect(tables.count >= 12)
    for table in tables {
      #expect(try all("caption", in: table).count == 1)
      let columns = try all("thead/tr/th", in: table)
      #expect(columns.allSatisfy { attribute("scope", of: $0) == "col" && $0.stringValue != "" })
      for row in try all("tbody/tr", in: table) {
        #expect(row.childCount == columns.count)
        let head = try all("th", in: row)
        #expect(head.count == 1 && attribute("scope", of: head[0]) == "row")
      }
      let region = try #require(table.parent as? XMLElement)
      #expect(attribute("tabindex", of: region) == "0")
      #expect(attribute("role", of: region) == "region")
    }
  }

  @Test func nothingIsLoadedOrRun() throws {
    let page = try page()
    for word in [
      "<script", "http:", "https:", "src=", "url(", "@import", "onload", "<img",
    ] {
      #expect(!page.contains(word), "\(word)")
    }
    // The empty icon keeps a browser from asking for one.
    #expect(page.components(separatedBy: "<link").count == 2)
    #expect(page.contains("<link rel=\"icon\" href=\"data:,\">"))
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"))
    #expect(!page.contains("a <b>") && page.contains("a &lt;b&gt; &amp; &quot;c&quot;"))
  }

  @Test func drawingsStayWithinTheirFrame() throws {
    let root = try tree(try page())
    for svg in try all("//svg", in: root) {
      let frame = (attribute("viewBox", of: svg) ?? "").split(separator: " ").compactMap {
        Double($0)
      }
      try #require(frame.count == 4)
      for mark in try all("circle|rect|line|text", in: svg) {
        func number(_ names: [String]) -> Double? {
          names.lazy.compactMap { attribute($0, of: mark) }.first.flatMap { Double($0) }
        }
        let x = try #require(number(["cx", "x", "x1"]))
        let y = try #require(number(["cy", "y", "y1"]))
        let width = number(["width"]) ?? 0
        #expect(x >= 0 && x + width <= frame[2] && y >= 0 && y <= frame[3])
      }
    }
  }

  /// Contrast as WCAG 2.2 defines it, from the colours that the page sets.
  @Test func coloursStandOut() throws {
    let page = try page()
    let palettes = page.matches(of: #/:root\{([^}]*--ink[^}]*)\}/#).map { String($0.output.1) }
    #expect(palettes.count == 2)
    for palette in palettes {
      var colours: [String: Double] = [:]
      for match in palette.matches(of: #/--([a-z]+):#([0-9a-f]{6})/#) {
        colours[String(match.output.1)] = luminance(String(match.output.2))
      }
      let paper = try #require(colours["page"])
      for name in ["ink", "soft", "mark", "good", "bad"] {
        let colour = try #require(colours[name])
        let ratio = (max(colour, paper) + 0.05) / (min(colour, paper) + 0.05)
        #expect(ratio >= 4.5, "\(name): \(ratio)")
      }
    }
  }

  private func luminance(_ hex: String) -> Double {
    let parts = stride(from: 0, to: 6, by: 2).map { index -> Double in
      let digits = hex.dropFirst(index).prefix(2)
      let value = Double(Int(digits, radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  @Test func traceKeepsTheSameFurniture() throws {
    let page = HTMLPage(title: "T", header: "<p>h</p>", main: "<p>m</p>", footer: "<p>f</p>").text
    let root = try tree(page)
    #expect(try all("//nav", in: root).isEmpty)
    #expect(try all("//main/p", in: root).count == 1)
  }

  @Test func sameInsightsGiveTheSameBytes() throws {
    #expect(try page() == page())
  }

  @Test func noSessionsAreSaidInWords() throws {
    let empty = OutlineFixture.insights([])
    let page = InsightsHTML.page(of: empty)
    #expect(page.contains("There are no sessions yet, so there is nothing to learn from."))
    #expect(!page.contains("<nav") && !page.contains("<table"))
    _ = try tree(page)
  }

  @Test func unknownOutcomesAreSaidInWords() throws {
    let one = try OutlineFixture.outline("v1.0.0", .initial, state: .active)
    let report = InsightsReport(OutlineFixture.insights([[one]]))
    #expect(
      report.overview.prefix(2) == [
        "1 session of 1 customer from 2026-01-05 to 2026-01-05, 1 still active.",
        "Nobody said how any session ended, so nothing is known of success.",
      ])
    let words = Dictionary(uniqueKeysWithValues: report.sections.map { ($0.id, $0) })
    #expect(words["success"]?.words == "Nobody said how any of these sessions ended.")
    #expect(words["success"]?.rows.isEmpty == true)
    #expect(words["durations"]?.words == "Every session is still active.")
    #expect(words["satisfaction"]?.words == "No customer was asked, or none answered.")
    #expect(words["transitions"]?.words == "No version goes on from another yet.")
    #expect(words["types"]?.rows.first?.last == "1 case: no law")
    _ = try tree(InsightsHTML.page(of: OutlineFixture.insights([[one]])))
  }

  @Test func numbersAreWrittenTheSameEverywhere() {
    #expect(Wording.fixed(-1.25, digits: 1) == "-1.3" && Wording.fixed(2, digits: 2) == "2.00")
    #expect(Wording.fixed(0.5, digits: 6, padded: false) == "0.5")
    #expect(Wording.fixed(-0.04, digits: 1, padded: false) == "0")
    #expect(Wording.fixed(3, digits: 0) == "3")
    #expect(
      Wording.fixed(.nan, digits: 2) == "0.00"
        && Wording.fixed(.infinity, digits: 0) == "1000000000000")
    #expect(Wording.percent(0.001) == "<1 %" && Wording.percent(0.999) == ">99 %")
    #expect(Wording.percent(0) == "0 %" && Wording.percent(1) == "100 %")
  }
}
