import StrataCore

/// A deployment context as a caller passes it: a JSON object in a file, on standard input, or in place.
enum ContextInput {
  /// Reads `-`, a file, or the object itself where the argument starts with `{`.
  ///
  /// - Throws: ``StrataError`` with code `notFound`, `storage` or `invalidInput`.
  static func read(_ argument: String) throws(StrataError) -> DeploymentContext {
    try context(fields(argument))
  }

  /// The same as members, where null means something.
  static func members(_ argument: String) throws(StrataError) -> [String: JSONValue] {
    try fields(argument).members
  }

  private static func fields(_ argument: String) throws(StrataError) -> JSONFields {
    if argument.drop(while: \.isWhitespace).first == "{" {
      return try JSONFields(
        JSONReader.value(of: Array(argument.utf8), place: "--context"), place: "--context")
    }
    let input = try BoundedInput(argument)
    return try JSONFields(
      JSONReader.value(of: input.bytes, place: input.place), place: input.place)
  }

  /// The context that an object states; a field of the wrong type is refused by name.
  static func context(_ fields: JSONFields) throws(StrataError) -> DeploymentContext {
    let known: Set = [
      "cloud_provider", "architecture", "service_type", "environment", "project", "scale",
      "compliance",
    ]
    return DeploymentContext(
      cloudProvider: try fields.text("cloud_provider"),
      architecture: try fields.text("architecture"),
      serviceType: try fields.text("service_type"),
      environment: try fields.text("environment"), project: try fields.text("project"),
      compliance: try fields.texts("compliance"), scale: try fields.text("scale"),
      other: fields.members.filter { !known.contains($0.key) })
  }
}
