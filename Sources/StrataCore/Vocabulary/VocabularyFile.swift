/// The text of a file with a user's own terms, in the JSON form of ``Vocabulary/Extension``.
package struct VocabularyFile: Sendable {
  /// What it adds.
  package let terms: Vocabulary.Extension
  private let place: String

  /// Reads the file's bytes.
  ///
  /// - Parameter place: what the file is called in messages.
  /// - Throws: ``StrataError`` with code `invalidInput` and the line or the field that is wrong.
  package init(_ bytes: [UInt8], place: String) throws(StrataError) {
    self.place = place
    let file = try JSONFields(JSONReader.value(of: bytes, place: place), place: place)
    var terms: [String: [String: [String]]] = [:]
    for field in file.members.keys.sorted() {
      guard let values = try file.object(field) else { throw file.missing(field) }
      for value in values.members.keys.sorted() {
        guard let names = try values.texts(value) else { throw values.missing(value) }
        terms[field, default: [:]][value] = names
      }
    }
    self.terms = Vocabulary.Extension(terms: terms)
  }

  /// A policy that reads by these terms, too.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`, the file and the field that is wrong.
  package func extending(_ policy: VersionPolicy) throws(StrataError) -> VersionPolicy {
    do throws(StrataError) {
      return VersionPolicy(vocabulary: try policy.vocabulary.extended(by: terms))
    } catch {
      var error = error
      error.place = error.place.map { "\(place): \($0)" } ?? place
      throw error
    }
  }

  /// How many names it adds.
  package var nameCount: Int {
    terms.terms.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } }
  }
}
