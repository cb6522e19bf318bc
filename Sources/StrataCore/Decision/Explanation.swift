/// Puts a decision into words (row V6).
struct Explanation {
  let opening: Opening
  let ranked: [LineCandidate]
  let telling: TellingClause

  /// One sentence for a major.
  func major(from best: LineCandidate, gap: Int64?) -> String {
    var parts = best.changes.prefix(2).map { change in
      "the \(change.dimension.name) changed from \(Self.shown(change.from, change.dimension)) to "
        + Self.shown(change.to, change.dimension)
    }
    if let gap {
      parts.append("\(Self.days(gap)) have passed since line v\(best.line.major) was active")
    }
    return Self.sentence(parts.joined(separator: ", and "))
  }

  /// One sentence for a minor.
  func minor(of best: LineCandidate, _ triggers: [(trigger: Trigger, intent: Intent)]) -> String {
    let purpose = triggers.first.map { Self.words(for: $0.trigger) } ?? "a follow-up"
    let reason = best.reasons.first.map { ", since \($0)" } ?? ""
    return "Line v\(best.line.major) goes on\(ranked.count > 1 ? reason : ""): \(purpose)."
  }

  /// What speaks for the line and for the first trigger of a minor.
  func evidence(
    of best: LineCandidate, _ triggers: [(trigger: Trigger, intent: Intent)]
  ) -> [VersionDecision.Evidence] {
    var evidence: [VersionDecision.Evidence] = []
    if let first = triggers.first {
      if let quote = telling.quote(for: Purpose(first.intent)) {
        evidence.append(
          VersionDecision.Evidence(
            trigger: first.trigger, finding: Self.words(for: first.trigger), quote: quote.words,
            source: "opening[\(quote.message)]"))
      }
    }
    for claim in opening.claims {
      let mention = claim.mention
      guard mention.standing.force >= 1, mention.strength >= 1,
        best.line.profile.value(of: mention.dimension)?.value == mention.value, evidence.count < 6
      else { continue }
      evidence.append(
        opening.evidence(
          claim, for: nil,
          finding: "\(mention.dimension.name): \(mention.value), as in line v\(best.line.major)"))
    }
    return evidence
  }

  /// Mentions and lines that were not followed; at most 12.
  func rejections(besides best: LineCandidate) -> [VersionDecision.Rejection] {
    var rejected: [VersionDecision.Rejection] = []
    for candidate in ranked where candidate.line.major != best.line.major && rejected.count < 5 {
      let reason =
        candidate.changes.first.map {
          "its \($0.dimension.name) is \(Self.shown($0.from, $0.dimension)) and not "
            + Self.shown($0.to, $0.dimension)
        }
        ?? (candidate.affinity + 0.05 < best.affinity
          ? "less of what is said belongs to it" : "it fits as well but was active earlier")
      rejected.append(
        VersionDecision.Rejection(considered: "line v\(candidate.line.major)", reason: reason))
    }
    for claim in opening.claims where rejected.count < 12 {
      let mention = claim.mention
      guard mention.standing.force < 2, mention.strength >= 1,
        best.line.profile.value(of: mention.dimension)?.value != mention.value,
        !best.changes.contains(where: { $0.to == mention.value })
      else { continue }
      rejected.append(
        VersionDecision.Rejection(
          considered: mention.dimension.trigger.rawValue,
          reason: WrittenName.of(mention.value, in: mention.dimension)
            + ": \(mention.standing.reason)",
          quote: opening.passages[claim.message].clauseQuote(around: mention.range.lowerBound),
          source: "opening[\(claim.message)]"))
    }
    return rejected
  }

  // MARK: Words

  static func days(_ microseconds: Int64) -> String {
    let days = microseconds / 86_400_000_000
    return days == 30 ? "more than 30 days" : "\(days) days"
  }

  private static func shown(_ value: String?, _ facet: Facet) -> String {
    guard let value, !value.isEmpty else { return "none" }
    return WrittenName.ofList(value, in: facet)
  }

  private static func sentence(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst() + "."
  }

  /// What a trigger means, in a few words.
  static func words(for trigger: Trigger) -> String {
    switch trigger {
    case .initial: "the customer's first session"
    case .cloudProviderChange: "another cloud provider"
    case .architectureShift: "another architecture"
    case .serviceTypeChange: "another type of service"
    case .environmentChange: "another environment"
    case .projectSwitch: "another project"
    case .complianceChange: "another compliance regime"
    case .scaleShift: "another class of scale"
    case .timelineSeparation: "more than 30 days of silence"
    case .troubleshootingSession: "something fails and is looked into"
    case .guidanceToTroubleshooting: "what was advised fails and is looked into"
    case .validationFollowUp: "what was done is checked"
    case .implementationToValidation: "what was implemented is checked"
    case .optimizationSession: "what runs is made better or cheaper"
    case .validationToOptimization: "what was validated is made better or cheaper"
    case .expansionPlanning: "the same deployment gets larger"
    case .complexityAdjustment: "the same design is wanted simpler or deeper"
    case .requirementClarification: "a requirement or an answer is made precise"
    case .alternativeExploration: "another option for the same deployment is weighed"
    case .linesMerged: "two lines are one"
    case .jsonSchemaFixes: "its JSON is repaired"
    case .metadataCorrections: "its metadata are corrected"
    case .timestampCorrections: "its timestamps are corrected"
    case .incompleteSessionRecovery: "the incomplete session is recovered"
    case .missingFileRegeneration: "a missing file is regenerated"
    case .conversationReconstruction: "its conversation is reconstructed"
    case .privacyComplianceUpdates: "personal content is removed"
    case .metadataSchemaUpdates: "its metadata follow a new schema"
    case .archivePreparation: "it is prepared for the archive"
    }
  }
}
