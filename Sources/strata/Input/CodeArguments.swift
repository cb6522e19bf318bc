import ArgumentParser
import StrataCore
import StrataStore

/// Which code is in force when a session starts (row A1).
struct CodeArguments: ParsableArguments {
  @Flag(help: "Do not look at the Git repository of the current directory.")
  var noCode = false

  @Option(
    help: ArgumentHelp(
      "The code in force, as a JSON object, instead of looking at Git.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var code: String?

  /// The code in force.
  ///
  /// - Throws: ``StrataError``.
  func state() throws(StrataError) -> CodeState? {
    guard let code else {
      return noCode ? nil : GitCodeReader().codeState(of: StoreArguments.currentFolder)
    }
    guard !noCode else {
      throw StrataError(
        .usage, "--code and --no-code contradict each other", remedy: "give one of them")
    }
    let input = try BoundedInput(code)
    let fields = try JSONFields(
      JSONReader.value(of: input.bytes, place: input.place), place: input.place)
    var state = CodeState(
      repository: try fields.text("repository"), commit: try fields.text("commit"),
      tag: try fields.text("tag"), branch: try fields.text("branch"),
      workingDirectory: try fields.text("working_directory"), file: try fields.text("file"))
    switch fields.members["line"] ?? .null {
    case .null: break
    case .integer(let line) where line > 0 && state.file != nil: state.line = Int(line)
    default:
      throw StrataError(
        .invalidInput, "the field 'line' is not the number of a line, from 1, of a 'file'",
        place: input.place)
    }
    switch fields.members["dirty"] ?? .null {
    case .null: break
    case .bool(let isDirty): state.isDirty = isDirty
    default:
      throw StrataError(
        .invalidInput, "the field 'dirty' is not true or false", place: input.place)
    }
    return state
  }
}
