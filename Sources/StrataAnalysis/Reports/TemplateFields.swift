/// What a name in a template stands for.
package indirect enum TemplateShape: Sendable, Hashable {
  case text
  /// A section of this name is shown or not.
  case flag
  /// A section of this name is shown once for each element.
  case list(TemplateShape)
  case record([String: TemplateShape])
}

/// A value that a template shows.
package indirect enum TemplateValue: Sendable, Hashable {
  case absent
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  case record([String: TemplateValue])
}

/// The names that a template may use for a type, with their shapes and values: declared once, so that
/// what is checked is what is shown.
package struct TemplateFields<Source>: Sendable {
  /// One name.
  package struct Field: Sendable {
    let name: String
    let shape: TemplateShape
    let value: @Sendable (Source) -> TemplateValue
  }

  private let fields: [Field]

  init(_ fields: [Field]) { self.fields = fields }

  /// The shape of the whole.
  package var shape: TemplateShape {
    .record(Dictionary(fields.map { ($0.name, $0.shape) }) { first, _ in first })
  }

  /// The values of one source; every name is there.
  package func value(of source: Source) -> TemplateValue {
    .record(Dictionary(fields.map { ($0.name, $0.value(source)) }) { first, _ in first })
  }
}

extension TemplateFields.Field {
  static func text(
    _ name: String, _ value: @escaping @Sendable (Source) -> String?
  ) -> Self {
    Self(name: name, shape: .text) { value($0).map(TemplateValue.text) ?? .absent }
  }

  static func flag(
    _ name: String, _ value: @escaping @Sendable (Source) -> Bool
  ) -> Self {
    Self(name: name, shape: .flag) { .flag(value($0)) }
  }

  static func texts(
    _ name: String, _ values: @escaping @Sendable (Source) -> [String]
  ) -> Self {
    Self(name: name, shape: .list(.text)) { .list(values($0).map(TemplateValue.text)) }
  }

  static func list<Element>(
    _ name: String, of fields: TemplateFields<Element>,
    _ elements: @escaping @Sendable (Source) -> [Element]
  ) -> Self {
    Self(name: name, shape: .list(fields.shape)) { .list(elements($0).map(fields.value)) }
  }

  static func record<Element>(
    _ name: String, of fields: TemplateFields<Element>,
    _ element: @escaping @Sendable (Source) -> Element
  ) -> Self {
    Self(name: name, shape: fields.shape) { fields.value(of: element($0)) }
  }
}
