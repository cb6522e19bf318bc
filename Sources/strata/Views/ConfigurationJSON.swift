import Foundation
import StrataCore
import StrataStore

/// The JSON that the verbs print about the configuration (docs/json.md).
struct ConfigurationJSON {
  /// The keys whose values are not shown; nil to show all.
  let concealed: ConcealedKeys?

  /// A value with where it comes from; each name is always there, but for `value_base64`.
  func version(_ version: ConfigurationVersion) -> [String: JSONValue] {
    change(version).merging(origin(version)) { first, _ in first }
  }

  /// The changes of one transaction.
  func transaction(_ changes: [ConfigurationVersion]) -> [String: JSONValue] {
    var members = changes.first.map(origin) ?? [:]
    members["changes"] = .array(changes.map { .object(change($0)) })
    return members
  }

  /// Changes as the transactions that made them, in the order in which they come.
  func transactions(_ changes: [ConfigurationVersion]) -> [[String: JSONValue]] {
    var groups: [[ConfigurationVersion]] = []
    for change in changes {
      if let last = groups.indices.last, groups[last].first?.index == change.index {
        groups[last].append(change)
      } else {
        groups.append([change])
      }
    }
    return groups.map(transaction)
  }

  /// What a change came to, with `changed`; all names but `index` are null where nothing changed.
  func outcome(_ outcome: ConfigurationOutcome) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "index": .integer(outcome.index), "entry": .null, "timestamp": .null, "user_id": .null,
      "reason": .null, "changed": .bool(!outcome.changes.isEmpty),
    ]
    members.merge(transaction(outcome.changes)) { _, last in last }
    return members
  }

  private func origin(_ version: ConfigurationVersion) -> [String: JSONValue] {
    [
      "index": .integer(version.index), "entry": .integer(version.entry),
      "timestamp": .string(version.at.description), "user_id": SessionJSON.text(version.author),
      "reason": SessionJSON.text(version.reason),
    ]
  }

  private func change(_ version: ConfigurationVersion) -> [String: JSONValue] {
    let isConcealed = concealed?.contains(version.key) == true && version.isPresent
    var members: [String: JSONValue] = [
      "key": .string(version.key.path), "operation": .string(version.operation.rawValue),
      "value": .null, "present": .bool(version.isPresent), "concealed": .bool(isConcealed),
      "erased": .bool(version.isErased),
    ]
    if let value = version.value, !isConcealed {
      if let text = value.text {
        members["value"] = .string(text)
      } else {
        members["value_base64"] = .string(Data(value.bytes).base64EncodedString())
      }
    }
    return members
  }
}
