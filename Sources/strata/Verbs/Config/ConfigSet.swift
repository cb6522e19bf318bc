import ArgumentParser
import StrataCore
import StrataStore

struct ConfigSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Give keys their values, all of them or none.",
    usage: "strata config set <key> <value> [<key> <value> ...] [<options>]",
    discussion: """
      All keys of one command change together, under one index. With --expect nothing \
      is changed unless the key's index is the given one (0: unless it has no value). \
      A value that begins with - comes after --.

      --changes reads a JSON array of changes: {"key", "value"} or {"key", "delete": \
      true}, each perhaps with "expected_index". A value that is no text is kept as JSON.

      EXAMPLES
        strata config set rebe-shell/config/backend-url https://shell.rebe.dog
        strata config set rebe-shell/config/feature-flags '{"wasm-preview": true}' \\
          --expect 7 --reason "preview for all"
        strata config set certs/ca --file ca.pem --reason "yearly renewal"
        strata config set --changes changes.json --reason "move to the new cluster"
      """)

  @Argument(help: ArgumentHelp("Keys, each with its value.", valueName: "key-and-value"))
  var pairs: [String] = []

  @Option(
    help: ArgumentHelp("The value of the one key, from a file; - for standard input."),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      "The changes, from a JSON file; - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var changes: String?

  @Option(help: ArgumentHelp("Only where the key's index is this.", valueName: "index"))
  var expect: Int64?

  @OptionGroup(title: "Change") var authorship: AuthorshipArguments
  @OptionGroup var concealment: ConcealmentArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let asked = try asked()
    let transaction = try ConfigurationTransaction(asked, by: try authorship.authorship())
    try await store.withStore(for: .writing) { opened in
      let outcome = try await opened.changeConfiguration(transaction)
      let concealed = try concealment.concealed(in: opened)
      try Output.print { output in
        try ConfigurationAnswer(outcome, concealed: concealed, asJSON: store.json).write(to: output)
      }
    }
  }

  private func asked() throws(StrataError) -> [ConfigurationChange] {
    var result: [ConfigurationChange]
    switch (changes, file, pairs.count) {
    case (let path?, nil, 0): result = try ConfigurationInput.changes(from: path)
    case (nil, let path?, 1):
      result = [
        ConfigurationChange(
          try ConfigurationKey(pairs[0]), .set(try ConfigurationInput.value(from: path)))
      ]
    case (nil, nil, let count) where count > 0 && count % 2 == 0:
      result = []
      for index in stride(from: 0, to: count, by: 2) {
        result.append(
          ConfigurationChange(
            try ConfigurationKey(pairs[index]), .set(try ConfigurationValue(pairs[index + 1]))))
      }
    case (nil, nil, 0):
      throw StrataError(.usage, "there is nothing to set", remedy: "give a key and its value")
    case (nil, nil, _):
      throw StrataError(
        .usage, "the key \(pairs.last?.debugDescription ?? "") has no value",
        remedy: "give each key its value, or one key and --file")
    default:
      throw StrataError(
        .usage, "--file goes with one key alone, --changes without any", remedy: "give one of them")
    }
    guard let expect else { return result }
    guard result.count == 1, changes == nil else {
      throw StrataError(
        .usage, "--expect is for one key",
        remedy: #"for several use --changes with "expected_index""#)
    }
    result[0].expected = expect
    return result
  }
}
