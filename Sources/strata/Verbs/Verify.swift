import ArgumentParser
import Foundation
import StrataAnalysis
import StrataCore
import TransparencyLog

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a trace that somebody gave you, without their store.",
    discussion: """
      Checks every record of a document that 'strata trace --proof' wrote: that it is in the \
      log that the key signed, that no entry of the session is missing, and under which \
      configuration each was made. What the document gives of what was said and done must be \
      what the entries committed to; what was erased is said with who erased it and under \
      which rule. Needs no store and no network; get the key by a way that you trust, not \
      with the document.

      Exits with 0 where everything holds and with 1 where anything does not.

      EXAMPLES
        strata verify trace.json --key strata.example+33d7b496+AeHTu4Q3…
        strata verify trace.json --key "$KEY" --witness "$WITNESS" --json
      """)

  @Argument(help: "The document; - for standard input.", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The log's public key ('strata audit key').", valueName: "vkey"))
  var key: String

  @Option(
    name: .customLong("witness"), parsing: .singleValue,
    help: ArgumentHelp("A witness who must have cosigned; may be repeated.", valueName: "vkey"))
  var witnesses: [String] = []

  @Flag(help: "Answer in JSON, errors too (docs/json.md).")
  var json = false

  func run() async throws {
    let policy = try policy()
    let bytes = try read()
    let place = file == "-" ? "standard input" : file
    let document = try TraceDocument(parsing: bytes, place: place)
    let verified: TraceVerification
    do throws(StrataError) {
      verified = try TraceVerification(document, trusting: policy)
    } catch {
      return try refuse(error)
    }
    try Output.print { output in
      if json { return try output.line(JSONOutput.line(answer(verified, of: document))) }
      for line in lines(verified, of: document) { try output.line(line) }
    }
    if !verified.hasWholeConfiguration { throw ExitStatus.finding.asError }
  }

  private func policy() throws(StrataError) -> TrustPolicy {
    do {
      let witnesses = try witnesses.map { try VerifierKey($0) }
      return try TrustPolicy(
        logKeys: [try VerifierKey(key)], witnesses: witnesses, witnessesNeeded: witnesses.count)
    } catch {
      throw StrataError(
        .usage, "the keys cannot be used: \(error)",
        remedy: "give them as 'strata audit key' prints them")
    }
  }

  private func read() throws(StrataError) -> [UInt8] {
    let limit = TraceDocument.maximumByteCount + 1
    do {
      let handle =
        file == "-"
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      return Array(try handle.read(upToCount: limit) ?? Data())
    } catch {
      throw StrataError(
        .notFound, "the document cannot be read", place: file, remedy: "name another file",
        cause: error)
    }
  }

  private func refuse(_ error: StrataError) throws {
    try Output.print { output in
      if json {
        return try output.line(
          JSONOutput.line(
            [
              "holds": .bool(false), "message": .string(error.message),
              "place": error.place.map(JSONValue.string) ?? .null,
              "cause": error.cause.map { .string("\($0)") } ?? .null,
            ] as [String: JSONValue]))
      }
      try output.line(
        "\(output.style(.bad, "does not hold")): \(TerminalText.line(error.description))")
      if let cause = error.cause { try output.line("  because: \(TerminalText.line("\(cause)"))") }
      if let remedy = error.remedy { try output.line("  try: \(remedy)") }
    }
    throw ExitStatus.finding.asError
  }

  private func answer(
    _ verified: TraceVerification, of document: TraceDocument
  ) -> [String: JSONValue] {
    [
      "holds": .bool(verified.hasWholeConfiguration),
      "session": .string(document.session.description),
      "store": .string(verified.store.description),
      "entries": .integer(Int64(verified.entries.count)),
      "proved_complete": .bool(verified.chain.isProvedComplete),
      "configuration_changes": .integer(Int64(verified.configuration.count)),
      "configuration_complete": .bool(verified.hasWholeConfiguration),
      "checkpoint": [
        "origin": .string(verified.checkpoint.origin.text),
        "size": .integer(Int64(verified.checkpoint.size.count)),
        "root": .string(verified.checkpoint.root.base64),
      ],
      "witnesses": .array(verified.cosignatures.map { .string($0.key.name.text) }),
      "contents": .array(verified.contents.items.map(Self.item)),
    ]
  }

  private static func item(_ item: ContentVerification.Item) -> JSONValue {
    var members: [String: JSONValue] = ["entry": .integer(item.entry)]
    members["name"] = item.name.map(JSONValue.string)
    members["turn"] = item.turn.map { .integer(Int64($0)) }
    switch item.state {
    case .given: members["state"] = "given"
    case .withheld: members["state"] = "withheld"
    case .erased(let notice):
      members["state"] = "erased"
      members["erased"] = [
        "by": notice.by.map(JSONValue.string) ?? .null, "rule": .string(notice.rule),
        "at": .string(notice.at.description),
      ]
    }
    return .object(members)
  }

  /// What is given of what was said and done.
  private func lines(_ contents: ContentVerification) -> [String] {
    guard contents.items.contains(where: { $0.state != .withheld }) else { return [] }
    var lines = [
      "  \(TimeText.count(contents.givenCount, "content")) given, each as its entry committed to it"
    ]
    for (notice, count) in contents.erasures.sorted(by: { $0.key.at < $1.key.at }) {
      lines.append(
        "  \(TimeText.count(count, "content")) "
          + TerminalText.line(
            "erased by \(notice.by ?? "unknown") under rule \(notice.rule) at "
              + TimeText.second(notice.at)))
    }
    if contents.withheldCount > 0 {
      lines.append("  \(TimeText.count(contents.withheldCount, "content")) not given")
    }
    return lines
  }

  private func lines(_ verified: TraceVerification, of document: TraceDocument) -> [String] {
    var lines = [
      "Everything holds: \(TimeText.count(verified.entries.count, "entry", "entries")) of session "
        + "\(document.session) are in the log \(TerminalText.line(verified.checkpoint.origin.text)), "
        + "signed over \(verified.checkpoint.size) entries.",
      "  \(verified.chain.statement)",
    ]
    if !verified.hasWholeConfiguration {
      lines[0] = "The entries hold, but configuration changes are missing from the document."
    } else if !verified.configuration.isEmpty {
      lines.append(
        "  made under \(TimeText.count(verified.configuration.count, "configuration change")), "
          + "all of them proved")
    }
    for signature in verified.cosignatures {
      let time = signature.time.map {
        " at \(Timestamp(microseconds: Int64(clamping: $0) &* 1_000_000))"
      }
      lines.append(
        "  cosigned by \(TerminalText.line(signature.key.name.text))\(time ?? "")")
    }
    lines += self.lines(verified.contents)
    lines.append("")
    for entry in verified.entries {
      lines.append(
        "  \(TimeText.second(entry.happenedAt))  \(TerminalText.line(entry.summary))"
          + (entry.actor.map { " by \(TerminalText.line($0))" } ?? "")
          + (entry.former.map { ", \($0.place)" } ?? ""))
    }
    return lines
  }
}
