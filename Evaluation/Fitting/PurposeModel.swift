/// Weights by feature, fitted to examples.
struct PurposeModel {
  /// A feature's weights, one a purpose.
  var weights: [UInt64: [Double]]
  var bias: [Double]
  /// What each key stands for.
  var names: [UInt64: String]

  static let purposes = Purpose.allCases.count
  /// How far the examples are trusted against the penalty; chosen by `--cross-validate`.
  static let strength = 1.0
  /// A feature must occur with this many customers.
  static let fewestCustomers = 2
  /// The table has room for this many features; those with the largest weights stay and are fitted
  /// once more.
  static let mostFeatures = 6_000

  init(fittedTo examples: [TrainingExample]) {
    var customers: [UInt64: Set<String>] = [:]
    names = [:]
    for example in examples {
      for feature in example.features {
        customers[feature.key, default: []].insert(example.customer)
        names[feature.key] = feature.name
      }
    }
    var keys = customers.filter { $0.value.count >= Self.fewestCustomers }.keys.sorted()
    (weights, bias) = Self.fit(keys, to: examples)
    guard keys.count > Self.mostFeatures else { return }
    func size(_ key: UInt64) -> Double { weights[key]?.map(abs).max() ?? 0 }
    keys = keys.sorted { (size($0), $1) > (size($1), $0) }.prefix(Self.mostFeatures).sorted()
    (weights, bias) = Self.fit(keys, to: examples)
  }

  private static func fit(_ keys: [UInt64], to examples: [TrainingExample]) -> (
    [UInt64: [Double]], [Double]
  ) {
    let column = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    let rows = examples.map { example in
      let known = example.features.compactMap { feature in
        column[feature.key].map { (column: $0, value: Double(feature.value)) }
      }
      return LogisticRegression.Row(
        columns: known.map(\.column), values: known.map(\.value),
        label: example.accepted[0].rawValue)
    }
    let regression = LogisticRegression(
      classes: purposes, columns: keys.count, strength: strength)
    let fitted = regression.fitted(to: rows)
    let weights = keys.enumerated().map { index, key in
      (key, Array(fitted[index * purposes..<(index + 1) * purposes]))
    }
    return (
      Dictionary(uniqueKeysWithValues: weights), Array(fitted[(keys.count * purposes)...])
    )
  }

  /// The likeliest purpose, as the policy ranks it.
  func purpose(of example: TrainingExample) -> Purpose {
    var scores = bias
    for feature in example.features {
      guard let row = weights[feature.key] else { continue }
      for index in scores.indices { scores[index] += Double(feature.value) * row[index] }
    }
    return Purpose.allCases.max { scores[$0.rawValue] < scores[$1.rawValue] } ?? .clarification
  }
}
