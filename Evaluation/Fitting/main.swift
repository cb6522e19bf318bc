import Foundation

// fit-weights [--cross-validate] [--telling] TABLE FILE…
//
// Fits the weights of the version policy to labelled cases and writes TABLE. With --cross-validate it
// writes nothing: it fits to all files but one and scores that one, in turn.

let flags: Set<String> = ["--cross-validate", "--telling"]
let crossValidates = CommandLine.arguments.contains("--cross-validate")
let tellsMost = CommandLine.arguments.contains("--telling")
let arguments = CommandLine.arguments.dropFirst().filter { !flags.contains($0) }
guard arguments.count > 1 else {
  print("usage: fit-weights [--cross-validate] [--telling] TABLE FILE…")
  exit(64)
}
let table = arguments[0]

let policy = VersionPolicy()
var files: [(name: String, examples: [TrainingExample])] = []
for path in arguments.dropFirst() {
  let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  let cases = try lines.map { try JSONDecoder().decode(LabelledCase.self, from: Data($0.utf8)) }
  let examples = cases.compactMap { TrainingExample($0, read: policy) }
  print("\(path): \(cases.count) cases, \(examples.count) to learn from")
  files.append((path, examples))
}

if crossValidates {
  var (right, changes, all) = (0, 0, 0)
  for (index, file) in files.enumerated() {
    let others = files.enumerated().filter { $0.offset != index }.flatMap(\.element.examples)
    let model = PurposeModel(fittedTo: others)
    let answers = file.examples.map { (example: $0, answer: model.purpose(of: $0)) }
    let hits = answers.count { $0.example.accepted.contains($0.answer) }
    let kinds = answers.count { ($0.example.accepted[0].facet == nil) == ($0.answer.facet == nil) }
    print(
      "without \(file.name): purpose \(hits)/\(answers.count), change \(kinds)/\(answers.count)")
    right += hits
    changes += kinds
    all += answers.count
  }
  print("in all: purpose \(right)/\(all), change \(changes)/\(all)")
} else {
  let model = PurposeModel(fittedTo: files.flatMap(\.examples))
  let weights = WeightTable(model: model)
  try weights.source().write(toFile: table, atomically: true, encoding: .utf8)
  print("\(table): \(model.weights.count) features")
  if tellsMost { print(weights.mostTelling(40)) }
}
