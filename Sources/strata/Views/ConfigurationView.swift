import StrataCore
import StrataStore

/// The configuration for people.
struct ConfigurationView {
  /// The keys whose values are not shown; nil to show all.
  let concealed: ConcealedKeys?
  let style: Style

  private static let longestValue = 120

  /// Keys with their indexes and values, under each other.
  func values(_ versions: [ConfigurationVersion], indent: Int = 0) -> [String] {
    var table = Table()
    for version in versions {
      table.add(
        (TerminalText.line(version.key.path), .heading), ("\(version.index)", .version),
        (shown(version), nil))
    }
    return table.lines(indent: indent, width: nil, style: style)
  }

  /// One key in full.
  func detail(_ version: ConfigurationVersion) -> [String] {
    let text = version.value?.text.map(TerminalText.block)
    let isLong = text?.contains("\n") == true
    var table = Table()
    if !isLong { table.add(("value", .quiet), (text ?? shown(version), nil)) }
    table.add(("index", .quiet), ("\(version.index)", .version))
    table.add(("since", .quiet), (TimeText.second(version.at), nil))
    table.add(("by", .quiet), (author(version), nil))
    table.add(("reason", .quiet), (reason(version), nil))
    var lines = [style(.heading, TerminalText.line(version.key.path))]
    lines += table.lines(indent: 2, width: nil, style: style)
    if isLong, let text {
      lines.append("  " + style(.quiet, "value"))
      lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    }
    return lines
  }

  /// Transactions, each with its changes below it, in the order that they come in.
  func transactions(_ changes: [ConfigurationVersion], indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var index: Int64?
    for change in changes {
      if change.index != index {
        index = change.index
        lines.append(
          margin + "\(style(.version, "\(change.index)"))  "
            + "\(style(.quiet, TimeText.second(change.at)))  \(author(change))  \(reason(change))")
      }
      lines.append(margin + "  " + sentence(change))
    }
    return lines
  }

  private func sentence(_ change: ConfigurationVersion) -> String {
    let key = style(.heading, TerminalText.line(change.key.path))
    switch (change.operation, change.isPresent) {
    case (.set, _): return "\(key) = \(shown(change))"
    case (.rollback, true): return "\(key) = \(shown(change)) \(style(.quiet, "(rolled back)"))"
    case (.rollback, false): return "\(key) deleted \(style(.quiet, "(rolled back)"))"
    case (.delete, _): return "\(key) deleted"
    }
  }

  /// A value on one line.
  private func shown(_ version: ConfigurationVersion) -> String {
    if version.isErased { return style(.quiet, "(erased)") }
    guard let value = version.value else { return style(.quiet, "(none)") }
    if concealed?.contains(version.key) == true {
      return style(.quiet, "(concealed; --show shows it)")
    }
    guard let text = value.text else { return style(.quiet, "(\(value.bytes.count) bytes)") }
    let line = TerminalText.line(text)
    guard line.count > Self.longestValue else { return line }
    return String(line.prefix(Self.longestValue)) + style(.quiet, "… (\(value.bytes.count) bytes)")
  }

  private func author(_ version: ConfigurationVersion) -> String {
    TerminalText.line(version.author ?? "unknown")
  }

  private func reason(_ version: ConfigurationVersion) -> String {
    version.reason.map(TerminalText.line) ?? style(.quiet, "(no reason given)")
  }
}
