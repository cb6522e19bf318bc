import Foundation
import StrataMetrics
import Testing

/// The tool of the Prometheus project that judges what a Prometheus would scrape.
enum Promtool {
  /// What `promtool check metrics` says of a text: nothing where it is well-formed and well-named.
  static func complaints(about text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("strata-metrics-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("input")
    try Data(text.utf8).write(to: input)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["promtool", "check", "metrics"]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? said : "status \(process.terminationStatus): \(said)"
  }
}

@Suite("Exposition")
struct ExpositionTests {
  @Test func `series and families stand in one order, whatever order they come in`() throws {
    let families = [
      MetricFamily(
        name: "b_seconds", help: "B.", kind: .summary,
        samples: [
          .init(suffix: "_count", labels: ["method": "x"], value: 2),
          .init(labels: ["quantile": "0.99", "method": "x"], value: 0.095),
          .init(suffix: "_sum", labels: ["method": "x"], value: 0.1),
          .init(labels: ["quantile": "0.5", "method": "x"], value: .nan),
        ]),
      MetricFamily(
        name: "a", help: "A.", kind: .gauge,
        samples: [.init(labels: ["z": "1", "b": "2"], value: 524_288_000), .init(value: 1e300)]),
      MetricFamily(name: "empty", help: "E.", kind: .gauge, samples: []),
    ]
    let text = Exposition.text(of: families)
    #expect(
      text == """
        # HELP a A.
        # TYPE a gauge
        a 1e+300
        a{b="2",z="1"} 524288000
        # HELP b_seconds B.
        # TYPE b_seconds summary
        b_seconds{method="x",quantile="0.5"} NaN
        b_seconds{method="x",quantile="0.99"} 0.095
        b_seconds_count{method="x"} 2
        b_seconds_sum{method="x"} 0.1

        """)
    #expect(Exposition.text(of: families.reversed()) == text)
    #expect(try Promtool.complaints(about: text) == "")
  }

  @Test func `what people write is escaped, and promtool reads it`() throws {
    let value = "quote \" backslash \\ break \n emoji 🦊 tab \t return \r brace } end"
    let family = MetricFamily(
      name: "odd", help: "Line\nbreak and \\.", kind: .gauge,
      samples: [
        .init(labels: ["user": value], value: .infinity),
        .init(labels: ["user": ""], value: -.infinity),
      ])
    let text = Exposition.text(of: [family])
    #expect(text.contains(#"# HELP odd Line\nbreak and \\."#))
    #expect(text.contains(#"odd{user="quote \" backslash \\ break \n emoji 🦊"#))
    #expect(text.contains(#"odd{user=""} -Inf"#))
    #expect(try Promtool.complaints(about: text) == "")
  }

  @Test func `promtool refuses what is not in the format`() throws {
    let misnamed = MetricFamily(
      name: "work", help: "W.", kind: .counter, samples: [.init(value: 1)])
    #expect(try Promtool.complaints(about: Exposition.text(of: [misnamed])).contains("_total"))
    #expect(try Promtool.complaints(about: "no_number{a=\"b\"}\n") != "")
  }

  @Test(arguments: [
    ("a.b-c", "a_b_c"), ("9x", "_9x"), ("", "_"), ("x:y", "x:y"), ("größe", "gr__e"),
  ])
  func `names are made fit`(text: String, name: String) {
    #expect(MetricName.metric(text) == name)
  }

  @Test func `label names leave Prometheus's own alone`() {
    #expect(MetricName.label("x:y") == "x_y")
    #expect(MetricName.label("__name__") == "_name__")
  }
}
