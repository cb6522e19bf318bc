/// Writes a model as the source of ``PurposeWeights``.
struct WeightTable {
  let model: PurposeModel

  /// The Swift file.
  func source() -> String {
    let largest = model.weights.values.flatMap { $0.map(abs) }.max() ?? 1
    let step = largest / Double(PurposeWeights.largest)
    var slots = 1
    while slots * 3 < model.weights.count * 4 { slots *= 2 }
    var table = [[UInt8]](
      repeating: [UInt8](repeating: PurposeWeights.vacant, count: PurposeWeights.rowWidth),
      count: slots)
    for key in model.weights.keys.sorted() {
      let signs = (model.weights[key] ?? []).map { weight in
        UInt8(clamping: Int(PurposeWeights.zero) + Int((weight / step).rounded()))
      }
      guard signs.contains(where: { $0 != PurposeWeights.zero }) else { continue }
      var slot = PurposeWeights.slot(of: key, among: slots)
      while table[slot][0] != PurposeWeights.vacant { slot = (slot + 1) & (slots - 1) }
      table[slot] = PurposeWeights.digits(of: key) + signs
    }
    let lines = stride(from: 0, to: slots, by: PurposeWeights.rowsInALine).map { start in
      String(
        decoding: table[start..<min(start + PurposeWeights.rowsInALine, slots)].joined(),
        as: UTF8.self)
    }
    let bias = model.bias.map { "\(($0 * 1000).rounded() / 1000)" }.joined(separator: ", ")
    return """
      // swift-format-ignore-file
      // Written by scripts/fit-weights. Do not edit: change the cases or the features, and fit again.
      extension PurposeWeights {
        static let slots = \(slots)
        static let step: Float = \(Float(step))
        static let bias: [Float] = [
          \(bias)
        ]
        static let rows: StaticString = #\"\"\"
      \(lines.joined(separator: "\n"))
      \"\"\"#
      }

      """
  }

  /// For each purpose the features that speak most for it, for a reader.
  func mostTelling(_ count: Int) -> String {
    Purpose.allCases.map { purpose in
      let ranked = model.weights.sorted {
        ($0.value[purpose.rawValue], $1.key) > ($1.value[purpose.rawValue], $0.key)
      }
      let names = ranked.prefix(count).map { model.names[$0.key] ?? "" }
      return "\(purpose): \(names.joined(separator: "; "))"
    }.joined(separator: "\n")
  }
}
