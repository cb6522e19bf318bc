import ArgumentParser
import StrataCore

/// What a patch says otherwise.
struct CorrectionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fields of the context: JSON, a file, or - for standard input; null takes one away.",
      valueName: "json"), completion: .file())
  var context: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Another name for a field of the context. Repeatable.", valueName: "old=new")
  )
  var rename: [String] = []

  @Option(help: ArgumentHelp("The phase of the workflow.", valueName: "phase"))
  var phase: WorkflowPhase?

  @Option(help: ArgumentHelp("How it ended.", valueName: "outcome"))
  var outcome: Session.Outcome?

  @Option(help: ArgumentHelp("The customer's satisfaction, 1 to 5.", valueName: "number"))
  var satisfaction: Int?

  @Option(help: ArgumentHelp("Who worked.", valueName: "name"))
  var user: String?

  @Option(help: ArgumentHelp("In which realm.", valueName: "name"))
  var realm: String?

  @Option(help: ArgumentHelp("In which conversation.", valueName: "name"))
  var conversation: String?

  @Option(help: ArgumentHelp("When it began (RFC 3339).", valueName: "time"))
  var startedAt: String?

  @Option(help: ArgumentHelp("When it was completed (RFC 3339).", valueName: "time"))
  var completedAt: String?

  @Option(
    help: ArgumentHelp("By how many seconds all its times are moved.", valueName: "seconds"))
  var shift: Double?

  @Option(
    help: ArgumentHelp(
      "The whole conversation, as 'session say' reads it: JSON lines.", valueName: "file"),
    completion: .file())
  var turns: String?

  /// - Throws: ``StrataError``: `usage`, `invalidInput`, `notFound`, `storage`.
  func correction(of kind: Trigger) throws(StrataError) -> PatchCorrection {
    var correction = PatchCorrection(kind: kind)
    if let context { correction.context = try ContextInput.members(context) }
    for pair in rename {
      let names = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard names.count == 2, let old = names.first, let new = names.last, !old.isEmpty,
        !new.isEmpty
      else {
        throw StrataError(
          .usage, "\(pair.debugDescription) names no two fields", place: "--rename",
          remedy: "write it as OLD=NEW")
      }
      correction.renamed[String(old)] = String(new)
    }
    correction.phase = phase
    correction.outcome = outcome
    correction.satisfaction = satisfaction
    correction.user = user
    correction.realm = realm
    correction.conversation = conversation
    correction.startedAt = try timestamp(startedAt, of: "--started-at")
    correction.completedAt = try timestamp(completedAt, of: "--completed-at")
    if let shift {
      guard shift.isFinite, shift.magnitude < 1e10 else {
        throw StrataError(.usage, "\(shift) seconds are too many", place: "--shift")
      }
      correction.shiftSeconds = shift
    }
    if let turns {
      correction.turns = try TurnInput(role: .user).turns(BoundedInput(turns), format: .jsonl)
    }
    return correction
  }
}
