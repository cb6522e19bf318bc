/// How a line goes on: the ground for a minor's trigger.
enum Intent: Int, CaseIterable, Sendable, Hashable, Codable {
  case troubleshooting, validation, optimization, expansion, complexity, clarification, alternative
}

/// A class of words with one meaning, or with a hint of it (`Faint`).
enum IntentClass: Int, CaseIterable, Sendable, Hashable {
  case failure, failureFaint, symptom, symptomFaint, onset, onsetFaint, repairRequest,
    repairRequestFaint, advice, adviceFaint, proof, proofFaint, observation, observationFaint,
    completion, completionFaint, recovery, recoveryFaint, witness, witnessFaint, cost, resource,
    reduction, reductionFaint, excess, excessFaint, tuning, tuningFaint, satisfaction,
    satisfactionFaint, joining, joiningFaint, addition, additionFaint, unit, schedule, capacity,
    capacityFaint, simplicity, simplicityFaint, overload, overloadFaint, smallness,
    smallnessFaint, depth, depthFaint, correction, correctionFaint, obligation, obligationFaint,
    meaning, meaningFaint, consequence, consequenceFaint, choice, choiceFaint, weighing,
    weighingFaint, noncommitment, noncommitmentFaint, suggestion, suggestionFaint, technique

  /// Whether it only hints at its meaning.
  var isFaint: Bool {
    switch self {
    case .failureFaint, .symptomFaint, .onsetFaint, .repairRequestFaint, .adviceFaint,
      .proofFaint, .observationFaint, .completionFaint, .recoveryFaint, .witnessFaint,
      .reductionFaint, .excessFaint, .tuningFaint, .satisfactionFaint, .joiningFaint,
      .additionFaint, .capacityFaint, .simplicityFaint, .overloadFaint, .smallnessFaint,
      .depthFaint, .correctionFaint, .obligationFaint, .meaningFaint, .consequenceFaint,
      .choiceFaint, .weighingFaint, .noncommitmentFaint, .suggestionFaint:
      true
    default: false
    }
  }

  /// What the class speaks for by its meaning; nil where it stands in openings of all kinds.
  var intent: Intent? {
    switch self {
    case .failure, .failureFaint, .symptom, .symptomFaint, .onset, .onsetFaint, .repairRequest,
      .repairRequestFaint:
      .troubleshooting
    case .proof, .proofFaint, .observation, .observationFaint, .completion, .completionFaint,
      .recovery, .recoveryFaint:
      .validation
    case .cost, .resource, .reduction, .reductionFaint, .excess, .excessFaint, .tuning,
      .tuningFaint:
      .optimization
    case .joining, .joiningFaint, .addition, .additionFaint, .unit, .schedule, .capacity,
      .capacityFaint:
      .expansion
    case .simplicity, .simplicityFaint, .overload, .overloadFaint, .smallness, .smallnessFaint,
      .depth, .depthFaint:
      .complexity
    case .correction, .correctionFaint, .obligation, .obligationFaint, .meaning, .meaningFaint:
      .clarification
    case .choice, .choiceFaint, .weighing, .weighingFaint, .noncommitment, .noncommitmentFaint,
      .technique:
      .alternative
    case .advice, .adviceFaint, .witness, .witnessFaint, .satisfaction, .satisfactionFaint,
      .consequence, .consequenceFaint, .suggestion, .suggestionFaint:
      nil
    }
  }

  /// Whether a denial turns it into its opposite.
  var isTrouble: Bool {
    self == .failure || self == .symptom || self == .failureFaint || self == .symptomFaint
  }
}

/// Classes as a set.
struct IntentClasses: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  init(_ kind: IntentClass) { rawValue = 1 << UInt64(kind.rawValue) }

  /// The classes, one by one.
  var kinds: [IntentClass] {
    var rest = rawValue
    var kinds: [IntentClass] = []
    while rest != 0 {
      if let kind = IntentClass(rawValue: rest.trailingZeroBitCount) { kinds.append(kind) }
      rest &= rest - 1
    }
    return kinds
  }
}

/// Words and phrases by class.
enum IntentTerms {
  static let classes: [(IntentClass, String)] = [
    (.failure, failure), (.failureFaint, failureFaint), (.symptom, symptom),
    (.symptomFaint, symptomFaint), (.onset, onset), (.onsetFaint, onsetFaint),
    (.repairRequest, repairRequest), (.repairRequestFaint, repairRequestFaint),
    (.advice, advice), (.adviceFaint, adviceFaint), (.proof, proof),
    (.proofFaint, proofFaint), (.observation, observation),
    (.observationFaint, observationFaint), (.completion, completion),
    (.completionFaint, completionFaint), (.recovery, recovery),
    (.recoveryFaint, recoveryFaint), (.witness, witness), (.witnessFaint, witnessFaint),
    (.cost, cost), (.resource, resource), (.reduction, reduction),
    (.reductionFaint, reductionFaint), (.excess, excess), (.excessFaint, excessFaint),
    (.tuning, tuning), (.tuningFaint, tuningFaint), (.satisfaction, satisfaction),
    (.satisfactionFaint, satisfactionFaint), (.joining, joining),
    (.joiningFaint, joiningFaint), (.addition, addition), (.additionFaint, additionFaint),
    (.unit, unit), (.schedule, schedule), (.capacity, capacity),
    (.capacityFaint, capacityFaint), (.simplicity, simplicity),
    (.simplicityFaint, simplicityFaint), (.overload, overload),
    (.overloadFaint, overloadFaint), (.smallness, smallness),
    (.smallnessFaint, smallnessFaint), (.depth, depth), (.depthFaint, depthFaint),
    (.correction, correction), (.correctionFaint, correctionFaint), (.obligation, obligation),
    (.obligationFaint, obligationFaint), (.meaning, meaning), (.meaningFaint, meaningFaint),
    (.consequence, consequence), (.consequenceFaint, consequenceFaint), (.choice, choice),
    (.choiceFaint, choiceFaint), (.weighing, weighing), (.weighingFaint, weighingFaint),
    (.noncommitment, noncommitment), (.noncommitmentFaint, noncommitmentFaint),
    (.suggestion, suggestion), (.suggestionFaint, suggestionFaint), (.technique, technique),
  ]

  /// Words by which a clause asks for something, when one of them stands among its first.
  static let requests = Set(
    """
    please kindly need want like wish looking request require show give tell name let hand explain \
    describe propose suggest recommend help advise clarify
    """.split(separator: " ").map { Token.key(String($0)) })

  /// Words that deny what follows within three words.
  static let denials = Set(
    ["no", "not", "n't", "never", "without", "nothing", "none", "nobody", "neither"].map(Token.key))
}
