/// What the sessions of one line have said so far, folded so that its size stays bounded.
///
/// At most ``maximumTerms`` topic terms, ``maximumVotes`` values a dimension, ``maximumRegimes``
/// regimes and 16 counts, each with one quotation of at most about 160 bytes, and the places of
/// ``LineClaims``: seldom above 40 kB.
public struct LineProfile: Sendable, Codable, Hashable {
  /// A part of a session to learn from: its header and the turns not yet absorbed.
  public struct Excerpt: Sendable {
    /// The session's version.
    public var version: SemanticVersion
    /// What the caller stated.
    public var context: DeploymentContext
    /// The turns, oldest first.
    public var turns: [Turn]
    /// The position of the first of ``turns`` in its session, from 0.
    public var firstTurn: Int

    /// Makes an excerpt.
    public init(
      version: SemanticVersion, context: DeploymentContext, turns: [Turn], firstTurn: Int = 0
    ) {
      self.version = version
      self.context = context
      self.turns = turns
      self.firstTurn = firstTurn
    }
  }

  /// A value in force, and who said so.
  package struct Fact: Sendable, Codable, Hashable {
    /// The normal form.
    package var value: String
    /// `v1.1.0 context.cloud_provider` or `v1.1.0 turn 3`.
    package var source: String
    /// The words, where it was said.
    package var quote: String?
  }

  /// How often and how surely a value was said.
  package struct Vote: Sendable, Codable, Hashable {
    package var value: String
    package var weight: Float
    package var source: String
    package var quote: String
  }

  /// A topic term: the hash of a word and how much it was spoken of.
  package struct Term: Sendable, Codable, Hashable {
    package var key: UInt64
    package var weight: Float
  }

  package static let maximumTerms = 512
  package static let maximumVotes = 12
  package static let maximumRegimes = 24

  /// What callers stated, the newest of each.
  package var stated: [Facet: Fact] = [:]
  /// The regimes that callers stated, the newest list.
  package var regimes: [String]?
  /// The project as stated.
  package var project: String?
  /// What conversations said.
  package var votes: [Facet: [Vote]] = [:]
  /// The topic terms, heaviest first after each trimming.
  package var terms: [UInt64: Float] = [:]
  /// The largest counts said, by unit (`users`, `nodes`, …).
  package var counts: [String: Double] = [:]
  /// What the newest session that is no patch seems to have been for.
  package var inferredPhase: WorkflowPhase?
  /// The newest session that was absorbed and is no patch.
  package var newestSession: SemanticVersion?
  /// What was said of the deployment and where, for those who go on (row L2).
  package var claims = LineClaims()

  /// An empty profile.
  public init() {}

  /// The value of a dimension in force, where it is known.
  package func value(of dimension: Facet) -> Fact? {
    if let fact = stated[dimension] { return fact }
    guard let best = votes[dimension]?.max(by: { $0.weight < $1.weight }), best.weight >= 0.2 else {
      return nil
    }
    return Fact(value: best.value, source: best.source, quote: best.quote)
  }

  /// The regimes in force, where anything is known of them.
  package var regimesInForce: Set<String> {
    var known = Set(regimes ?? [])
    if regimes == nil {
      for vote in votes[.compliance] ?? [] where vote.weight >= 0.8 { known.insert(vote.value) }
    }
    return known
  }
}
