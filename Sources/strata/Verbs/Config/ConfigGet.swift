import ArgumentParser
import StrataCore
import StrataStore

struct ConfigGet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Show the value of a key, and who set it when and why.",
    usage: "strata config get <key> [--raw | --flag <name>] [<options>]",
    discussion: """
      EXAMPLES
        strata config get rebe-shell/config/backend-url
        url=$(strata config get rebe-shell/config/backend-url --raw)
        strata config get rebe-shell/config/feature-flags --flag wasm-preview
      """)

  @Argument(help: "Which key.")
  var key: String

  @Flag(help: "Print nothing but the value, byte for byte.")
  var raw = false

  @Option(
    help: ArgumentHelp(
      "Print whether this member of the value, a JSON object, is true or false.",
      valueName: "name"))
  var flag: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let key = try ConfigurationKey(key)
    guard !raw || (flag == nil && !store.json) else {
      throw StrataError(
        .usage, "--raw goes with neither --flag nor --json", remedy: "give one of them")
    }
    try await store.withStore(for: .reading) { opened in
      if let flag {
        let isOn = try opened.flag(flag, of: key)
        return try Output.print { try tell(flag, of: key, isOn: isOn, on: $0) }
      }
      let version = try opened.configuration(of: key)
      try Output.print { output in
        if raw { return try output.bytes(try bytes(of: version)) }
        if store.json {
          return try output.line(
            JSONOutput.line(ConfigurationJSON(concealed: nil).version(version)))
        }
        let view = ConfigurationView(concealed: nil, style: output.style)
        for line in view.detail(version) { try output.line(line) }
      }
    }
  }

  private func bytes(of version: ConfigurationVersion) throws(StrataError) -> [UInt8] {
    guard let value = version.value else {
      throw StrataError(.notFound, "the value of \(version.key) was erased", remedy: "set it again")
    }
    return value.bytes
  }

  private func tell(
    _ flag: String, of key: ConfigurationKey, isOn: Bool, on output: Output
  ) throws {
    guard store.json else { return try output.line("\(isOn)") }
    let answer: [String: JSONValue] = [
      "key": .string(key.path), "flag": .string(flag), "enabled": .bool(isOn),
    ]
    try output.line(JSONOutput.line(answer))
  }
}
