/// A finding of the policy about one side of the deployment, taken apart: `provider: aws → azure`, or
/// `provider: aws, as in line v1`.
struct FacetFinding {
  var facet: Facet
  /// What it was before; nil where the finding tells of no change, or of none from a known value.
  var before: String?
  /// What it is; nil where only the change is known.
  var now: String?

  init?(_ finding: String) {
    guard let (facet, text) = Self.parts(of: finding),
      let arrow = text.ranges(of: " → ").last
    else { return nil }
    self.facet = facet
    before = Self.known(text[..<arrow.lowerBound])
    now = Self.known(text[arrow.upperBound...])
  }

  /// What the policy writes where it knows no value says nothing to a customer.
  private static func known(_ value: Substring) -> String? {
    ["the line's", "another", "smaller", ""].contains(value) ? nil : String(value)
  }

  private static func parts(of finding: String) -> (facet: Facet, text: Substring)? {
    guard let colon = finding.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = finding[..<colon]
    guard let facet = Facet.allCases.first(where: { $0.name == name }) else { return nil }
    return (facet, finding[colon...].dropFirst(2))
  }

  /// The finding with the names that people use: `Cloud provider: AWS → Azure`; any other finding as
  /// it is.
  static func written(_ finding: String) -> String {
    guard let (facet, text) = parts(of: finding) else { return finding }
    let end = text.firstRange(of: ", as in line ")?.lowerBound ?? text.endIndex
    let sides = text[..<end].split(separator: " → ", omittingEmptySubsequences: false)
      .map { WrittenName.ofList(String($0), in: facet) }
    return "\(ReportWords.name(facet.field)): \(sides.joined(separator: " → "))\(text[end...])"
  }
}
