// Phrases by class. `fail~` stands for all its regular forms, `drop+` for those that double the
// last letter.

extension IntentTerms {
  /// Wants it simpler, shorter, plainer.
  static let simplicity = """
    simple; simpler; simplest; simplify; simplifies; simplified; simplifying; \
    simplification; simplicity; simply; plain; plainer; diet; light; lightweight; light \
    version; lite; minimal; minimum; minimalist; bare; bare minimum; barebones; bare bones; \
    basic; basics; stripped; strip; strips; stripping; strip down; cut down; cut it; trim \
    it; pare~; pared; boil~ down; reduce to; reduced to; reduce it; scale it back; scale \
    back; scaled down; dial back; leave out; leaving out; left out; leave off; left blank; \
    skip the; skip it; safe to leave; do without; live without; without all; without the; \
    get rid; ditch~; drop all; remove all; delete w; forget about; forget that; ignore the; \
    fewer; fewer parts; fewer steps; fewer moving; less moving; moving parts; less; less \
    stuff; less yaml; fewest; one mechanism; single; just one; one import; one command; one \
    file; one yaml; one script; one binary; one page; one pager; two paragraphs; in two \
    paragraphs; short; shorter; shortest; brief; compact; condensed; nutshell; summary; \
    executive summary; tl dr; the gist; essentials; essential; indispensable; what stays; \
    what is left; what's left; what remains; what do we lose; which of those; earn their \
    keep; just use; can i just; could i just; can we just; could we just; just a; just the; \
    only use; only need; lazy; laziest; easy; easier; easiest; easy way; quick and dirty; \
    hardcoded; hard coded; static; static key; manual; manually; by hand; defaults; default \
    values; factory defaults; sane defaults; good enough; acceptable; suffice~; sufficient; \
    would do; will do; for us that; quickstart; quick start; step by step; numbered; clicks; \
    portal clicks; click; screenshots; in plain; plain english; plain words; plain wording; \
    for dummies; eli5; explain like; explain it again; explain again; explain~; describe~; \
    analogy; picture; drawing; diagram; draw; sketch; restart from; from the beginning; from \
    scratch; start over; again slowly; slower; slowly; walk me; walk us; version; edition; \
    variant; form; prebuilt; ready made; turnkey; off the shelf; templating; leaner; tidier; \
    for our size; our size; at our size; for small; small scale; poor man's; gentle; \
    gentler; hand holding; spoon feed; cookbook; recipe card; cheat sheet; first iteration; \
    phase one; start small; v1; later; for later; grow into
    """

  /// It is too complicated.
  static let overload = """
    too complicated; too complex; too much; too heavy; too many; too clever; too technical; \
    too detailed; too deep; too advanced; too long; too big; complicated; complex; \
    complexity; overcomplicated; over the top; overwhelm~; overwhelmed; overwhelming; \
    overengineered; over engineered; overengineering; over engineering; gold plated; \
    overkill; bloated; heavyweight; heavy; heavier; headache~; lost me; lost us; you lost; \
    foggy; confusing; confused; scare; scares; scared; scary; daunting; intimidating; \
    frightening; dizzy; head spins; head hurts; my head; over my head; our heads; beyond us; \
    beyond me; beyond our; exceed~; madness; insane; crazy; monster; machinery; zoo; jungle; \
    wall of; maze; labyrinth; spaghetti; boxes; components; pieces; files; config files; \
    lines of yaml; pages; steps; tools; scopes; layers; flags; parameters; resources; knobs; \
    third reading; read it twice; don't understand; do not understand; didn't understand; \
    hardly understand; cannot follow; can't follow; understand half; understand a third; \
    half of it; nobody understands; no one understands; never heard; means nothing; what on \
    earth; jargon; buzzwords; acronyms; alphabet soup; rocket science; phd; fiasco; sweat; \
    sigh; tired; closing the laptop; handed it back; give up on; never finish; three days \
    gone; can't be for us; not for us; for the likes of us; not made for us; nobody needs; \
    don't need all; do we really need; do i really need; really need all; is all that; is \
    all this; all of this; all of that; all these; everything you wrote; heavier than
    """

  /// Few people, little skill.
  static let smallness = """
    two people; three people; two person; two persons; three persons; one person; four \
    people; five people; a handful of; only two; just two; just me; only me; just the two; \
    just us; we are few; few people; small team; tiny team; little team; small crew; crew; \
    small shop; tiny shop; one man; one woman; one man show; solo; alone; by myself; hobby; \
    hobbyist; side project; pet project; student; student project; volunteer~; amateur; \
    junior; juniors; intern; trainee; part time; part timer; evenings; weekend~; nobody \
    here; nobody in; no one here; not devops; not a devops; not an engineer; not an expert; \
    no expert; no experts; not a developer; not a programmer; non technical; nontechnical; \
    newbie; beginner~; novice; rookie; layman; laymen; lay person; dummies; operators; \
    wardens; secretary; caretaker; sexton; nobody knows; no kubernetes; no specialist; no \
    specialists; no staff; no admin; our admin; understaffed; on call; at 6 am; at 3 am; \
    three of us; two of us; four of us; the intern; single admin; little; toy; modest; \
    humble; zero users; few users; startup; family business; charity; ngo; museum; library
    """

  /// Wants it fuller, deeper, sturdier.
  static let depth = """
    deep; deeper; deep dive; deep end; dive; dig~; digging; in depth; depth; internals; \
    internal workings; inner workings; how it works inside; under the hood; under the \
    bonnet; guts; nuts and bolts; nitty gritty; gory; gory details; nerd; nerdy; geek~; full \
    design; full picture; complete picture; full version; complete version; full blown; \
    fully fledged; full fat; full set; complete set; grown up; grown up version; grown up \
    edition; next level; advanced; advanced version; expert; expert mode; expert level; \
    sophisticated; elaborate; elaborates; elaborated; thorough; thoroughly; rigorous; \
    comprehensive; extensive; detailed; detail; details; more detail; level of detail; every \
    detail; low level; lowest level; source code; sources included; hook points; spicy; \
    fancy; paranoia; paranoid; hardened; hardening; bulletproof; production grade; \
    enterprise grade; carrier grade; military grade; robust; more robust; resilient; \
    resilience; fault tolerant; fault tolerance; ha; high availability; highly available; no \
    single point; single points of failure; single point of failure; redundancy; redundant; \
    leader election; quorum; split brain; anti affinity; affinity; disruption budget~; pdb; \
    budgets; failover; fail over; bypass; graceful; drain; replicas; three replicas; two \
    sensors; clustered; clustering; multi master; geo redundant; backup; runbook; runbooks; \
    staged rollout; canary; seccomp; signed images; fine grained; granular; granularity; per \
    route; per tenant; custom detectors; exotic; edge cases; corner cases; what happens if; \
    what happens when; what happens on; what if both; skip the marketing; skip the basics; \
    skip the intro; skip the introduction; not the beginner; beyond the basics; beyond \
    basics; more than the basics; outgrow; outgrown; toy config; toy set up; simple version; \
    simple install; simple filter; simple was; simple set up; basic set up; basic install; \
    basic masks; quick start was; friendly weather; how far would you go; go further; \
    exactly how; how exactly; how does it actually; how it actually; actually hook; curious; \
    go full; whole nine yards; the works; belt and braces; no holds barred; graduate; \
    graduate course; master class; textbook; theory behind; mechanism; mechanics; \
    algorithm~; data structure~; protocol level; byte level; wire format; abi; memory \
    layout; ring sizes; state machine; lifecycle
    """

  /// Takes back or corrects what was said.
  static let correction = """
    correction; correct myself; correct that; correct something; let me correct; stand \
    corrected; been corrected; scratch what; scratch that; strike that; take that back; take \
    it back; take back; withdraw; misspoke; mis spoke; mistaken; my mistake; my error; my \
    bad; my fault; mea culpa; apologise; apologies; apologize; sorry; pardon; forgive; \
    excuse; oops; ups; welp; erm; wait; i was wrong; we were wrong; was wrong; were wrong; \
    wrong number; wrong figure; number was wrong; figure was wrong; mixed up; mix up; mixed \
    something; confused; confused the; swapped; mislead; misled; misleading you; leading you \
    astray; sloppy; imprecise; vague; vaguely; unclear; not clear; ambiguous; ambiguity; \
    unprecise; inaccurate; inexact; more exact; more precise; precise; precisely; precisely \
    phrased; precision; exact; to be exact; to be precise; to be clear; clarify; clarifies; \
    clarified; clarifying; clarification~; clear up; straighten; set straight; set the \
    record; restate~; rephrase~; reword~; put differently; in other words; spell it out; to \
    spell it; specify; specified; forgot; forgotten; forgot to; forgot to mention; neglected \
    to; omitted; left out; i left; did not mention; didn't mention; hadn't mentioned; should \
    have said; should have told; should have mentioned; should have been; ought to have; i \
    told; told you; i said; we said; i wrote; we wrote; what i wrote; i mentioned; had \
    mentioned; i stated; as stated; i called; i meant; we meant; meant to; i only meant; \
    meant; misread; misunderstood; misunderstanding; overlooked; turns out; turned out; it \
    turns; as it turns; came to light; learnt; learned; i learnt; found out; discovered; in \
    fact; actually; in reality; in truth; truth is; the truth; meanwhile; only now; just \
    now; just told; just learnt; i asked; we asked; asked internally; asked around; testers \
    answered; answered; the answer; replied; came back with; came back; not what; not \
    thirty; not per; instead of; rather than; not second; not price; addendum; one thing; \
    small change; change of plan; new information; update on; update from; erratum; errata; \
    amendment; amended
    """

  /// A requirement, and who makes it.
  static let obligation = """
    requirement~; requires; required; require; the policy says; policy; policies; rule; the \
    rule; rules; ruling; regulation~; circular; directive; statute~; contract; contractual; \
    contractually; contract says; clause; clauses; legal; lawyer~; counsel; attorney; \
    solicitor; compliance; dpo; privacy; security; security team; works council; auditors; \
    regulator; ministry; purchasing; management; customer's; prospect; prospect's; exchange; \
    insurer; data protection; controlling; product; product owner; architects; board; must; \
    mustn't; must not; mustn't; must also; must be; must stay; must never; have to; has to; \
    need to be; needs to be; needs; we need; we'd need; obliged; obligatory; obligation~; \
    mandatory; compulsory; not allowed; allowed; permitted; forbidden; prohibited; \
    prohibit~; banned; only; nothing else; solely; never; at all; at most; at least; no more \
    than; no longer than; not longer than; maximum; minimum; cap of; hard limit; hard \
    ceiling; limit; threshold; deadline; within; condition; conditions; constraint~; \
    restriction~; restrict~; restricted; exclusion; exclude; exception; except; \
    precondition~; prerequisite~; additional condition; extra condition; new condition; \
    days; months; years; retention; retain~; stored; keep for; kept; hours; per minute; per \
    second; sunday; sundays; switzerland; inside germany; outside; eu; data residency; \
    residency; region must; country; language; polish; insists; insist; demands; demand; \
    wants; stipulate~; stipulation; prescribe~; dictate~; says; decree~; decided; agreed; \
    special categories; category; categories; classification; definition; define~; defined; \
    defines; scope; in scope; out of scope; applies; applies to; apply; apply to us; \
    tightened; stricter; strict; laxer; rotate quarterly; must rotate; irreversible; \
    reversible
    """

  /// What a word or an answer means.
  static let meaning = """
    mean; means; meant by; meaning; what do you mean; what did you mean; did you mean; do \
    you mean; you mean; what does it mean; what is meant; is meant; by that; mean by; in \
    your sense; in the sense; sense of; what is a; what is the; what are the; what exactly; \
    what counts; counts as; count as; counts; term; terms; terminology; wording; phrase; \
    sentence; paragraph; page; section; footnote; table; chapter; your answer; your reply; \
    your document; your doc; your guide; your last; your mail; your message; your note; your \
    list; your default; your default list; your proposal; your recommendation; your advice; \
    your suggestion; you wrote; you said; you mentioned; you named; you listed; you'd said; \
    you recommend; you recommended; you gave; you spoke; you called; you asked; you'd asked; \
    as you said; quoted; quote; interpret~; interpretation; read it; read this; understand; \
    understood; understand correctly; understand it right; unsure; not sure; am unsure; \
    whether this; whether that; whether it; is it; is that; is this; are these; are those; \
    are they; does it; does that; does this; do these; do you want; do you need; do you \
    require; which one; which of; which of the; which of them; which of both; which port; \
    which ports; which role; which version; which account; which file; which field; where \
    exactly; in which; in what order; what order; or the; the public name; required or; \
    mandatory or; optional; optional or; inside or outside; before or after; per what; \
    aligned; is x; count as restart; treat as; treated as; included; including; include; \
    included in; covered by; part of; same thing; the same as; differ from; difference \
    between; short one; quick one; short question; quick question; small question; one \
    question; a question; questions; two questions; settle; settle which; one word; briefly; \
    just to be; just to be sure; just so i; detail; one detail; small detail; nuance
    """

  /// What follows from the correction.
  static let consequence = """
    does that change; does this change; would this change; would that change; how does that \
    change; how does this change; what changes; what has to change; what must change; change \
    anything; change your; change the; alter; alters; alter your; affect~; affects; \
    affected; impact~; influence~; consequence~; implication~; redo; redone; recompute; \
    recalculate; recalculation; rework; revise; revised; revisit; update the; update your; \
    adapt; adapts; adapt the; adjust; adjusts; adjust the; adjustment; still true; still \
    valid; still hold; still stand; still the same; stands; stand under; still works; \
    hinged; depends on; depended; collapse; collapses; invalidate~; what of your; which \
    parts; parts of; so smaller; so bigger; so fewer; so then; then what; hence; thus; \
    therefore; consequently; so no; is it possible; possible; attainable; feasible; can it; \
    can masks; can capture; can you; how would you satisfy; satisfy both; satisfy; \
    satisfies; meet~; met; compatible with; contradictory; contradict~; conflict~; in line; \
    expressed; express; sizing; sizing you; figure; figures; proposal; estimate; \
    calculation; under those; under these; with that; given that; in that case; now that; \
    what else; are we stuck; stuck; are we fine; fine then
    """

  /// Another way.
  static let choice = """
    alternative; alternatives; alternatively; option; options; other option; another option; \
    another way; other way; other ways; some other; other manner; other means; other route; \
    other approach; another approach; different approach; different way; approach; \
    approaches; method; methods; route; possibility; possibilities; variant; variants; \
    choice; choices; instead; instead of; in place of; in lieu; in lieu of; rather than; \
    rather; as opposed; opposed to; as against; versus; vs; or; either; neither; both; each; \
    which one; which would; which of; between; or just; or simply; or even; or maybe; or \
    use; replace~; replacement; substitute~; substitution; swap; swapping; swapped for; \
    switching; switch to; move to; moving to; going to; skipping; skip; without; bypass~; \
    bypassing; do away; superfluous; redundant; obsolete; else; what else; anything else; \
    something else; what remains; what about; how about; what if; why not; why agents; plan \
    b; plan c; fallback; fallbacks; backup plan; second best; third best; next best; runner \
    up; successor; successors; equivalent; equivalents; equal; equally; as good; as well as; \
    on par; cousin; counterpart; nearest; closest; candidate~; contender~; shortlist~; short \
    list; rejected options; considered; consider; considering; consideration; could managed; \
    could we; could i; could you; could one; could that; could broker; can we; might; would \
    it; would that; would those; would an; would a; would x; would moving; would either; \
    would you; would there; would be; would have; would cost; would win; 'd you; what would; \
    how would; if we went; if we used; if we took; if we ever; if we; had we; were we; \
    suppose; supposing; assuming; imagine; hypothetically; hypothetical; theoretically; \
    theoretical; in theory; in principle; on paper
    """

  /// For and against.
  static let weighing = """
    compare; compares; compared; comparing; comparison; comparative; contrast; pros; cons; \
    pro and contra; for and against; pros and cons; plus and minus; upsides; downsides; \
    upside; downside; advantage~; disadvantage~; benefit~; drawback~; trade off; trade offs; \
    tradeoff; tradeoffs; tradeoffs pls; side by side; head to head; weigh; weighs; weighing; \
    weigh up; rate; rate each; rank them; score; scoring; matrix; decision matrix; criteria; \
    table; small table; column; columns; spreadsheet; evaluate; evaluating; evaluation; \
    assess; assessment; gain; gains; lose; loses; loss; losing; win; wins; win or; where \
    would each; better; better off; worse; nicer; superior; inferior; lesser evil; \
    preferable; prefer; prefers; preference; favour; favor; favourite; pick; choose; \
    choosing; which one would; if you were; if you were us; were you; your pick; your view; \
    your opinion; opinion; opinions; second opinion; honest; honestly; honest opinion; \
    honest paragraph; verdict; take on; thoughts; thoughts on; views; arguments; argument; \
    reasons for; reasons against; case for; serious case; make the case; talk me; talk me \
    into; talk me out; convince; persuade; sell me; worth it; worth a; worthwhile; worth \
    the; make sense; makes sense; sensible; viable; effort; risk; tco; total cost; rough; \
    ballpark; maturity; vendor lock; lock in; future proof; blind spots; what do others; \
    what others; others do; cost more or less; more or less; happier; fewer surprises; least \
    likely; serve; serve us; do as well; do the job; do the same; do what; deliver the same; \
    satisfy us; suffice
    """

  /// Nothing is decided.
  static let noncommitment = """
    nothing decided; nothing is decided; not decided; undecided; no decision; decision; \
    decide; decided; decision meeting; no commitment; commitment; no choice; made no choice; \
    no hurry; no rush; not urgent; without obligation; purely; purely for; merely; just \
    curious; curious; got curious; out of curiosity; curiosity; wonder; wondering; wondered; \
    i wonder; random thought; thinking aloud; thinking out loud; thought experiment; \
    thought; thinking; thinking about; think about; idea; ideas; musing; brainstorm~; \
    toying; flirting; debate; debating; discussion; discuss; discussed; argument in; deck; \
    slide; slides; slideware; strategy; strategy deck; strategic; three year plan; for the \
    future; long term; some day; one day; eventually; ever; if ever; stays; stay; stays \
    where; stay where; stays as; stay with; staying; stick with; remain; remains; remain on; \
    remain with; we remain; keep; we keep; probably keep; are not leaving; not leaving; not \
    moving; nothing is going; going to move; not reopened; leaning; inclined; tempted; torn; \
    on the fence; sceptical; skeptical; doubt; doubts; uneasy; nervous; not fond; not fond \
    of; nobody loves; hate; hates; envy; dislike; unhappy; don't like; do not like; not \
    happy; not in love; afraid; worried; alarm; before we start; before i merge; before i \
    start; before we commit; before the design; before we build; before we order; before \
    deciding; frozen; bet; bets; half in jest; in jest; joking
    """

  /// Who brought it up.
  static let suggestion = """
    colleague~; colleagues; coworker~; peer~; friend~; buddy; cousin; nephew; cofounder; \
    investor; boss; cto; cio; ceo; architect~; architecture board; guild; committee; \
    consultant~; vendor; vendors; competitor; sales rep; salesman; salesperson; pitch; \
    pitched; article; blog; blog post; podcast; talk at; conference; meetup; webinar; demo; \
    hacker news; reddit; linkedin; youtube; rumour; somebody; someone; someone said; \
    somebody said; keep telling; keeps telling; keeps pushing; pushing; suggest; suggests; \
    suggested; suggestion; propose; proposes; proposed; proposal; recommend; recommends; \
    recommended; advocate~; swear~ by; rave~; favours; wants; insists; claims; asks; asked; \
    inquire; inquires; mention; mentions; mentioned; offer; offers; offered; heard; read; \
    read about; saw; told us; they told; came across; stumbled upon; says just; just use; \
    said just
    """

  /// Ways to observe traffic.
  static let technique = """
    ebpf; sidecar; sidecars; daemonset; node agent; agent per; agents; agentless; sdk; \
    instrumentation; opentelemetry; otel; log shipping; access logs; access log; flow logs; \
    span port; tap; tapping; mirroring; mirror; port mirroring; packet mirroring; reverse \
    proxy; proxy; forward proxy; ingress; mesh; service mesh; gateway api; plugin; plugins; \
    middleware; interceptor; interceptors; extension; filter; wasm; lua; njs; spoe; \
    ext_proc; ext proc; als; zeek; database audit; audit logs; schema only; nginx; haproxy; \
    envoy; kong; traefik; istio; linkerd; cilium; apigee; tyk; apisix; gravitee; krakend; \
    caddy; lattice; vpc lattice; service connect; fargate; kafka; redpanda; event hubs; \
    pulsar; mirrormaker; nats; rabbitmq; cloudfront; akamai; fastly; cloudflare; openshift; \
    container apps; cloud run; app runner; lambda; kinesis; firehose; managed; self hosted; \
    saas; on premises; serverless; waf; datadog; dynatrace; newrelic; splunk; elastic; \
    graylog; syslog; webhook; rest; grpc; push; pull; polling; export; import; rust; go; \
    python; java; node
    """
}
