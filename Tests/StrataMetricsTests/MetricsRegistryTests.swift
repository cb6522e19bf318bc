import CoreMetrics
import StrataMetrics
import Testing

@Suite("Metrics registry")
struct MetricsRegistryTests {
  private func text(_ registry: MetricsRegistry) throws -> String {
    let text = Exposition.text(of: registry.families())
    #expect(try Promtool.complaints(about: text) == "", "\(text)")
    return text
  }

  @Test func `shows the metrics of the seed under their names`() throws {
    let registry = MetricsRegistry()
    let shell = ShellMetrics(factory: registry, instance: "shell-backend-1")
    shell.addActiveSessions(1, user: "dev1", realm: "000001", conversation: "001")
    for milliseconds in 1...100 {
      shell.countRequests(
        method: "execute", status: milliseconds % 10 == 0 ? "failure" : "success",
        seconds: Double(milliseconds) / 1000)
    }
    shell.update(ProcessFigures(residentBytes: 524_288_000, processorSeconds: 3600.25))
    shell.update(ProcessFigures(residentBytes: 524_288_000, processorSeconds: 3600.5))
    let text = try text(registry)
    for line in [
      #"session_active{conversation="001",realm="000001",user="dev1"} 1"#,
      #"rebe_shell_memory_bytes{instance="shell-backend-1"} 524288000"#,
      #"rebe_shell_cpu_seconds_total{instance="shell-backend-1"} 3600.5"#,
      #"rebe_shell_requests_total{method="execute",status="success"} 90"#,
      #"rebe_shell_requests_total{method="execute",status="failure"} 10"#,
      #"rebe_shell_request_duration_seconds_count{method="execute"} 100"#,
      "# TYPE rebe_shell_request_duration_seconds summary",
      "# TYPE rebe_shell_cpu_seconds_total counter",
      "# TYPE session_active gauge",
      "# HELP session_active Sessions that are active.",
    ] {
      #expect(text.contains(line + "\n"), "\(line)\n\(text)")
    }
    for (quantile, expected) in [("0.5", 0.05), ("0.9", 0.09), ("0.99", 0.099)] {
      let value = try value(
        #"rebe_shell_request_duration_seconds{method="execute",quantile="\#(quantile)"}"#, in: text)
      #expect(abs(value - expected) < expected * 0.01)
    }
    let sum = try value(#"rebe_shell_request_duration_seconds_sum{method="execute"}"#, in: text)
    #expect(abs(sum - 5.05) < 1e-6)
  }

  private func value(_ series: String, in text: String) throws -> Double {
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(series + " ") })
    return try #require(Double(line.dropFirst(series.count + 1)))
  }

  @Test func `every description suits promtool's rules for names`() throws {
    let families = MetricDescription.all.map {
      MetricFamily(name: $0.name, help: $0.help, kind: $0.kind, samples: [.init(value: 1)])
    }
    #expect(try Promtool.complaints(about: Exposition.text(of: families)) == "")
    #expect(Set(MetricDescription.all.map(\.name)).count == MetricDescription.all.count)
  }

  @Test func `a label of ever new values costs its detail and not the memory`() throws {
    let registry = MetricsRegistry(seriesLimit: 3)
    let shell = ShellMetrics(factory: registry, instance: "a")
    for number in 1...1000 {
      shell.addActiveSessions(1, user: "user\(number)", realm: nil, conversation: "001")
    }
    let text = try text(registry)
    #expect(text.contains(#"session_active{conversation="001",realm="",user="user3"} 1"# + "\n"))
    #expect(!text.contains("user4"))
    #expect(
      text.contains(#"session_active{conversation="other",realm="other",user="other"} 997"# + "\n"))
    shell.addActiveSessions(-1, user: "user1", realm: nil, conversation: "001")
    #expect(try self.text(registry).contains(#"user="user1"} 0"# + "\n"))
  }

  @Test func `names get what Prometheus expects of their kind`() throws {
    let registry = MetricsRegistry()
    Counter(label: "strata.lock-breaks", factory: registry).increment(by: 2)
    Timer(label: "append.duration", factory: registry).recordMilliseconds(250)
    Gauge(label: "queue", dimensions: [("quantile", "x"), ("a-b", "1")], factory: registry)
      .record(7)
    Recorder(label: "bytes", factory: registry).record(10.0)
    let text = try text(registry)
    #expect(text.contains("\nstrata_lock_breaks_total 2\n"))
    #expect(text.contains("\nappend_duration_seconds_sum 0.25\n"))
    #expect(text.contains("\n" + #"queue{a_b="1",exported_quantile="x"} 7"# + "\n"))
    #expect(text.contains("\nbytes_count 1\n"))
  }

  @Test func `one name has one kind, and what else is measured under it is dropped`() throws {
    let registry = MetricsRegistry()
    Gauge(label: "jobs_total", factory: registry).record(1)
    Counter(label: "jobs", factory: registry).increment()
    Timer(label: "wait_seconds", factory: registry).recordSeconds(1)
    Gauge(label: "wait_seconds_count", factory: registry).record(4711)
    Gauge(label: "load_seconds_sum", factory: registry).record(5)
    Timer(label: "load_seconds", factory: registry).recordSeconds(1)
    let text = Exposition.text(of: registry.families())
    #expect(text.contains("\njobs_total 1\n"))
    #expect(text.contains("\nwait_seconds_count 1\n"))
    #expect(text.contains("\n" + #"wait_seconds{quantile="0.5"} 1"# + "\n"))
    #expect(!text.contains("4711"))
    #expect(!text.contains("# TYPE load_seconds summary"))
  }

  @Test func `counters never fall and gauges take any finite step`() throws {
    let registry = MetricsRegistry()
    let counter = FloatingPointCounter(label: "work", factory: registry)
    for step in [1.5, -1, .nan, .infinity, 0] as [Double] { counter.increment(by: step) }
    let meter = Meter(label: "level", factory: registry)
    meter.set(3)
    meter.increment(by: Double.nan)
    meter.decrement(by: 5.0)
    let text = try text(registry)
    #expect(text.contains("\nwork_total 1.5\n"))
    #expect(text.contains("\nlevel -2\n"))
  }

  @Test func `a destroyed series is no longer shown`() throws {
    let registry = MetricsRegistry()
    let one = Counter(label: "hits", dimensions: [("a", "1")], factory: registry)
    let other = Counter(label: "hits", dimensions: [("a", "2")], factory: registry)
    one.increment()
    other.increment()
    one.destroy()
    let text = try text(registry)
    #expect(!text.contains(#"a="1""#))
    #expect(text.contains(#"hits_total{a="2"} 1"#))
  }

  @Test func `nothing is lost when many threads measure at once`() async throws {
    let registry = MetricsRegistry()
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for _ in 0..<5_000 {
            Counter(label: "hits", dimensions: [("t", "\(task % 2)")], factory: registry)
              .increment()
            Timer(label: "took", factory: registry).recordNanoseconds(1_000_000)
          }
        }
      }
    }
    let text = try text(registry)
    #expect(text.contains(#"hits_total{t="0"} 20000"# + "\n"))
    #expect(text.contains("\ntook_seconds_count 40000\n"))
  }

  @Test func `figures of this process are real`() {
    let figures = ProcessFigures.current()
    #expect(figures.residentBytes > 1_000_000)
    #expect(figures.processorSeconds > 0)
  }
}
