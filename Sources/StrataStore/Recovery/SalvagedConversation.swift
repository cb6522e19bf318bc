import Foundation
import StrataCore

/// What can be read of a `conversation.json`, however torn it is: each turn stands on a line of its
/// own and says its number.
struct SalvagedConversation {
  var session: SessionID?
  var customer: CustomerID?
  var version: SemanticVersion?
  /// The turns that can be read, in order.
  var turns: [Turn] = []
  /// The numbers, from 1, of those that cannot, up to the last that can.
  var lost: [Int] = []
  /// Whether the file is one whole JSON document.
  var isWhole = false

  init(_ bytes: [UInt8]) {
    isWhole = (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
    var numbered: [Int: Turn] = [:]
    for line in bytes.split(separator: 0x0A) {
      let text = line.drop { $0 == 0x20 }
      if text.first == UInt8(ascii: "{") {
        let member = text.last == UInt8(ascii: ",") ? text.dropLast() : text
        guard
          let turn = try? JSONDecoder().decode(
            ConversationDocument.Line.self, from: Data(member)), turn.number > 0
        else { continue }
        numbered[turn.number] = numbered[turn.number] ?? turn.turn
      } else {
        read(header: text)
      }
    }
    let numbers = numbered.keys.sorted()
    turns = numbers.compactMap { numbered[$0] }
    // A number that was damaged must not make a list of billions.
    let last = numbers.last { $0 <= 2 * numbers.count + 1_000 } ?? 0
    lost = (1...max(1, last)).filter { last > 0 && numbered[$0] == nil }
  }

  private mutating func read(header line: ArraySlice<UInt8>) {
    let parts = String(decoding: line, as: UTF8.self).split(
      separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 5 else { return }
    let value = String(parts[3])
    switch parts[1] {
    case "session_id": session = SessionID(value)
    case "customer_id": customer = try? CustomerID(value)
    case "version": version = try? SemanticVersion(parsing: value)
    default: return
    }
  }
}
