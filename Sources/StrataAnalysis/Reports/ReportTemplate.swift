import Mustache
package import StrataCore

/// A Mustache template for a report: Strata's own, or one that a user wrote.
///
/// Every value is escaped for the format before the template sees it, so that no tag, `{{{name}}}`
/// neither, lets a customer's words become markup.
package struct ReportTemplate: Sendable {
  /// What it writes.
  package let format: ReportFormat
  private let template: MustacheTemplate

  /// Reads a template.
  ///
  /// - Parameter place: how the template is called in messages.
  /// - Throws: ``StrataError`` with code `invalidInput`: where it is no Mustache, names what there is
  ///   not, or holds a kind of tag that a report cannot have; with the line.
  /// - Complexity: O(length).
  package init(_ text: String, format: ReportFormat, place: String) throws(StrataError) {
    self.format = format
    let tags = try TemplateTags(of: text, place: place)
    do {
      // Values come escaped: Mustache must not escape them again.
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
    } catch {
      throw Self.error(error, tags, place: place)
    }
    let unknown = tags.misnamed(in: WorkReport.fields.shape)
    guard unknown.isEmpty else {
      let names = unknown.prefix(10).map { "'\($0.name)' in line \($0.line)" }
      let more = unknown.count > 10 ? " and \(unknown.count - 10) more" : ""
      throw StrataError(
        .invalidInput,
        "the template shows what is no value at that place: \(names.joined(separator: ", "))\(more)",
        place: place,
        remedy: "'strata report sow … --json' shows the names; those of a list are known inside it")
    }
  }

  /// The document.
  ///
  /// - Complexity: O(its length).
  package func render(_ report: WorkReport) -> String {
    template.render(Self.object(of: WorkReport.fields.value(of: report), format))
  }

  private static func error(
    _ error: any Error, _ tags: TemplateTags, place: String
  ) -> StrataError {
    let parsed = error as? MustacheTemplate.ParserError
    // Ours is the first line that the parser sees.
    var line = parsed.map { $0.context.lineNumber - 1 }
    let what: String
    switch parsed?.error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect?: what = "a section ends that did not begin here"
    case .unfinishedName?: what = "a tag has no end, or a name that cannot be one"
    case .expectedSectionEnd?:
      line = tags.unclosed?.line ?? line
      what = "the section\(tags.unclosed.map { " '\($0.name)'" } ?? "") has no end"
    default: what = "a tag has no end"
    }
    return StrataError(
      .invalidInput, (line.map { "line \($0): " } ?? "") + what, place: place,
      remedy: "mend the template; 'strata report template' prints one that works")
  }

  /// What swift-mustache walks through.
  private static func object(of value: TemplateValue, _ format: ReportFormat) -> Any {
    switch value {
    case .absent: return TemplateText(text: "", isNull: true)
    case .text(let text): return TemplateText(text: format.escaped(text), isNull: false)
    case .flag(let flag): return flag
    case .list(let values): return values.map { object(of: $0, format) }
    case .record(let members):
      return TemplateRecord(members: members.mapValues { object(of: $0, format) })
    }
  }
}

/// A text, already escaped. Without it `{{name}}` inside would be looked for by reflection.
private struct TemplateText: MustacheCustomRenderable, MustacheParent {
  var text: String
  var isNull: Bool

  var renderText: String { text }
  func child(named: String) -> Any? { nil }
}

private struct TemplateRecord: MustacheParent {
  var members: [String: Any]

  func child(named name: String) -> Any? { members[name] }
}
