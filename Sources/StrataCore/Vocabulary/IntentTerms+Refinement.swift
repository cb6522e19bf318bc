// Phrases by class. `fail~` stands for all its regular forms, `drop+` for those that double the
// last letter.

extension IntentTerms {
  /// Wants it simpler, shorter, plainer.
  static let simplicity = """
    simpler; simplest; simplify; simplifies; simplified; simplifying; simplification; \
    simplicity; plainer; diet; lightweight; light version; lite; minimalist; bare; bare \
    minimum; barebones; bare bones; basics; stripped; stripping; strip down; trim it; pare~; \
    pared; boil~ down; reduce to; reduced to; reduce it; scale it back; scale back; scaled \
    down; dial back; leave out; leaving out; left out; leave off; left blank; safe to leave; \
    do without; live without; get rid; ditch~; drop all; delete w; forget about; forget \
    that; fewer parts; fewer steps; fewer moving; less moving; moving parts; less stuff; \
    less yaml; fewest; one mechanism; one import; one command; one file; one yaml; one \
    script; one binary; one page; one pager; two paragraphs; in two paragraphs; shortest; \
    condensed; nutshell; executive summary; tl dr; the gist; essential; indispensable; what \
    stays; what do we lose; which of those; earn their keep; can i just; could i just; can \
    we just; could we just; only use; lazy; laziest; easiest; easy way; quick and dirty; \
    hardcoded; hard coded; static key; default values; factory defaults; sane defaults; good \
    enough; quickstart; quick start; step by step; numbered; portal clicks; in plain; plain \
    english; plain words; plain wording; for dummies; eli5; explain like; explain it again; \
    explain again; analogy; diagram; sketch; restart from; from the beginning; from scratch; \
    again slowly; walk me; walk us; prebuilt; ready made; turnkey; off the shelf; \
    templating; leaner; tidier; for our size; our size; at our size; for small; small scale; \
    poor man's; gentle; gentler; hand holding; spoon feed; cookbook; recipe card; cheat \
    sheet; first iteration; phase one; start small; grow into
    """

  /// Words that only hint at it: wants it simpler, shorter, plainer.
  static let simplicityFaint = """
    simple; simply; plain; light; minimal; minimum; basic; strip; strips; cut down; cut it; \
    skip the; skip it; without all; without the; remove all; ignore the; fewer; less; \
    single; just one; short; shorter; brief; compact; summary; essentials; what is left; \
    what's left; what remains; just use; just a; just the; only need; easy; easier; static; \
    manual; manually; by hand; defaults; acceptable; suffice~; sufficient; would do; will \
    do; for us that; clicks; click; screenshots; explain~; describe~; picture; drawing; \
    draw; start over; slower; slowly; version; edition; variant; form; v1; later; for later
    """

  /// It is too complicated.
  static let overload = """
    too complicated; too complex; too clever; too technical; too detailed; too deep; too \
    advanced; complicated; complexity; overcomplicated; over the top; overwhelm~; \
    overwhelmed; overwhelming; overengineered; over engineered; overengineering; over \
    engineering; gold plated; overkill; bloated; heavyweight; headache~; lost me; lost us; \
    you lost; foggy; scares; scared; scary; daunting; intimidating; frightening; dizzy; head \
    spins; head hurts; my head; over my head; our heads; beyond us; beyond me; beyond our; \
    exceed~; madness; insane; jungle; wall of; maze; labyrinth; spaghetti; lines of yaml; \
    third reading; read it twice; don't understand; do not understand; didn't understand; \
    hardly understand; cannot follow; can't follow; understand half; understand a third; \
    half of it; nobody understands; no one understands; never heard; means nothing; what on \
    earth; jargon; buzzwords; acronyms; alphabet soup; rocket science; phd; fiasco; closing \
    the laptop; handed it back; give up on; never finish; three days gone; can't be for us; \
    not for us; for the likes of us; not made for us; nobody needs; don't need all; do we \
    really need; do i really need; really need all; everything you wrote; heavier than
    """

  /// Words that only hint at it: it is too complicated.
  static let overloadFaint = """
    too much; too heavy; too many; too long; too big; complex; heavy; heavier; confusing; \
    confused; scare; crazy; monster; machinery; zoo; boxes; components; pieces; files; \
    config files; pages; steps; tools; scopes; layers; flags; parameters; resources; knobs; \
    sweat; sigh; tired; is all that; is all this; all of this; all of that; all these
    """

  /// Few people, little skill.
  static let smallness = """
    two people; three people; two person; two persons; three persons; one person; four \
    people; five people; a handful of; only two; just two; just the two; just us; we are \
    few; few people; small team; tiny team; little team; small crew; small shop; tiny shop; \
    one man; one woman; one man show; by myself; hobby; hobbyist; side project; pet project; \
    student project; juniors; trainee; part time; part timer; nobody here; nobody in; no one \
    here; not devops; not a devops; not an engineer; not an expert; no expert; no experts; \
    not a developer; not a programmer; non technical; nontechnical; newbie; beginner~; \
    novice; rookie; layman; laymen; lay person; dummies; sexton; nobody knows; no \
    kubernetes; no specialist; no specialists; no staff; no admin; understaffed; at 6 am; at \
    3 am; four of us; the intern; single admin; zero users; family business
    """

  /// Words that only hint at it: few people, little skill.
  static let smallnessFaint = """
    just me; only me; crew; solo; alone; student; volunteer~; amateur; junior; intern; \
    evenings; weekend~; operators; wardens; secretary; caretaker; our admin; on call; three \
    of us; two of us; little; toy; modest; humble; few users; startup; charity; ngo; museum; \
    library
    """

  /// Wants it fuller, deeper, sturdier.
  static let depth = """
    deeper; deep dive; deep end; digging; in depth; internals; internal workings; inner \
    workings; how it works inside; under the hood; under the bonnet; guts; nuts and bolts; \
    nitty gritty; gory; gory details; nerd; nerdy; geek~; full design; full picture; \
    complete picture; complete version; full blown; fully fledged; full fat; full set; \
    complete set; grown up; grown up version; grown up edition; next level; advanced; \
    advanced version; expert mode; expert level; elaborates; elaborated; thorough; \
    thoroughly; rigorous; comprehensive; more detail; level of detail; every detail; lowest \
    level; source code; sources included; hook points; spicy; paranoia; paranoid; hardened; \
    bulletproof; production grade; enterprise grade; carrier grade; military grade; more \
    robust; resilient; resilience; fault tolerant; fault tolerance; ha; high availability; \
    highly available; no single point; single points of failure; single point of failure; \
    redundancy; leader election; quorum; split brain; anti affinity; disruption budget~; \
    pdb; fail over; graceful; three replicas; two sensors; clustering; multi master; geo \
    redundant; runbook; runbooks; staged rollout; seccomp; signed images; fine grained; \
    granularity; per route; per tenant; edge cases; corner cases; what happens if; what \
    happens when; what happens on; what if both; skip the marketing; skip the basics; skip \
    the intro; skip the introduction; not the beginner; beyond the basics; beyond basics; \
    more than the basics; outgrow; outgrown; toy config; toy set up; simple install; simple \
    filter; simple set up; basic set up; basic install; basic masks; quick start was; \
    friendly weather; how far would you go; how does it actually; how it actually; actually \
    hook; go full; whole nine yards; belt and braces; no holds barred; graduate; graduate \
    course; master class; textbook; theory behind; data structure~; protocol level; byte \
    level; wire format; abi; memory layout; ring sizes; state machine
    """

  /// Words that only hint at it: wants it fuller, deeper, sturdier.
  static let depthFaint = """
    deep; dive; dig~; depth; full version; expert; sophisticated; elaborate; extensive; \
    detailed; detail; details; low level; fancy; hardening; robust; redundant; affinity; \
    budgets; failover; bypass; drain; replicas; clustered; backup; canary; granular; custom \
    detectors; exotic; simple version; simple was; go further; exactly how; how exactly; \
    curious; the works; mechanism; mechanics; algorithm~; lifecycle
    """

  /// Takes back or corrects what was said.
  static let correction = """
    correction; correct myself; correct that; correct something; let me correct; stand \
    corrected; been corrected; scratch what; scratch that; strike that; take that back; take \
    it back; take back; withdraw; misspoke; mis spoke; mistaken; my mistake; my error; my \
    bad; my fault; mea culpa; apologise; apologies; apologize; i was wrong; we were wrong; \
    was wrong; were wrong; wrong number; wrong figure; number was wrong; figure was wrong; \
    mixed up; mix up; mixed something; confused the; mislead; misled; misleading you; \
    leading you astray; sloppy; imprecise; vaguely; not clear; ambiguous; ambiguity; \
    unprecise; inaccurate; inexact; more exact; more precise; precisely phrased; precision; \
    to be exact; to be precise; to be clear; clarify; clarifies; clarified; clarifying; \
    clarification~; clear up; straighten; set straight; set the record; restate~; rephrase~; \
    reword~; put differently; in other words; spell it out; to spell it; forgotten; forgot \
    to; forgot to mention; neglected to; i left; did not mention; didn't mention; hadn't \
    mentioned; should have said; should have told; should have mentioned; should have been; \
    ought to have; i told; told you; i said; we said; i wrote; we wrote; what i wrote; i \
    mentioned; had mentioned; i stated; as stated; i called; i meant; we meant; meant to; i \
    only meant; misread; misunderstood; misunderstanding; turns out; turned out; it turns; \
    as it turns; came to light; learnt; i learnt; in reality; in truth; truth is; the truth; \
    just learnt; i asked; we asked; asked internally; asked around; testers answered; came \
    back with; not what; not thirty; not per; not second; not price; addendum; small change; \
    change of plan; new information; update on; update from; erratum; errata; amendment; \
    amended
    """

  /// Words that only hint at it: takes back or corrects what was said.
  static let correctionFaint = """
    sorry; pardon; forgive; excuse; oops; ups; welp; erm; wait; confused; swapped; vague; \
    unclear; precise; precisely; exact; specify; specified; forgot; omitted; left out; \
    meant; overlooked; learned; found out; discovered; in fact; actually; meanwhile; only \
    now; just now; just told; answered; the answer; replied; came back; instead of; rather \
    than; one thing
    """

  /// A requirement, and who makes it.
  static let obligation = """
    requirement~; the policy says; policy; policies; the rule; ruling; regulation~; \
    circular; directive; statute~; contract; contractual; contractually; contract says; \
    legal; lawyer~; counsel; attorney; solicitor; dpo; security team; prospect; prospect's; \
    insurer; data protection; controlling; product owner; mustn't; must not; mustn't; must \
    also; must be; must stay; must never; we'd need; obliged; obligatory; obligation~; \
    mandatory; compulsory; not allowed; permitted; forbidden; prohibited; prohibit~; banned; \
    solely; no more than; no longer than; not longer than; cap of; hard limit; hard ceiling; \
    conditions; constraint~; restriction~; restrict~; restricted; exclusion; exception; \
    precondition~; prerequisite~; additional condition; extra condition; new condition; \
    retain~; keep for; sunday; sundays; switzerland; inside germany; data residency; \
    residency; insist; stipulate~; stipulation; prescribe~; dictate~; decree~; special \
    categories; categories; classification; definition; defined; in scope; out of scope; \
    apply to us; tightened; stricter; strict; laxer; rotate quarterly; must rotate; \
    irreversible; reversible
    """

  /// Words that only hint at it: a requirement, and who makes it.
  static let obligationFaint = """
    requires; required; require; rule; rules; clause; clauses; compliance; privacy; \
    security; works council; auditors; regulator; ministry; purchasing; management; \
    customer's; exchange; product; architects; board; must; have to; has to; need to be; \
    needs to be; needs; we need; allowed; only; nothing else; never; at all; at most; at \
    least; maximum; minimum; limit; threshold; deadline; within; condition; exclude; except; \
    days; months; years; retention; stored; kept; hours; per minute; per second; outside; \
    eu; region must; country; language; polish; insists; demands; demand; wants; says; \
    decided; agreed; category; define~; defines; scope; applies; applies to; apply
    """

  /// What a word or an answer means.
  static let meaning = """
    mean; means; meant by; meaning; what do you mean; what did you mean; did you mean; do \
    you mean; what does it mean; what is meant; is meant; mean by; in your sense; in the \
    sense; sense of; what exactly; what counts; counts as; terminology; wording; footnote; \
    chapter; your answer; your reply; your document; your doc; your guide; your last; your \
    mail; your message; your note; your list; your default; your default list; your \
    proposal; your recommendation; your advice; your suggestion; you wrote; you said; you \
    mentioned; you named; you listed; you'd said; you recommend; you recommended; you gave; \
    you spoke; you called; you asked; you'd asked; quoted; interpret~; interpretation; \
    understand correctly; understand it right; am unsure; do you require; which of the; \
    which of them; which of both; which port; which ports; which role; where exactly; in \
    which; in what order; what order; the public name; required or; mandatory or; optional \
    or; inside or outside; per what; aligned; count as restart; treat as; treated as; differ \
    from; difference between; short one; quick one; short question; quick question; small \
    question; one question; two questions; settle; settle which; one word; briefly; just to \
    be; just to be sure; just so i; one detail; small detail; nuance
    """

  /// Words that only hint at it: what a word or an answer means.
  static let meaningFaint = """
    you mean; by that; what is a; what is the; what are the; count as; counts; term; terms; \
    phrase; sentence; paragraph; page; section; table; as you said; quote; read it; read \
    this; understand; understood; unsure; not sure; whether this; whether that; whether it; \
    is it; is that; is this; are these; are those; are they; does it; does that; does this; \
    do these; do you want; do you need; which one; which of; which version; which account; \
    which file; which field; or the; optional; before or after; is x; included; including; \
    include; included in; covered by; part of; same thing; the same as; a question; \
    questions; detail
    """

  /// What follows from the correction.
  static let consequence = """
    does that change; does this change; would this change; would that change; how does that \
    change; how does this change; what changes; what has to change; what must change; change \
    anything; change your; alter; alters; alter your; influence~; consequence~; \
    implication~; redo; redone; recompute; recalculate; recalculation; rework; revised; \
    revisit; update your; adapts; adapt the; adjusts; adjust the; still true; still valid; \
    still hold; still stand; still the same; stand under; still works; hinged; depended; \
    collapse; collapses; invalidate~; what of your; which parts; so smaller; so bigger; so \
    fewer; then what; consequently; so no; attainable; can masks; can capture; how would you \
    satisfy; satisfy both; satisfy; satisfies; compatible with; contradictory; contradict~; \
    conflict~; in line; expressed; sizing you; calculation; under those; under these; in \
    that case; are we fine; fine then
    """

  /// Words that only hint at it: what follows from the correction.
  static let consequenceFaint = """
    change the; affect~; affects; affected; impact~; revise; update the; adapt; adjust; \
    adjustment; stands; depends on; parts of; so then; hence; thus; therefore; is it \
    possible; possible; feasible; can it; can you; meet~; met; express; sizing; figure; \
    figures; proposal; estimate; with that; given that; now that; what else; are we stuck; \
    stuck
    """

  /// Another way.
  static let choice = """
    alternative; alternatives; alternatively; other option; another option; another way; \
    other way; other ways; some other; other manner; other means; other route; other \
    approach; another approach; different approach; different way; possibility; \
    possibilities; instead; instead of; in place of; in lieu; in lieu of; rather than; as \
    opposed; opposed to; as against; versus; vs; either; neither; which would; or simply; or \
    even; or maybe; replacement; substitute~; substitution; swapping; swapped for; \
    switching; bypassing; do away; superfluous; what else; anything else; something else; \
    why not; why agents; plan b; plan c; fallbacks; backup plan; second best; third best; \
    next best; runner up; successor; successors; equivalent; equivalents; equally; as good; \
    as well as; on par; cousin; counterpart; contender~; shortlist~; short list; rejected \
    options; consideration; could managed; could you; could broker; would x; would moving; \
    would win; 'd you; what would; how would; if we went; if we took; if we ever; suppose; \
    supposing; imagine; hypothetically; hypothetical; theoretically; theoretical; in theory; \
    in principle; on paper
    """

  /// Words that only hint at it: another way.
  static let choiceFaint = """
    option; options; approach; approaches; method; methods; route; variant; variants; \
    choice; choices; rather; or; both; each; which one; which of; between; or just; or use; \
    replace~; swap; switch to; move to; moving to; going to; skipping; skip; without; \
    bypass~; redundant; obsolete; else; what remains; what about; how about; what if; \
    fallback; equal; nearest; closest; candidate~; considered; consider; considering; could \
    we; could i; could one; could that; can we; might; would it; would that; would those; \
    would an; would a; would either; would you; would there; would be; would have; would \
    cost; if we used; if we; had we; were we; assuming
    """

  /// For and against.
  static let weighing = """
    comparison; comparative; contrast; pros; cons; pro and contra; for and against; pros and \
    cons; plus and minus; upsides; downsides; upside; downside; advantage~; disadvantage~; \
    drawback~; trade off; trade offs; tradeoff; tradeoffs; tradeoffs pls; side by side; head \
    to head; weigh; weighs; weighing; weigh up; rate each; rank them; matrix; decision \
    matrix; small table; evaluate; evaluating; win or; where would each; better off; \
    superior; inferior; lesser evil; preferable; prefer; prefers; preference; favour; favor; \
    favourite; choosing; which one would; if you were; if you were us; were you; your pick; \
    your view; your opinion; opinion; opinions; second opinion; honest opinion; honest \
    paragraph; verdict; thoughts; thoughts on; arguments; reasons for; reasons against; case \
    for; serious case; make the case; talk me; talk me into; talk me out; persuade; sell me; \
    worth it; worth a; worthwhile; viable; tco; total cost; ballpark; maturity; vendor lock; \
    lock in; future proof; what do others; what others; others do; happier; fewer surprises; \
    least likely; serve us; do as well; do the job; do the same; satisfy us
    """

  /// Words that only hint at it: for and against.
  static let weighingFaint = """
    compare; compares; compared; comparing; benefit~; rate; score; scoring; criteria; table; \
    column; columns; spreadsheet; evaluation; assess; assessment; gain; gains; lose; loses; \
    loss; losing; win; wins; better; worse; nicer; pick; choose; honest; honestly; take on; \
    views; argument; convince; worth the; make sense; makes sense; sensible; effort; risk; \
    rough; blind spots; cost more or less; more or less; serve; do what; deliver the same; \
    suffice
    """

  /// Nothing is decided.
  static let noncommitment = """
    nothing decided; nothing is decided; not decided; undecided; no decision; decision \
    meeting; no commitment; no choice; made no choice; no hurry; no rush; not urgent; \
    without obligation; purely; purely for; just curious; curious; got curious; out of \
    curiosity; curiosity; wonder; wondering; wondered; i wonder; random thought; thinking \
    aloud; thinking out loud; thought experiment; thinking about; musing; brainstorm~; \
    toying; flirting; debating; argument in; deck; slide; slides; slideware; strategy deck; \
    strategic; three year plan; some day; if ever; stay where; remain on; we remain; \
    probably keep; not leaving; nothing is going; going to move; not reopened; inclined; \
    tempted; torn; on the fence; sceptical; skeptical; uneasy; nervous; not fond; not fond \
    of; nobody loves; hate; hates; envy; dislike; don't like; do not like; not happy; not in \
    love; before i merge; before we commit; before the design; before deciding; half in \
    jest; in jest; joking
    """

  /// Words that only hint at it: nothing is decided.
  static let noncommitmentFaint = """
    decision; decide; decided; commitment; merely; thought; thinking; think about; idea; \
    ideas; debate; discussion; discuss; discussed; strategy; for the future; long term; one \
    day; eventually; ever; stays; stay; stays where; stays as; stay with; staying; stick \
    with; remain; remains; remain with; keep; we keep; are not leaving; not moving; leaning; \
    doubt; doubts; unhappy; afraid; worried; alarm; before we start; before i start; before \
    we build; before we order; frozen; bet; bets
    """

  /// Who brought it up.
  static let suggestion = """
    colleague~; colleagues; coworker~; peer~; buddy; cofounder; investor; cio; architecture \
    board; guild; consultant~; sales rep; salesman; salesperson; pitch; pitched; article; \
    blog; blog post; podcast; talk at; conference; meetup; webinar; hacker news; reddit; \
    linkedin; youtube; rumour; someone said; somebody said; keep telling; keeps telling; \
    keeps pushing; pushing; suggest; suggests; suggested; suggestion; propose; proposes; \
    proposed; recommend; recommends; advocate~; swear~ by; rave~; favours; asked; inquires; \
    read about; came across; stumbled upon; just use
    """

  /// Words that only hint at it: who brought it up.
  static let suggestionFaint = """
    friend~; cousin; nephew; boss; cto; ceo; architect~; committee; vendor; vendors; \
    competitor; demo; somebody; someone; proposal; recommended; wants; insists; claims; \
    asks; inquire; mention; mentions; mentioned; offer; offers; offered; heard; read; saw; \
    told us; they told; says just; said just
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
