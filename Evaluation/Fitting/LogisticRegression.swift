import Foundation

/// Multinomial logistic regression with an L2 penalty: minimises
/// `strength · Σ wᵢ · −log p(classᵢ) + ½ |W|²`, where wᵢ gives every class the same weight in all; the
/// biases are free. Solved by L-BFGS in a fixed order, so that the same examples give the same weights.
struct LogisticRegression {
  /// One example: the columns that are not zero, with their values.
  struct Row {
    var columns: [Int]
    var values: [Double]
    var label: Int
  }

  let classes: Int
  let columns: Int
  var strength: Double
  var mostSteps = 300
  /// The fit ends where no slope is steeper.
  var tolerance = 1e-3

  /// The weights: a row of `classes` for each column, and the biases as the last row.
  func fitted(to rows: [Row]) -> [Double] {
    var counts = [Double](repeating: 0, count: classes)
    for row in rows { counts[row.label] += 1 }
    let importance = counts.map { $0 > 0 ? Double(rows.count) / (Double(classes) * $0) : 0 }
    var point = [Double](repeating: 0, count: (columns + 1) * classes)
    var (value, slope) = loss(at: point, rows, importance)
    var steps: [(move: [Double], turn: [Double], product: Double)] = []
    for _ in 0..<mostSteps where slope.contains(where: { abs($0) > tolerance }) {
      let direction = descent(slope, steps)
      let decline = Self.dot(direction, slope)
      var length = steps.isEmpty ? 1 / max(1, Self.dot(slope, slope).squareRoot()) : 1
      var next = (point: point, value: value, slope: slope)
      for _ in 0..<30 {
        next.point = zip(point, direction).map { $0 + length * $1 }
        (next.value, next.slope) = loss(at: next.point, rows, importance)
        if next.value <= value + 1e-4 * length * decline { break }
        length /= 2
      }
      let move = zip(next.point, point).map { $0 - $1 }
      let turn = zip(next.slope, slope).map { $0 - $1 }
      let product = Self.dot(move, turn)
      if product > 1e-12 { steps.append((move, turn, product)) }
      if steps.count > 10 { steps.removeFirst() }
      if value - next.value < 1e-9 * max(1, abs(value)) { break }
      (point, value, slope) = next
    }
    return point
  }

  /// The log odds of each class for a row.
  func scores(of row: Row, with weights: [Double]) -> [Double] {
    var scores = Array(weights[(columns * classes)...])
    for (column, value) in zip(row.columns, row.values) {
      for index in 0..<classes { scores[index] += value * weights[column * classes + index] }
    }
    return scores
  }

  private func loss(at point: [Double], _ rows: [Row], _ importance: [Double]) -> (
    Double, [Double]
  ) {
    var slope = point
    for index in 0..<classes { slope[columns * classes + index] = 0 }
    var total = 0.5 * Self.dot(slope, slope)
    for row in rows {
      let scores = scores(of: row, with: point)
      let highest = scores.max() ?? 0
      let odds = scores.map { exp($0 - highest) }
      let sum = odds.reduce(0, +)
      let weight = strength * importance[row.label]
      total += weight * (log(sum) + highest - scores[row.label])
      let pull = odds.enumerated().map {
        weight * ($0.element / sum - ($0.offset == row.label ? 1 : 0))
      }
      for (column, value) in zip(row.columns, row.values) {
        for index in 0..<classes { slope[column * classes + index] += value * pull[index] }
      }
      for index in 0..<classes { slope[columns * classes + index] += pull[index] }
    }
    return (total, slope)
  }

  /// The two-loop recursion of L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4).
  private func descent(
    _ slope: [Double], _ steps: [(move: [Double], turn: [Double], product: Double)]
  ) -> [Double] {
    var direction = slope.map { -$0 }
    var shares: [Double] = []
    for step in steps.reversed() {
      let share = Self.dot(step.move, direction) / step.product
      for index in direction.indices { direction[index] -= share * step.turn[index] }
      shares.append(share)
    }
    if let last = steps.last {
      let scale = last.product / Self.dot(last.turn, last.turn)
      for index in direction.indices { direction[index] *= scale }
    }
    for (step, share) in zip(steps, shares.reversed()) {
      let correction = share - Self.dot(step.turn, direction) / step.product
      for index in direction.indices { direction[index] += correction * step.move[index] }
    }
    return direction
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}
