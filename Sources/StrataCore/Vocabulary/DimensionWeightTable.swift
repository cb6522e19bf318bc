extension ChangeWeights {
  /// What speaks for each dimension where some change is told.
  static let ofDimensions: [Facet: ChangeWeights] = [
    .architecture: ChangeWeights(
      base: -0.33,
      features: """
        +1.95: other architecture
        +0.55: left architecture
        +0.25: told growth; told obligation
        -0.15: left provider
        -0.20: other environment
        -0.25: other compliance; other provider; other service; told otherProject
        """,
      words: """
        +0.25: where
        +0.20: gateway
        +0.15: and; as; each
        +0.10: behind; to
        -0.10: a; one; run; the @
        -0.15: since; us
        -0.20: #; ^ what
        -0.30: @
        """),
    .compliance: ChangeWeights(
      base: -0.54,
      features: """
        +1.90: other compliance
        +0.80: told obligation
        -0.10: left architecture; other scale; told launch; told subject
        -0.15: told growth
        -0.20: other environment; told otherProject
        -0.25: other provider; other service
        -0.35: other architecture
        """,
      words: """
        +0.20: ^ what; for @; our; us
        +0.15: do i; may; so; what
        +0.10: @; @ @; ^ which; an; is the; now; your
        -0.10: #; a; one; or
        -0.15: 's
        """),
    .environment: ChangeWeights(
      base: 0.00,
      features: """
        +1.60: other environment
        +0.55: left environment
        +0.30: told launch
        +0.20: told growth
        -0.10: left provider
        -0.15: left service
        -0.20: other scale
        -0.30: other compliance; other service
        -0.35: other provider
        -0.40: other architecture
        -0.45: told obligation
        """,
      words: """
        +0.30: real
        +0.25: from; live
        +0.20: in the; it; on it; running
        +0.15: are; be; cluster; night; on; the @
        +0.10: #; for the; in; us
        -0.10: do; need; that; two
        -0.15: ^ @; and; is the; same; services; the same
        -0.20: our; your
        """),
    .project: ChangeWeights(
      base: 0.65,
      features: """
        +1.15: told otherProject
        +0.60: told subject
        +0.10: told launch
        -0.15: left provider; left service; other environment
        -0.20: left environment
        -0.25: other architecture
        -0.30: left architecture; other scale; other service
        -0.40: other provider
        -0.45: other compliance
        -0.60: told growth
        """,
      words: """
        +0.55: i
        +0.35: ^ @
        +0.30: me; new; same
        +0.25: @; ^ i; again; services; the same
        +0.20: 's
        +0.15: agent; can; my; next; old; or; shared; this; to; values
        -0.10: ^ what; for @; for the; in; nodes; on it
        -0.15: # #; @ @; an; collector; from; per; running; us; was
        -0.20: each; that
        -0.25: #
        """),
    .provider: ChangeWeights(
      base: 0.08,
      features: """
        +2.10: other provider
        +0.80: left provider
        -0.10: left architecture; told subject
        -0.20: other compliance; told otherProject
        -0.25: other environment; told obligation
        -0.30: other architecture
        -0.40: told growth
        """,
      words: """
        +0.20: there
        +0.15: need; same; two
        +0.10: an; do; for the; please; this
        -0.10: 's; ^ we; and; i; to; which
        """),
    .scale: ChangeWeights(
      base: 0.04,
      features: """
        +0.80: other scale
        +0.20: told growth
        +0.15: told obligation
        -0.10: told launch
        -0.15: left provider; left service
        -0.20: told otherProject; told subject
        -0.25: left architecture
        -0.40: other service
        -0.50: other architecture; other compliance; other environment
        -0.60: other provider
        """,
      words: """
        +0.45: #
        +0.30: million
        +0.25: a; central; one
        +0.20: 's the; ^ #; ^ we; all; has; hub; of #; per; please; regions; replicas; \
        still; tenants; three; two; was; what 's
        +0.15: # #; ^ our; how; last; since; since the; us
        +0.10: @ @; and; at; collector; first; nodes; of; our; your
        -0.10: api; can; for; i; is; night; own; should; there; values
        -0.15: are; as; cluster; do i; on; services; up
        -0.20: agent; now; same
        """),
    .service: ChangeWeights(
      base: 0.10,
      features: """
        +1.50: other service
        +0.60: left service
        +0.40: told growth
        +0.15: left architecture
        -0.10: told subject
        -0.15: other architecture
        -0.20: left provider
        -0.25: other compliance; told launch
        -0.30: other environment; other provider
        -0.35: other scale; told otherProject
        -0.45: told obligation
        """,
      words: """
        +0.30: that
        +0.25: backend; website
        +0.20: a; an; each; into; old; production; run; services; were
        +0.15: ^ the; api; app; per; same
        +0.10: ^ does; is; no; one; own; service; the @
        -0.10: ^ i; first; on the; to
        -0.15: ^ which
        -0.20: i; this
        """),
  ]
}
