import StrataCore
import StrataStore

/// What a change of the configuration came to, in words or as JSON.
struct ConfigurationAnswer {
  private let outcome: ConfigurationOutcome
  private let concealed: ConcealedKeys?
  private let asJSON: Bool

  init(_ outcome: ConfigurationOutcome, concealed: ConcealedKeys?, asJSON: Bool) {
    self.outcome = outcome
    self.concealed = concealed
    self.asJSON = asJSON
  }

  func write(to output: Output) throws {
    if asJSON {
      let answer = ConfigurationJSON(concealed: concealed).outcome(outcome)
      return try output.line(JSONOutput.line(answer))
    }
    guard !outcome.changes.isEmpty else {
      return try output.line("Nothing changes; the index stays \(outcome.index).")
    }
    let view = ConfigurationView(concealed: concealed, style: output.style)
    for line in view.transactions(outcome.changes) { try output.line(line) }
  }
}
