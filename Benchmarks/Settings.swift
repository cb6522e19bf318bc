import ArgumentParser

/// What a run is told.
struct Settings: ParsableArguments {
  /// The parts of a run.
  enum Part: String, CaseIterable, ExpressibleByArgument {
    case creation, append, history, context, decision, report, startup, importing = "import"
    case recording
    case trace
    case fsck, backup
  }

  @Option(
    help: ArgumentHelp("Measure this part only; may be repeated.", valueName: "part"))
  var only: [Part] = []

  @Flag(help: "Print the figures as JSON instead of tables.")
  var json = false

  @Flag(
    help: """
      Measure creation under every load, a large import and a journal of five million entries. \
      Without it a run takes about five minutes.
      """)
  var full = false

  @Option(help: "How often everything is measured; the median counts.")
  var rounds = 3

  @Option(help: "How long one measurement of creation lasts.")
  var seconds = 0.7

  @Option(help: "How large the export is that is imported, in megabytes; 50, or 200 in full.")
  var importMegabytes: Int?

  @Option(help: "How many entries the large journal has; 200000, or 5000000 in full.")
  var journalEntries: Int?

  @Option(help: "How many sessions are checked; 10000, or 100000 in full.")
  var fsckSessions: Int?

  @Option(help: "Where to work: a folder on the disk that is to be measured.")
  var folder = ".build-benchmarks"

  @Flag(help: "Leave what was made.")
  var keep = false

  @Option(help: "The command, for what is measured as a whole process.")
  var strata: String?

  @Option(help: "A Python that has the package doltlite.")
  var doltlitePython: String?

  @Option(help: "The program that measures DoltLite.")
  var doltliteScript: String?

  /// How many sessions are checked.
  var checkedSessions: Int { fsckSessions ?? (full ? 100_000 : 10_000) }

  /// The size of the export that is imported.
  var megabytes: Int { importMegabytes ?? (full ? 200 : 50) }

  /// The size of the large journal.
  var largeJournal: Int { journalEntries ?? (full ? 5_000_000 : 200_000) }

  func includes(_ part: Part) -> Bool { only.isEmpty || only.contains(part) }

  func validate() throws {
    guard rounds > 0, rounds <= 99 else { throw ValidationError("--rounds is 1 to 99") }
    guard seconds > 0, seconds <= 60 else { throw ValidationError("--seconds is up to 60") }
    guard (1000...1_000_000_000).contains(largeJournal) else {
      throw ValidationError("--journal-entries is 1000 to 1000000000")
    }
    guard (1...10_000_000).contains(checkedSessions) else {
      throw ValidationError("--fsck-sessions is 1 to 10000000")
    }
    guard megabytes > 0, megabytes <= 10_000 else {
      throw ValidationError("--import-megabytes is 1 to 10000")
    }
  }
}
