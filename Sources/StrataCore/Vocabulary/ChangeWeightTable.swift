extension ChangeWeights {
  /// From this sum on a change that was found holds.
  static let leastForFound: Float = -1
  /// From this sum on a change is told though none was found.
  static let leastForTold: Float = -0.1

  static let ofAnyChange = ChangeWeights(
    base: -2.84,
    features: """
      +1.20: change scale
      +1.05: change project
      +1.00: told now
      +0.95: change environment; change provider; told departure
      +0.90: change compliance
      +0.85: change architecture; change service
      +0.75: told done
      +0.65: other architecture; other compliance
      +0.60: other service
      +0.55: share questions; told arrival; told otherProject
      +0.50: told scheduled
      +0.40: asked now; left architecture; same service
      +0.30: asked resumption; dismissed service; told movement
      +0.25: dismissed environment; left environment; same architecture; same provider; told \
      past; told replacement; told subject
      +0.20: told anyMore; told becoming; told growth; told launch; told succession
      +0.15: left provider; left service; told obligation
      +0.10: asked construction; other environment; told construction
      +0.05: asked past; asked succession; dismissed compliance; same environment
      -0.05: asked becoming; asked comparison; asked growth; asked launch; asked movement; \
      asked otherProject; asked scheduled; asked thirdParty; other scale
      -0.10: asked untouched; dismissed scale; same scale
      -0.15: asked arrival; asked modal; asked someday; asked uncertain; other provider; \
      told someday
      -0.20: asked departure; asked done; told thirdParty
      -0.30: asked negation; dismissed architecture; dismissed provider
      -0.35: told comparison
      -0.40: told conditional; told resumption
      -0.45: told uncertain
      -0.50: asked conditional
      -0.55: same compliance; told modal; told untouched
      -0.70: told negation
      """,
    words: """
      +0.50: @
      +0.25: @ is; ^ @; agent; first; same
      +0.20: 's; @ @; ^ the; been; from; last; live; over; services; their; us; which
      +0.15: ^ what; ^ which; as of; behind; do; do i; flow; for; functions; gateway; \
      million; nodes; now; on; on it; on the; ours; per; regions; shared; the #; the agent; \
      there; this; were; what do
      +0.10: 've; ^ how; ^ i; ^ same; ^ where; after; after the; again; agents; aks; api; \
      apis; as; central; clone; cloud run; contract; data; deployed; for @; from the; has; \
      have been; host; layer; monday; morning; need; of; of #; order; our; own; probes; \
      running; runs; set; should; since; six; size; stack; sunday; system; telemetry; the \
      collector; these; to a; tuesday; values; we 've; where do; which of; yesterday
      +0.05: an; and; are; everything; good; have; hosts; how; how do; it; must; of the; \
      out; service; staging; team; the; the @; the same; today; up; went; what; where; with
      -0.05: ^ is; ^ they; ^ we; before; console; count; each; for the; get; got; i; in; is; \
      keep; level; like; me; never; plan; request; so; time; to #; to the; without; your; \
      zero
      -0.10: # ms; # of; ^ can; ^ could; be; between; but; config; cpu; did; do n't; does; \
      during; failed; filter; full; gets; gone; if; is #; is there; it is; kernel; know; \
      left; let; log; month; ms; no; not; pci; read; s; says; second; shows; side; those; \
      three; times; want; we; would be; you; your container
      -0.15: #; aws; ca; can; drop; go; just; my; n't; ones; only; they; to; two
      -0.20: a; azure; could; more; some; test; that; would
      -0.30: one; or
      """)
}
