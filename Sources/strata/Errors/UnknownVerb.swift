import ArgumentParser

/// A verb that does not exist, and the one that was perhaps meant.
enum UnknownVerb {
  /// What to say where the arguments name a verb that does not exist; nil where they do not.
  static func message(in arguments: [String]) -> String? {
    var verbs = Self.verbs(of: Strata.configuration)
    for argument in arguments {
      guard !verbs.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return nil }
      guard let next = verbs.first(where: { $0.name == argument }) else {
        let nearest = verbs.map { (name: $0.name, distance: distance($0.name, argument)) }
          .min { $0.distance < $1.distance }
        let hint = nearest.flatMap { $0.distance <= 2 ? "; did you mean '\($0.name)'?" : nil }
        return "there is no verb '\(argument)'\(hint ?? "")"
      }
      // What follows on a verb with a default may be meant for that.
      guard next.configuration.defaultSubcommand == nil else { return nil }
      verbs = Self.verbs(of: next.configuration)
    }
    return nil
  }

  typealias Verb = (name: String, configuration: CommandConfiguration)

  /// The verbs right below one.
  static func verbs(of configuration: CommandConfiguration) -> [Verb] {
    configuration.subcommands.map { ($0._commandName, $0.configuration) }
  }

  /// Letters to insert, remove or replace to make one word of the other (Levenshtein).
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        current.append(
          min(
            previous[column] + (character == other ? 0 : 1), previous[column + 1] + 1,
            current[column] + 1))
      }
      previous = current
    }
    return previous.last ?? 0
  }
}
