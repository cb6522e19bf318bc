package import StrataCore

/// A statement of work as values (rows P1–P3): what every template may show, already in words for
/// people, not yet escaped for any format.
///
/// Lists are bounded, whatever the number of versions: what is left out is counted in their place.
package struct WorkReport: Sendable, Hashable {
  /// Which document.
  package enum Kind: String, Sendable, CaseIterable {
    /// One version.
    case version
    /// Everything that led to a version, as it stands now.
    case cumulative
    /// What is different from another version.
    case changes
  }

  /// What the customer came with.
  package struct Request: Sendable, Hashable {
    package var version: String
    package var when: String
    package var words: String
  }

  /// A field of the deployment context that is in force.
  package struct ContextField: Sendable, Hashable {
    package var name: String
    /// Written for people; nil where it was stated in the line before and nobody said it again in this
    /// one.
    package var value: String?
    /// As it was stated: `on_prem`.
    package var stated: String?
    /// The version in which it was stated.
    package var version: String
    /// What was in force before, where that is something else.
    package var before: String?
    /// Whether it is new or another one, against the version that is compared with.
    package var isChanged: Bool
    /// Whether it was read from what was said instead of stated as a field.
    package var isUnderstood: Bool
  }

  /// A decision that stands.
  package struct Decision: Sendable, Hashable {
    /// A choice on the same topic that it took the place of.
    package struct Earlier: Sendable, Hashable {
      package var choice: String
      package var version: String
    }

    package var topic: String
    package var choice: String
    package var why: String?
    package var alternatives: String?
    package var by: String?
    package var when: String
    package var version: String
    /// Whether it is new or another one, against the version that is compared with.
    package var isChanged: Bool
    /// Whether nothing was decided on its topic before, against that version.
    package var isNew: Bool
    /// Whether it was taken in another line of work, so that somebody should say whether it still holds.
    package var isOfOtherLine: Bool
    /// Newest first.
    package var earlier: [Earlier]
  }

  /// Something that was brought to an environment.
  package struct Deliverable: Sendable, Hashable {
    package var what: String
    package var environment: String
    package var status: String
    package var when: String
    package var version: String
  }

  /// Why the version was made.
  package struct Reason: Sendable, Hashable {
    /// What it rests on.
    package struct Evidence: Sendable, Hashable {
      package var finding: String
      package var quote: String?
      package var source: String
    }

    package var why: String
    package var evidence: [Evidence]
    /// What was considered, with why it was not followed.
    package var rejected: [ReportFact]
    /// Set where a person chose the number.
    package var override: String?
    /// Set where the number is a safe fallback.
    package var fallback: String?
  }

  /// A line of work beside the one that the version belongs to.
  package struct OtherLine: Sendable, Hashable {
    package var first: String
    package var newest: String
    package var count: String
    package var why: String
    package var state: String
  }

  /// One version in the history.
  package struct Step: Sendable, Hashable {
    package var version: String
    package var begun: String
    package var trigger: String
    package var why: String
    /// What is different from the version that it goes on from.
    package var changes: [String]
    package var outcome: String
    /// Whether it is the version that the document is about.
    package var isSubject: Bool
  }

  /// Older versions, taken together.
  package struct Stretch: Sendable, Hashable {
    package var first: String
    package var last: String
    package var period: String
    package var count: String
    package var outcomes: String
    /// What changed in them, by name.
    package var changes: String?
  }

  /// How one version did.
  package struct Metrics: Sendable, Hashable {
    package var version: String
    package var turns: String
    package var duration: String
    package var decisions: String
    package var outcome: String
    package var satisfaction: String
    package var isSubject: Bool
  }

  /// One metric of two versions.
  package struct Difference: Sendable, Hashable {
    package var name: String
    package var before: String
    package var after: String
    package var difference: String
  }

  /// A version whose record is an input.
  package struct Input: Sendable, Hashable {
    package var version: String
    package var session: String
    package var entries: String
    package var leaf: String
  }

  /// A file that is an input.
  package struct File: Sendable, Hashable {
    package var version: String
    package var name: String
    package var digest: String
  }

  package var kind: Kind
  package var customer: String
  package var version: String
  /// The version that is compared with: the one before, or the one that was asked for.
  package var base: String?
  package var title: String
  /// One or two sentences.
  package var lead: String
  package var facts: [ReportFact]
  package var requests: [Request]
  package var context: [ContextField]
  package var decisions: [Decision]
  /// What is to be known about decisions that are not listed.
  package var decisionsNote: String?
  package var deliverables: [Deliverable]
  package var deliverablesNote: String?
  package var openPoints: [String]
  package var reason: Reason
  package var relations: [ReportFact]
  package var otherLines: [OtherLine]
  /// Newest first.
  package var history: [Step]
  /// Newest first.
  package var olderHistory: [Stretch]
  /// Newest first.
  package var metrics: [Metrics]
  package var comparison: [Difference]
  package var totals: [ReportFact]
  /// Notes about the version: collisions, moves, erasures.
  package var notes: [String]
  package var store: String
  package var inputs: [Input]
  package var inputsNote: String?
  /// How many versions the digest is over.
  package var inputCount: Int
  package var inputsDigest: String
  package var files: [File]
}
