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
    for part in Settings.Part.allCases where settings.includes(part) {
      do {
        try await measure(part, into: &report, in: folder, progress)
      } catch {
        report.failures.append("\(part.rawValue) could not be measured: \(error)")
      }
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
    if !report.failures.isEmpty { throw ExitCode.failure }
  }

  private func measure(
    _ part: Settings.Part, into report: inout Report, in folder: Folder, _ progress: Progress
  ) async throws {
    switch part {
    case .creation:
      let benchmark = try await CreationBenchmark(
        folder: folder, settings: settings, progress: progress)
      report.sessionBytes = benchmark.bytes
      report.creations = try await benchmark.run()
    case .append:
      report.comparisons += try await AppendBenchmark(folder: folder, progress: progress).run()
    case .history:
      report.comparisons += try await HistoryBenchmark(folder: folder, progress: progress).run()
    case .context:
      report.comparisons += try await ContextBenchmark(folder: folder, progress: progress).run()
    case .decision:
      report.comparisons += try await DecisionBenchmark(folder: folder, progress: progress).run()
    case .report:
      report.comparisons += try await ReportBenchmark(folder: folder, progress: progress).run()
    case .startup:
      report.comparisons += try await StartupBenchmark(
        folder: folder, strata: try command(), progress: progress
      ).run()
    case .importing:
      report.comparisons += try ImportBenchmark(
        folder: folder, strata: try command(), python: settings.doltlitePython ?? "python3",
        megabytes: settings.megabytes, progress: progress
      ).run()
    case .recording:
      report.comparisons += try await RecordingBenchmark(
        folder: folder, settings: settings, progress: progress
      ).run()
    case .backup:
      report.comparisons += try await BackupBenchmark(folder: folder, progress: progress).run()
    case .trace:
      report.comparisons += try await TraceBenchmark(
        folder: folder, strata: try command(), large: settings.largeJournal, progress: progress
      ).run()
    case .fsck:
      report.comparisons += try await FsckBenchmark(
        folder: folder, strata: try command(), sessions: settings.checkedSessions,
        progress: progress
      ).run()
    }
  }

  private func command() throws -> String {
    guard let strata = settings.strata else {
      throw BenchmarkError("name the command with --strata")
    }
    return strata
  }
}
