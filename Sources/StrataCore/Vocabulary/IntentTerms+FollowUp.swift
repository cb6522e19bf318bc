// Phrases by class. `fail~` stands for all its regular forms, `drop+` for those that double the
// last letter.

extension IntentTerms {
  /// An error and its usual words.
  static let failure = """
    error~; exception~; fail~; failure~; crash~; crashloop~; crashloopbackoff; oom~; \
    oomkilled; out of memory; panic~; panicked; panicking; segfault~; segmentation fault; \
    traceback~; stack trace; stacktrace~; core dump~; core file; coredump; timeout~; time~ \
    out; denies; denied; denial~; refuse~; refusal~; reject~; rejection~; unauthorized; \
    unauthenticated; forbidden; accessdenied; not permitted; permission denied; not found; \
    cannot be found; unreachable; connection reset; reset by peer; broken pipe; econnreset; \
    econnrefused; enospc; eacces; eperm; eagain; errno; unable to; could not be; cannot be \
    used; malformed; truncate~; exit code; exit~ with; signal 11; sigkill; sigsegv; \
    regression~; malfunction~; misbehave~; outage~; degraded; unhealthy; flap+; backoff; bad \
    gateway; gateway timeout; internal server error; no such; null pointer; nil value; nil \
    pointer; deadlock~; evict~; notready; imagepullbackoff; errimagepull; \
    createcontainerconfigerror; mismatch~; no matching; unsupported; fatal; handshake \
    failed; certificate expired; x509; avc; kernel panic; disconnect~; glitch~; breakage; \
    faulty; defect~; defective
    """

  /// Words that only hint at it: an error and its usual words.
  static let failureFaint = """
    deny; invalid; unexpected; exited; abort~; bug~; incident~; severity; throttled; \
    undefined; critical; warning~; complain~; expired; oops; unresolved; mess; trouble~; \
    problem~; issue~; fault~
    """

  /// What trouble looks like: hangs, drops, is empty.
  static let symptom = """
    hang~; hung; stuck; freeze~; frozen; froze; disappear~; vanish~; went missing; is \
    missing; are missing; missing since; dying; kill~ itself; halt~; went dark; goes dark; \
    went quiet; gone quiet; nothing arrives; nothing comes; nothing shows; nothing appears; \
    nothing happens; nothing reaches; no data; no events; no traffic; no packets; no \
    requests; no metrics; no logs; no spans; no traces; no output; zero nodes; zero events; \
    zero packets; zero requests; zero spans; garbled; scrambled; corrupt~; reboot~ itself; \
    looping; flood~; spam+; keep~ failing; keep~ restarting; keep~ crashing; keep~ dying; \
    won't start; won't come; won't; can't reach; can't connect; can't resolve; can't start; \
    can't find; can't see; cannot reach; cannot connect; cannot resolve; cannot start; \
    cannot see; doesn't work; don't work; didn't work; not working; does not work; do not \
    work; stop~ working; doesn't start; doesn't come; doesn't show; doesn't appear; doesn't \
    arrive; doesn't load; never shows; never show; never arrives; never arrive; never comes; \
    never run; never runs; never seems; never appear; didn't come back; didn't help; no \
    effect; without effect; changes nothing; gave up; fall~ over; fell over; stumble~; \
    choke~; leak~; leaking; creep~ up; grow~ until; spiking; jump~ to; pile~ up; lag~ \
    behind; lagging; not ready; shuffle~; out of order; out of sync; hiccup~; mysterious; \
    puzzling; inexplicable; sporadic; sporadically; intermittent; intermittently; at random; \
    randomly; reproducible; reproduce~; over and over; again and again; endless; endlessly; \
    strike~ again; reappear~; resurface~; bleed~; blow~ up; blew up; spit~; spew~; barf~; \
    threw; beep~; unresponsive; remain~ empty; stay~ empty; show~ nothing; report~ nothing; \
    see~ nothing; receive~ nothing; get nothing
    """

  /// Words that only hint at it: what trouble looks like: hangs, drops, is empty.
  static let symptomFaint = """
    drop+; lost; lose~; losing; loses; die~; died; dead; stop+; stopped; silent; no longer; \
    empty; blank; stale; wrong; restart~; loop~; duplicate~; twice; doubled; give~ up; fell; \
    fall~ to; block~; blocked; climb~; spike~; backlog; pending; half of; hole~; gap~; \
    drift~; skew; delayed; late; anonymous; unknown; null; nil; zero; flag~ as; useless; \
    broke~; broken; breaks; breaking; break~; weird; strange; odd; oddly; funny; mystery; \
    each time; every time; forever; constantly; is back; are back; came back; returned; \
    explode~; throw~; shout~; scream~; red; choppy; slow to respond; only some; some of \
    them; the rest; half the; listed as; marked as; on boot; at boot; at startup; on startup
    """

  /// When or after what it began.
  static let onset = """
    since yesterday; since your; since monday; since tuesday; since wednesday; since \
    thursday; since friday; since saturday; since sunday; since noon; since midnight; ever \
    since; this morning; last night; overnight; after upgrading; after updating; after the \
    upgrade; after the update; suddenly; all of a sudden; out of nowhere; out of the blue; \
    from one moment; it began; it started; until somebody; until someone; within a minute; \
    within minutes; after a few; a few minutes; every night; each recycle; each rush; \
    upgraded itself; rotated; patched; patching; rollback; rolled back; roll~ back; \
    redeploy~; enlarged; at 02; at 01; at 03; didn't change; did not change; nothing was \
    changed; nothing was deployed; changed nothing; without changes; without any change; \
    before it worked; worked before; worked fine before; before rollout; worked until; the \
    previous build; the older build; same ami; same chart; same everything
    """

  /// Words that only hint at it: when or after what it began.
  static let onsetFaint = """
    since this; since last; since the; since we; since i; since then; since about; \
    yesterday; tonight; today; after the; began; started; start~ to; until the; every few; \
    every hour; each night; each morning; upgrade~; rotation~; reboot~; maintenance; renew~; \
    utc; nothing changed; no change; used to work; no issue; used to be; was fine; were \
    fine; with 4; identical
    """

  /// Asks for cause or cure.
  static let repairRequest = """
    what now; help please; please help; help us; help me; kindly assist; please assist; \
    assist~; please advise; kindly advise; any idea; ideas welcome; any hint; a hint; hints; \
    clue~; is this normal; is it normal; is that normal; normal that; normal behaviour; \
    known issue; known bug; known problem; a patch; why did; why would; what is wrong; \
    what's wrong; what went wrong; what am i doing wrong; am i doing; what did i miss; did i \
    miss; what do we miss; what are we missing; what am i missing; overlook~; overlooked; \
    where do we begin; where do i begin; where to look; where do i look; where should i \
    look; look at that together; how do i get around; get around; work around; workaround~; \
    remedy~; root cause; diagnose~; diagnosis; debug+; troubleshoot~; troubleshooting; \
    investigate~; investigation; narrow it; narrow down; culprit~; suspicion; guilty; guilt; \
    to blame; whose fault; make sense of; must we pin; pin it; pinned; body limit; did you \
    change; is that the mistake; my mistake; our mistake; mirroring wrong; reopening; \
    reopen~; urgent; urgently; asap; sev1; sev2; red alert; on fire; emergency; what could \
    cause; what causes; caused by; log attached; logs attached; heap profile; dump analysis; \
    strace; tcpdump; trace says; log says; logs say; console says; event viewer; dmesg; \
    journalctl; describe says
    """

  /// Words that only hint at it: asks for cause or cure.
  static let repairRequestFaint = """
    ideas; hint~; why does; why do; why is; why are; why; look into; bypass the; fix; fixes; \
    fixing; repair~; cure; blame; suspect~; explain~ this; to understand; switch off; is a \
    switch; increase which; which limit; raise the; ceiling; something we; something i; did \
    you; did your; does your; is your; is another; ticket; escalate~; p1; p2; inc; cause~; \
    reason~; attached; says; reads; prints; answer~; kubectl; curl
    """

  /// What was advised was followed.
  static let advice = """
    follow~ your; as advised; as you advised; as told; as described; as documented; as \
    instructed; as recommended; as suggested; per your; according to your; your steps; your \
    recommendation; your install; your one liner; your example; your snippet; your recipe; \
    your instructions; your guide; your spec; your command; your fragment; the fragment; the \
    recipe; the snippet; to the letter; one to one; at step; pasted; pasting; copied; copy \
    pasted; put it; it loads; yesterday's try; like you said; exactly what; word for word; \
    verbatim
    """

  /// Words that only hint at it: what was advised was followed.
  static let adviceFaint = """
    followed; as you said; the example; 1 1; step 3; step 4; step 2; step 5; put in; \
    applied; applying; installed; installing; install~; compiled; mounted; loaded; added; \
    enabled; went through; tried; try~; with it; did what; the letter
    """

  /// Proves, tests, accepts, compares.
  static let proof = """
    prove~; proven; proof~; provable; verify; verifies; verified; verifying; verification~; \
    re verify; validate~; validation~; confirm~; confirmation~; evidence; attest~; \
    attestation; demonstrate~; demonstration; certify; certifies; certified; certificate of; \
    convince~; convincing; substantiate~; guarantee that; assurance; reassure~; vouch~; be \
    sure; be certain; am sure; for sure; make sure; making sure; to be sure; rather be sure; \
    on the safe side; certainty; distrust; double check~; double checking; cross check~; \
    sanity; sanity check; spot check~; self test~; second pair of eyes; peer review; \
    acceptance; accept~ it; accept as; acceptable; sign off; signoff; sign it; sign~ off; \
    checklist~; check list; check items; test case~; test plan~; test script~; test suite~; \
    test procedure~; test protocol~; test report~; test properly; tester~; test it; test \
    this; test that; smoke test~; smoke testing; acceptance test~; load test~; soak test~; \
    chaos day; game day; fire drill; failover test; pen test; pentest; penetration test; \
    negative test~; regression test~; end to end; dry run~; replay~; rehearse~; rehearsal; \
    witness~; inspector~; inspection~; internal audit; re performance; assertion~; assert~; \
    pass criteria; pass or fail; pass from fail; exit criteria; acceptance criteria; \
    criterion; scorecard~; reconcile~; reconciliation; parity; coverage; completeness; \
    fidelity; correctness; integrity check; functional verification; functional test; health \
    check script; go or no go; yes or no; green red; red lines; ok ng; judgement; \
    measurement~; measurable; confidence interval~; statistically; sample size; \
    significance; ground truth; golden; known good; known record~; dummy; canary request~; \
    test request~; test record~; test call~; craft~; simulate~; simulation; deliberately; \
    fool it; break it; breaking it; kill your; devil's advocate; verdict; state the; error \
    rate; before and after; compare them; compare against; versus expected; expected versus; \
    expected result; expected outcome; as expected; as designed; as intended; by design; \
    match up; agree with; tally; line up; lines up; add up; adds up; diff the; tick the box; \
    tick off; signed off; handover; hand over; post implementation; postimplementation; \
    formal part; officially; formality
    """

  /// Words that only hint at it: proves, tests, accepts, compares.
  static let proofFaint = """
    guarantee~; assure~; certain; trust~; believe; believes; signature~; tests; testing; \
    tested; chaos; drill~; uat; replayed; inspect~; audit~; auditor~; criteria; judge~ by; \
    measure~; statistics; known request~; synthetic; fake; provoke~; on purpose; compare \
    with; compare to; comparing; expected; expect~; matches; matching; balance~; diff; \
    counts; count~; counter~; formally
    """

  /// What should be seen, and whether it is.
  static let observation = """
    should i see; should we see; should see; must i see; must see; would i see; would see; \
    do i see; will i see; what should i; what should we; what must i; what healthy looks; \
    healthy looks like; good looks like; look like when; looks like; what to expect; what do \
    i expect; should i expect; would you expect; how do i know; how do we know; how would i \
    know; how can i know; how will i know; how does one know; know whether; how do i tell; \
    how can i tell; how to tell; to tell that; to tell whether; way to tell; tell whether; \
    tells me; tell me whether; tells pass; tells us; tells green; how do i show; how to \
    show; how can i show; how do i prove; how can i prove; how'd i check; how do i check; \
    how do we check; how to check; how can i check; how can we check; how would you check; \
    how would you test; how would you verify; how would you measure; check that; check \
    whether; check if; recheck; see whether; see that; want to see; wants to see; like to \
    see; is it all; is it really; are they really; really work~; really see~; really count~; \
    really arrive~; really cover~; really gone; really come; really capture~; really \
    deliver~; truly; truly deliver; actually get; actually see; actually capture; does it \
    hold; hold up; holds up; did it work; did it take; is it complete; all of it; all the \
    stuff; each and every; any missing; missing calls; none missing; nothing missing; \
    nothing is missing; no gaps; nothing lost; anything lost; got lost; gets lost; lost or; \
    not merely; rather than skipped; and not just; still see~; still cover~; still show~; \
    still raise~; still get~; still arrive~; still work~; still catch~; would it still; \
    blind spot~; become blind; which counter~; which counters; which graph; which metric~; \
    which log; which panel~; which query; which queries; which observable; which numbers; \
    which figures; which evidence; which screenshot~; list of queries; what would you look; \
    what do i look; would you look at; what to look for; what to watch; keep an eye; \
    observable; endpoint with; status endpoint; last seen; where exactly should; where \
    should it; where would it; invisible; unmasked; in the clear; plaintext; leave behind; \
    leaves behind; arrive at; get through; made it; makes it; land in; counted as; lie to; \
    fool~; hide it; cured; did we cure; fluke; or just luck; done right; when is it done; \
    call it done; call it stable; define~ stable; stable enough; how long until; after what \
    period
    """

  /// Words that only hint at it: what should be seen, and whether it is.
  static let observationFaint = """
    to expect; know for; know if; know that; checking; check~; see if; actually; hold~; \
    complete; completely; everything; every single; or lost; not just; would still; does it \
    still; blind; which command; watch for; visible; masked; in clear; ends up; end up; \
    arrive~; goes through; recorded; captured; counted; lying; mask it; coincidence; luck; \
    satisfied; are we done; long enough; how long must
    """

  /// Work is done.
  static let completion = """
    all in; is on it; went in; deployed; rolled out; is rolled out; are rolled out; is live; \
    are live; went live; up and running; it's up; in place; in force; completed; complete \
    now; is done; are done; done on; installed everywhere; everywhere now; hundred percent; \
    all six; all nine; both hosts; it boots; it runs; switched on; turned on; last step; \
    next milestone; next step is; now the; now let; before closing; before signing; before i \
    sign; before i tell; before i delete; before i close; close the; conclusion; finding \
    gets closed; celebrate; write resolved; hand it over; delete the; decommission; remove \
    the old
    """

  /// Words that only hint at it: work is done.
  static let completionFaint = """
    are in; is in; implemented; is up; are up; finished; done; ready; all of them; fully; \
    100; synced; connected; reporting; succeeded; succeed; succeeds; boots; it works; works; \
    worked; working; enabled on; attached; last item; now i want; before i; before we; \
    before it; until i; until we; before the; closing; closed; conclude; resolved; report \
    to; tell the; announce
    """

  /// A trouble is over.
  static let recovery = """
    fixed; the fix; fix hold~; your fix; patch applied; hotfix; trick holds; cured; is gone; \
    are gone; vanished; not a single; none since; days without; nights without; weeks \
    without; for a week; for two weeks; for three days; some weeks; four mornings; \
    uneventful; calm; stable; behaves; behaved; behaving; survived; survives; back to \
    normal; returned to; all clear; sorted; solved; healed; recovered; restored; no alarms; \
    no errors; no drops; zero lag; zero errors; looks good; looks fine; looks ok; seems \
    fine; seems ok; resolve now; resync; after the fix; since the fix; since your fix; since \
    the change; since we reordered; since the hotfix; since the patch
    """

  /// Words that only hint at it: a trouble is over.
  static let recoveryFaint = """
    trick; gone; no more; no longer; since then; since monday; since friday; not one; \
    without a; without any; three days; two weeks; seven; nights; quiet; steady; holds; \
    held; flat; back to; clean; green; silent; seem~; happy; is happy; load now; loads; \
    decodes; decode; they do; it does; with the new; with the change
    """

  /// Who wants evidence.
  static let witness = """
    works council; regulator~; supervisor~; examiner~; steering committee; risk board; \
    change board; change record; change manager; for the file; for the record; paper trail; \
    write the report; confirmation report; head of department; privacy officer; dpo; gdpr \
    officer; siem; audit week; customer asks; wants to see; asked to show; asked for \
    evidence; four eyes; independently; third party tester; appraiser; notified body; \
    assessor~; notary
    """

  /// Words that only hint at it: who wants evidence.
  static let witnessFaint = """
    ministry; inspector; cab; report; reports; on file; document it; screenshot~; \
    management; manager; chief; board; director; soc; audit; they ask; asks how; asks me; \
    asks us; independent; insurer~; formal; procedure~; protocol~; template
    """

  /// Money.
  static let cost = """
    cost~; costing; costly; bill~; billed; billing line; invoice~; budget~; cfo; finance; \
    accountant; controller; controlling; procurement; treasurer; eur; usd; euro~; dollar~; \
    bucks; cents; gbp; chf; money; price~; pricey; expensive; cheap; cheaper; cheapest; \
    cheaply; spend; spends; spending; spent; pay; pays; paying; paid; charge~; charged; \
    egress; ingestion; overage; savings; saving~; save; saves; economy; economic; economics; \
    economise~; economize~; economical; finops; a month; per month; monthly; per year; a \
    year; per million; reserved instances; savings plan; committed use; spot instance~; spot \
    pricing; free tier; quota; gb seconds; storage transactions; nat bill; month's bill; the \
    bill; surcharge; fee~; rent
    """

  /// Time, memory, load and their units.
  static let resource = """
    cpu; cpus; memory; ram; rss; heap; core; cores; vcpu; vcpus; millicores; disk; disks; \
    storage; bandwidth; uplink; throughput; iops; cache; cardinality; series; footprint; \
    load; image size; image; cold start~; cold; startup time; boot; start time; latency; \
    p50; p90; p95; p99; p999; percentile; milliseconds; ms; µs; us; microseconds; seconds; \
    minutes; s; gb; mb; kb; tb; gib; mib; mi; gi; kbit; mbit; gbit; rps; per second; cycle~; \
    cpu time; battery; wake~; wakeups; connections; spans; labels; volume; log volume; \
    partition; retention; noise; alerts; mails; rows; writes; reads; calls per; requests \
    per; round trip~; handshakes; sockets; threads; workers; replicas; instance type; \
    instance size; node size; machine type; nodes; utilisation; utilization; usage; \
    consumption; duration; billed duration; overhead; size; sized; sizes; percent of; of \
    node; credits; iowait; gc; garbage collection; power
    """

  /// Makes less, smaller, faster.
  static let reduction = """
    reduce~; reduction~; lower~; lowering; cutting; cut down; trim+; shrink~; shrinking; \
    shrunk; shave~; slim+; slimmer; slim down; prune~; pruned; filter out; compress~; \
    compression; gzip; zstd; snappy; lz4; batch them; batching; aggregate~; aggregation; \
    summaries; summarise~; summarize~; throttling; rate limit~; sample~ less; downsample~; \
    caching; cached; dedupe~; dedup; deduplicate~; delta; deltas; cap it; capped; capping; \
    halve~; halving; defer~; deferred; asynchronous; asynchronously; outside the request \
    path; off the hot path; preload~; precompile~; precompiled; warm up; warmup; pre warm; \
    prewarm~; lazy; lazily; pooling; tune~; tuning; tunable; fine tune~; tweak~; optimise~; \
    optimize~; optimisation~; optimization~; optimal; speed up; speedup; accelerate~; \
    faster; fastest; quicker; quickest; sooner; snappier; smoother; smoothness; less often; \
    smaller; smallest; tiniest; tiny; lighter; leaner; lean; rightsize~; rightsizing; right \
    size; right sizing; downsize~; downsizing; resizing; upsize; scale down; scale in; scale \
    to zero; go to zero; autoscale~; autoscaling; minimal build; get by with; get away with; \
    make do; be dropped; drop frames; drop fields; efficient; efficiently; efficiency; \
    better use; squeeze~; push it; push down; pushed to; bring down; bring it; bring it \
    down; get it down; get below; get under; down to; knock off; knock down; minimize~; \
    conserve~; spared; economy mode; hungry; less hungry; less chatty; quieter; suppress~; \
    group them; parallelise~; parallelize~; pin workers; hugepages; numa; arm instances; off \
    heap; native image; tickless; lower priority; cheaper tier; cold tier; archive tier; \
    privatelink; own zone; zone local; region local; ttl; flush less; shorter flush; less \
    frequent; off peak; overnight window; offload~; memoise; memoize; hysteresis; debounce; \
    digest; digests
    """

  /// Words that only hint at it: makes less, smaller, faster.
  static let reductionFaint = """
    cut; cuts; skip+; exclude~; filter~; batch~; throttle~; sample; sampling; cache it; cap; \
    async; pool~; speed; fast; quick~; swift; fewer; less; resize~; to zero; minimal; do \
    with; live with; drop it; dropped; drop the; discard~; improve~; improvement~; \
    minimise~; spare; mute; silence; group~; grouping; merge~; consolidate~; parallel; \
    graviton; ampere; keepalive; keep alive; priority; nice; rotation; rotate; parquet; \
    endpoint in each zone; flush; at night; buffer; buffering; thresholds
    """

  /// Is too much.
  static let excess = """
    overkill; oversized; over sized; over provisioned; overprovisioned; idle; idles; idling; \
    asleep; unused; underused; waste~; wasteful; eat~; burn~; hog+; consume~; hungry; \
    saturate~; swallow~; gobble~; too slow; too chatty; too noisy; too expensive; heavy on; \
    chatty; noisy; sluggish; slows; take~ 9; takes seconds; takes minutes; add~ up; added \
    latency; doubles our; doubles; outprice~; overruns; overrun; bottleneck~; bumpy; \
    plateau~; millions of; thousand times; times a second; times a day
    """

  /// Words that only hint at it: is too much.
  static let excessFaint = """
    hurts; hurt; too much; too many; too big; too large; too long; too heavy; heavy; slow; \
    slower; takes; barely; climbs; fatigue; complain about; every request; each request; per \
    request; per call; on each; a day; per day; daily; a night; per night; nightly
    """

  /// A setting, a target, room for more.
  static let tuning = """
    knob~; toggle; tunable~; configurable; dial; headroom; sweet spot; how low; how far \
    down; how far; which yields; yields most; most effect; by effect; lowest hanging; low \
    hanging; hanging fruit; lowest; quick win~; biggest win; way to lower; ways to lower; \
    any filter; possible to lower; can i cap; keep going; next biggest; what's next; without \
    losing; w/o losing; without loss; without blinding; w/o; at the expense; recommend~ \
    values; pays off; large enough
    """

  /// Words that only hint at it: a setting, a target, room for more.
  static let tuningFaint = """
    setting~; flag; flags; switch; parameter~; target; the target; goal; aim; below; under; \
    ceiling; rank; ways to; can it be; could it be; can they; may we; doable; possible; \
    drawbacks; penalty; further; what else; values; worthwhile; enough; sane
    """

  /// It works and was accepted.
  static let satisfaction = """
    accepted; acceptance is behind; acceptance; passed; validated; verified; verification; \
    proven; demonstrated; certified; sealed; convinced; bravo; works fine; otherwise good; \
    otherwise fine; all good; all is well; full marks; runs fine; satisfied
    """

  /// Words that only hint at it: it works and was accepted.
  static let satisfactionFaint = """
    approved; passing; pass~; shown; signed; tick~; green; confirmed; correct; functional; \
    great; sweet; perfect; lovely; nice; good; fine; stable; thanks; thank you; happy; \
    success~; is fine; it collects; runs; fine now; sorted; solved; helped; so far
    """

  /// Something joins what exists.
  static let joining = """
    join~; additions; to add; add~ a; add~ another; onboard~; onboarding; on board; bolt on; \
    hook up; plug in; connected to; roll out to; roll it out; rollout to; expand~; \
    expansion; cover as well; covered as well; also cover; cover~ too; bring in; brought in; \
    bring on; move in; moves in; moving in; merge~ its; hosted with; receive~ its; get its \
    own; gets its; its own; land; arriving; arrives in; incoming; is coming; are coming; \
    comes in; coming in; come~ up; on the way; about to; sprout~; grew; triple; scale out; \
    scale up; scaling out; put a third; put another; stand up another; spin up; copy it to; \
    mirror it to; re use; share one; also goes; go~ live next; be published; published \
    through; publish~; will take; will join; will follow; follows; follow suit; complement~; \
    take over half; have asked to; asked to join; acquire~; acquired; hire~; hired; take \
    half; adopt~; adopting; enrol~; enroll~; pre register; to prepare; anything to prepare; \
    preparation; order more; rack; in the rack; racked; make room; room for; capacity idea; \
    capacity planning; plan for it; next phase; next wave; waves; two waves; roadmap; lead \
    time; stage the
    """

  /// Words that only hint at it: something joins what exists.
  static let joiningFaint = """
    add; adds; adding; addition; include~; attach~; connect~; extend~; extension to; cover; \
    merges; host; hosted; enter~; landing; coming; grow; grows; growing; growth; bigger; \
    larger; double; doubling; put on; put the; place~; replicate~; clone~; use the same; \
    reuse~; share; shared; shares; sharing; shall be; should also; also go; go on; goes on; \
    going on; will be; will use; follow~ in; open~; opening; opens; inherit~; register; \
    prepare; prepared; provision; ordered; delivery; ready for; capacity; plan on; plan for; \
    planning; wave; schedule
    """

  /// Another one, the same again.
  static let addition = """
    another; additional; additionally; one more; two more; three more; four more; five more; \
    six more; ten more; twelve more; some more; many more; a second; third; a third; fourth; \
    fifth; sixth; seventh; eighth; ninth; tenth; eleventh; twelfth; next one; two new; three \
    new; four new; five new; new one; new ones; twin; twins; sibling~; brother; neighbour~; \
    alongside; besides the; in addition; in the same manner; same manner; same way; same \
    pattern; same set up; same setup; same recipe; each region; one per; own or; separate \
    or; one or two; share or; to the existing; in total; altogether; more than before; third \
    one; another one; couple more; handful; additional ones; other half; rest of the; other \
    teams; other sites
    """

  /// Words that only hint at it: another one, the same again.
  static let additionFaint = """
    further; extra; more; more of; second; the second; number; new; sister; next to; beside; \
    besides; on top; plus; as well; also; too; same; the same; identical; likewise; \
    similarly; per region; per site; each; or one; separate; dedicated; shared or; existing; \
    the existing; total; becomes; become; from to; dozen; remaining; the rest; others
    """

  /// What deployments have several of.
  static let unit = """
    service; services; namespace; namespaces; region; regions; cluster; clusters; node; \
    nodes; vm; vms; host; hosts; machine; machines; box; boxes; site; sites; office; \
    offices; plant; plants; factory; store; stores; shop floor; branch; branches; team; \
    teams; tenant; tenants; customer; account; accounts; subscription; route; routes; api; \
    apis; topic; topics; hostname; hostnames; domain; domains; subdomain; subgraph; \
    function; functions; lambda; lambdas; instance; instances; department; departments; \
    division; hall; halls; building; warehouse; ward; wards; clinic; clinics; hospital; \
    school; schools; campus; parish; parishes; country; countries; market; markets; \
    language; zone; zones; az; azs; listener; listeners; gateway; gateways; endpoint; \
    endpoints; queue; queues; stream; streams; module; modules; feature; product; app; apps; \
    application; applications; workload; workloads; pod; pods; deployment; deployments; \
    brand; brands; label; labels; station; stations; vessel; vessels; ship; ships; vehicle; \
    vehicles; line; unit; units; pool; node pool; node group; node groups; vpc; vpcs; \
    subnet; forwarding rule; backend; backends; operations; consumers; consumer; producer; \
    source; sources; partner; partners; database; databases; target; targets; replica; \
    replicas; tablet; tablets; meter; meters; device; devices; sensor~; user group
    """

  /// When it comes.
  static let schedule = """
    next month; next week; next quarter; next year; next sprint; next season; next spring; \
    next summer; this month; this quarter; this summer; in january; in february; in march; \
    in april; in may; in june; in july; in august; in september; in october; in november; in \
    december; come june; from january; from february; from march; from april; from may; from \
    june; from july; from august; from september; from october; from november; from \
    december; by spring; by summer; by autumn; by winter; by march; by june; by september; \
    by december; by christmas; until autumn; q1; q2; q3; q4; week 38; fiscal year; for the \
    season; season; soon; shortly; in two weeks; in a month; before christmas; for \
    christmas; for xmas; xmas; next; will; shall; going to; gonna; plan to; want to; would \
    like to; we'd like; i'd like; 'd like; we intend; intend~; wish~; wishes; is nearly \
    ready; nearly ready
    """

  /// What one more of a kind needs.
  static let capacity = """
    licence~; license~; licensing; free tier; per api cost; count nodes; count towards; \
    support list; coverage need; does it tolerate; taints; need anything; must be doubled; \
    must quotas; pre register; anything to; advisable; would you separate; do you foresee; \
    objections; one value serve; one for all; serve all; second collector; second hub; \
    second sensor; second relay; in cluster; same hub; same relay; same tenant; same control \
    plane; the same instance; existing group; hub capacity; bigger hub; from 3 to; same api \
    key; new token; own token
    """

  /// Words that only hint at it: what one more of a kind needs.
  static let capacityFaint = """
    cost per; count~ as; quota~; limit on; supported; tolerate; do i need; do we need; \
    needs; does it need; what else is; must we; must each; listed; what to; what do we; what \
    should be; would you; foresee; correct me; ports; tags; name; does one; is one enough; \
    for all; or do; or should; should it; should the; should we; parallel; stay on; same \
    token; same key; own key
    """
}
