public import ArgumentParser
public import StrataCore
import StrataStore

/// What is known of a new session: the arguments that `session start` and `explain` share.
struct StartArguments: ParsableArguments {
  @Option(
    name: .shortAndLong, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("An opening message of the user. Repeatable.", valueName: "text"))
  var message: [String] = []

  @Option(
    help: ArgumentHelp(
      "An opening message from a file, or - for standard input.", valueName: "file"),
    completion: .file())
  var messageFile: String?

  @Option(
    help: ArgumentHelp(
      "What is known of the deployment: a JSON object in a file, - for standard input, or itself.",
      valueName: "json"),
    completion: .file(extensions: ["json"]))
  var context: String?

  @Option(help: ArgumentHelp("Who works.", valueName: "name"))
  var user: String?

  @Option(help: ArgumentHelp("In which realm.", valueName: "name"))
  var realm: String?

  @Option(help: ArgumentHelp("In which conversation.", valueName: "id"))
  var conversation: String?

  @Option(help: "The phase of the work, where it is known.")
  var phase: WorkflowPhase?

  @Option(help: ArgumentHelp("When it started (RFC 3339). Default: now.", valueName: "time"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "A mend of --target instead of new work, such as metadata_corrections.", valueName: "kind"),
    completion: .list(PatchKind.names))
  var operation: String?

  @Option(help: ArgumentHelp("The version that is mended.", valueName: "version"))
  var target: String?

  @Option(help: "Take this increment, whatever the policy says. Needs --reason.")
  var increment: Increment?

  @Option(help: ArgumentHelp("With --increment: continue this line (1 for v1).", valueName: "n"))
  var line: Int?

  @Option(help: ArgumentHelp("With --increment: why.", valueName: "text"))
  var reason: String?

  /// Reads what the arguments point at.
  ///
  /// - Throws: ``StrataError``.
  func request(for customer: String) throws(StrataError) -> StartRequest {
    guard messageFile != "-" || context != "-" else {
      throw StrataError(
        .usage, "standard input cannot be both the message and the context",
        remedy: "put one of them in a file")
    }
    let startedAt = try timestamp(at, of: "--at")
    var request = StartRequest(customer: try CustomerID(customer))
    request.user = user
    request.realm = realm
    request.conversation = conversation
    if let context { request.context = try ContextInput.read(context) }
    request.turns = message.map { Turn(.user, $0, at: startedAt, author: user) }
    if let messageFile {
      let input = TurnInput(role: .user, author: user, at: startedAt)
      request.turns += try input.turns(BoundedInput(messageFile), format: .text)
    }
    request.phase = phase
    request.operation = try mend()
    request.choice = try ownChoice()
    request.startedAt = startedAt
    return request
  }

  private func mend() throws(StrataError) -> DecisionRequest.Operation? {
    switch (operation, target) {
    case (nil, nil): return nil
    case (let operation?, let target?):
      return .init(
        kind: try PatchKind.trigger(named: operation), target: try SemanticVersion(parsing: target))
    default:
      throw StrataError(
        .usage, "--operation and --target belong together",
        remedy: "give both, for example --operation metadata_corrections --target v1.2.0")
    }
  }

  private func ownChoice() throws(StrataError) -> DecisionRequest.Choice? {
    guard let increment else {
      guard line == nil, reason == nil else {
        throw StrataError(
          .usage, "--line and --reason go with --increment",
          remedy: "add --increment major or --increment minor")
      }
      return nil
    }
    guard let reason, !reason.isEmpty else {
      throw StrataError(
        .usage, "--increment needs a --reason", remedy: "say why, for example --reason 'wrong line'"
      )
    }
    return .init(increment: increment, line: line, reason: reason, by: user)
  }
}

/// A time given as an argument; an error names the option.
func timestamp(_ text: String?, of option: String) throws(StrataError) -> Timestamp? {
  guard let text else { return nil }
  do throws(StrataError) {
    return try Timestamp(parsing: text)
  } catch {
    throw StrataError(error.code, error.message, place: option, remedy: error.remedy)
  }
}

/// The triggers of mends, by their whole or short names.
enum PatchKind {
  static let triggers = Trigger.allCases.filter { $0.increment == .patch }
  static let names = triggers.map(\.shortName)

  /// - Throws: ``StrataError`` with code `usage`.
  static func trigger(
    named name: String, of option: String = "--operation"
  ) throws(StrataError) -> Trigger {
    let wanted = String(name.map { $0 == "-" ? "_" : $0 })
    guard let found = triggers.first(where: { $0.rawValue == wanted || $0.shortName == wanted })
    else {
      throw StrataError(
        .usage, "\(name.debugDescription) is no kind of mend", place: option,
        remedy: "use one of \(names.joined(separator: ", "))")
    }
    return found
  }
}

extension WorkflowPhase: ExpressibleByArgument {}
extension Increment: ExpressibleByArgument {}
extension Turn.Role: ExpressibleByArgument {}
extension Session.Outcome: ExpressibleByArgument {}
extension DeploymentRecord.Status: ExpressibleByArgument {}
extension ConversationFormat: ExpressibleByArgument {}
