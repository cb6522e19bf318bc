import ArgumentParser
import Glibc
import StrataCore
import StrataStore

/// Who changes the configuration and why (row B2).
struct AuthorshipArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("Why. On a terminal it is asked for where it is missing.", valueName: "text")
  )
  var reason: String?

  @Option(help: ArgumentHelp("Who. Default: the user of this process.", valueName: "name"))
  var user: String?

  @Option(help: ArgumentHelp("In which realm.", valueName: "name"))
  var realm: String?

  /// Who and why; asks the person at the terminal for a reason where none was given.
  ///
  /// - Throws: ``StrataError``: `usage` where there is no reason and could be one, `invalidInput`.
  func authorship() throws(StrataError) -> Authorship {
    var reason = reason
    if reason == nil, isatty(0) == 1, isatty(2) == 1 {
      Output.complain("Why is this changed? ")
      reason = readLine() ?? ""
    }
    if let given = reason, given.allSatisfy(\.isWhitespace) {
      throw StrataError(
        .usage, "the reason is empty",
        remedy: "say why in a few words, for example --reason 'preview for all'")
    }
    return try Authorship(
      author: user ?? LockHolder.current().user, realm: realm, reason: reason)
  }
}
