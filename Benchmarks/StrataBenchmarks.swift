import ArgumentParser
import Foundation
import SystemPackage

/// Speed as ratios against baselines that run in the same minutes on the same disk.
@main
struct StrataBenchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strata-benchmarks",
    abstract: "Measures Strata beside what else could do the same work.",
    subcommands: [BenchmarkRun.self, CreationWorker.self], defaultSubcommand: BenchmarkRun.self)
}

/// The run itself.
struct BenchmarkRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Measures and prints the tables.")

  @OptionGroup var settings: Settings

  func run() async throws {
    let started = Stopwatch()
    let name =
      "run-\(ProcessInfo.processInfo.processIdentifier)-\(Int(Date.now.timeIntervalSince1970))"
    let folder = try Folder(FilePath(settings.folder).appending(name))
    let progress = Progress()
    var report = Report(machine: try Machine.look(at: folder))
    do {
      try await measure(into: &report, in: folder, progress)
    } catch {
      progress.end()
      if !settings.keep { try folder.delete() }
      throw error
    }
    report.machine.flushMicrosecondsAtEnd = try Machine.flushMicroseconds(in: folder)
    report.seconds = started.seconds
    progress.end()
    print(settings.json ? try report.json() : report.text())
    if !settings.keep {
      progress.say("deleting what was made", part: nil, settings.folder)
      try folder.delete()
      progress.end()
    }
  }

  private func measure(
    into report: inout Report, in folder: Folder, _ progress: Progress
  ) async throws {
    if settings.includes(.creation) {
      let benchmark = try await CreationBenchmark(
        folder: folder, settings: settings, progress: progress)
      report.sessionBytes = benchmark.bytes
      report.creations = try await benchmark.run()
    }
    if settings.includes(.append) {
      report.comparisons += try await AppendBenchmark(folder: folder, progress: progress).run()
    }
    if settings.includes(.history) {
      report.comparisons += try await HistoryBenchmark(folder: folder, progress: progress).run()
    }
    if settings.includes(.decision) {
      report.comparisons += try await DecisionBenchmark(folder: folder, progress: progress).run()
    }
    guard let strata = settings.strata else { return }
    if settings.includes(.startup) {
      report.comparisons += try await StartupBenchmark(
        folder: folder, strata: strata, progress: progress
      ).run()
    }
    if settings.includes(.importing) {
      report.comparisons += try ImportBenchmark(
        folder: folder, strata: strata, python: settings.doltlitePython ?? "python3",
        megabytes: settings.importMegabytes, progress: progress
      ).run()
    }
  }
}
