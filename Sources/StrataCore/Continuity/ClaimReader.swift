/// Notes in a line's claims what a turn says of the deployment.
enum ClaimReader {
  /// Names that only suggest a value do not count.
  private static let leastStrength: Float = 0.85

  /// What the caller stated.
  static func note(
    _ context: DeploymentContext, of version: SemanticVersion, in claims: inout LineClaims,
    with vocabulary: Vocabulary
  ) {
    let place = LinePlace(version: version)
    for (facet, text) in StatedValues.texts(of: context) {
      let value = facet == .project ? text : vocabulary.normalised(text, in: facet)
      claims.state([value], in: facet, at: place)
    }
    if let list = context.compliance {
      let regimes = list.prefix(LineProfile.maximumRegimes).map {
        vocabulary.normalised($0, in: .compliance)
      }
      claims.state(regimes, in: .compliance, at: place)
    }
    for (name, value) in context.other {
      guard let json = try? CanonicalJSON.bytes(value), !isErased(name, value) else { continue }
      claims.state(String(decoding: json, as: UTF8.self), as: name, at: place)
    }
  }

  /// The notice that an erasure leaves in the place of a stated context.
  private static func isErased(_ name: String, _ value: JSONValue) -> Bool {
    guard name == "erased", case .string(let text) = value else { return false }
    return text.hasPrefix("[erased by ")
  }

  /// What a turn says. The user's words can settle a value; the advisor's only name it.
  static func note(
    _ read: ReadTexts.Text, by role: Turn.Role, in version: SemanticVersion, turn: Int,
    in claims: inout LineClaims
  ) {
    for mention in read.mentions where mention.strength >= leastStrength {
      guard let sign = sign(of: mention.standing, by: role) else { continue }
      let tokens = read.passage.clauseTokens(around: mention.range.lowerBound)
      claims.note(
        sign, of: mention.value, in: mention.dimension,
        at: LinePlace(version: version, turn: turn, bytes: read.passage.bytes(of: tokens)))
    }
  }

  private static func sign(of standing: Standing, by role: Turn.Role) -> LineClaims.Sign? {
    guard role == .user else {
      return standing == .arrived || standing == .inForce ? .named : nil
    }
    switch standing {
    case .arrived: return .arrived
    case .inForce: return .held
    case .stated, .presupposed: return .named
    case .left, .past, .negated: return .gone
    case .mentioned, .considered, .intended, .compared, .thirdParty, .untouched, .quoted, .hearsay:
      return nil
    }
  }
}
