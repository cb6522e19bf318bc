public import StrataCore

/// Whether a layer's part of a trace is complete, and if not, what is missing since when (row K2).
public struct LayerReport: Sendable, Hashable {
  /// The five layers of Seed A.
  public enum Layer: String, Sendable, CaseIterable {
    case code, configuration, state, events, decisions
  }

  /// Something that is not there.
  public struct Gap: Sendable, Hashable {
    /// What is missing.
    public var what: String
    /// When the first entry was made that lacks it.
    public var since: Timestamp?
  }

  /// The layer.
  public var layer: Layer
  /// What the layer holds about the session, one line.
  public var summary: String
  /// What is missing; empty where the layer is complete.
  public var gaps: [Gap]

  /// Whether nothing is missing.
  public var isComplete: Bool { gaps.isEmpty }
}

extension LayerReport {
  /// The five reports about a session. Pure.
  public static func all(of records: LayerRecords) -> [LayerReport] {
    [
      code(records), configuration(records), state(records), events(records), decisions(records),
    ]
  }

  private static func code(_ records: LayerRecords) -> LayerReport {
    var states: [String] = []
    for entry in records.entries {
      guard let code = entry.entry.code, let commit = code.commit else { continue }
      let text =
        String(commit.prefix(12)) + (code.tag.map { " (\($0))" } ?? "")
        + (code.isDirty == true ? " with changes" : "")
      if states.last != text { states.append(text) }
    }
    let missing = records.entries.first { $0.entry.code?.commit == nil }
    return LayerReport(
      layer: .code, summary: states.isEmpty ? "no commit is known" : states.joined(separator: ", "),
      gaps: missing.map {
        [Gap(what: "entries that name no commit", since: $0.entry.recordedAt)]
      } ?? [])
  }

  private static func configuration(_ records: LayerRecords) -> LayerReport {
    let indexes = records.entries.map(\.entry.configuration)
    let last = indexes.max() ?? 0
    let summary =
      last == 0
      ? "no configuration was kept yet"
      : "index \(indexes.min() ?? 0) to \(last), "
        + "\(records.configuration.count) \(records.configuration.count == 1 ? "key" : "keys") in force"
    let decreasing = zip(records.entries, records.entries.dropFirst()).first {
      $0.entry.configuration > $1.entry.configuration
    }
    var gaps: [Gap] = []
    if let decreasing {
      gaps.append(
        Gap(
          what: "the index goes back after entry \(decreasing.0.entry.position)",
          since: decreasing.1.entry.recordedAt))
    }
    if let later = records.configuration.first(where: { $0.index > last }) {
      gaps.append(Gap(what: "\(later.key) was set after the session's last entry", since: nil))
    }
    return LayerReport(layer: .configuration, summary: summary, gaps: gaps)
  }

  private static func state(_ records: LayerRecords) -> LayerReport {
    let session = records.session
    var gaps: [Gap] = []
    if records.entryCount != records.entries.count {
      gaps.append(
        Gap(
          what: "the state counts \(records.entryCount) entries, and there are "
            + "\(records.entries.count)", since: session.lastActivityAt))
    }
    if let last = records.entries.last, last.leaf != records.chain {
      gaps.append(
        Gap(
          what: "the state's last leaf is not that of the last entry",
          since: last.entry.recordedAt))
    }
    let turns = session.turnCount == 1 ? "1 turn" : "\(session.turnCount) turns"
    return LayerReport(
      layer: .state,
      summary: "\(session.state.rawValue), \(turns), last active \(session.lastActivityAt)",
      gaps: gaps)
  }

  private static func events(_ records: LayerRecords) -> LayerReport {
    let topics = Dictionary(grouping: records.entries) { $0.entry.kind.topic }
    let summary = topics.keys.sorted { $0.rawValue < $1.rawValue }.map { topic in
      let offsets = (topics[topic] ?? []).map(\.offset)
      return "\(topic.rawValue) \(offsets.min() ?? 0)–\(offsets.max() ?? 0)"
    }
    var gaps: [Gap] = []
    for (_, messages) in topics {
      let disorder = zip(messages, messages.dropFirst()).first { $0.offset >= $1.offset }
      if let disorder {
        gaps.append(
          Gap(
            what: "the order of messages is not that of entries",
            since: disorder.1.entry.recordedAt))
      }
    }
    return LayerReport(
      layer: .events, summary: summary.isEmpty ? "no event" : summary.joined(separator: ", "),
      gaps: gaps)
  }

  private static func decisions(_ records: LayerRecords) -> LayerReport {
    var gaps: [Gap] = []
    for entry in records.entries where entry.entry.kind.auditTable != nil && entry.auditRow == nil {
      gaps.append(
        Gap(
          what: "entry \(entry.entry.position) has no row in "
            + (entry.entry.kind.auditTable?.rawValue ?? ""), since: entry.entry.recordedAt))
    }
    let chain = SessionChain(records.entries.map { ($0.entry, $0.leaf) })
    if let fault = chain.fault { gaps.append(Gap(what: fault.message, since: fault.since)) }
    let unsigned = records.entries.first { $0.entry.position > records.signed }
    if let unsigned {
      gaps.append(
        Gap(what: "entries that no checkpoint covers yet", since: unsigned.entry.recordedAt))
    }
    return LayerReport(
      layer: .decisions, summary: "\(records.entries.count) leaves; \(chain.statement)", gaps: gaps)
  }
}
