import ArgumentParser
import StrataCore

/// An option that every verb takes, written before the verb.
enum EarlyOption {
  /// What to say where the arguments begin with such options and go on with a verb.
  static func report(in arguments: [String]) -> ErrorReport? {
    var rest = arguments[...]
    while let argument = rest.first, let length = length(of: argument) {
      rest = rest.dropFirst(length)
    }
    let early = arguments[..<rest.startIndex]
    var path: [String] = []
    var verbs = UnknownVerb.verbs(of: Strata.configuration)
    while let word = rest.first, let verb = verbs.first(where: { $0.name == word }) {
      path.append(word)
      rest = rest.dropFirst()
      verbs = UnknownVerb.verbs(of: verb.configuration)
    }
    guard let first = early.first, !path.isEmpty else { return nil }
    let words = path + (early + rest).map(ShellWord.quoted)
    return ErrorReport(
      usage: "\(first.prefix { $0 != "=" }) comes after the verb",
      remedy: (["strata"] + words).joined(separator: " "))
  }

  /// How many arguments an option takes up with its value; nil where it is none of every verb's.
  private static func length(of argument: String) -> Int? {
    switch argument {
    case "--json": 1
    case "--store": 2
    default: argument.hasPrefix("--store=") ? 1 : nil
    }
  }
}
