// Phrases by class. `fail~` stands for all its regular forms, `drop+` for those that double the
// last letter.

extension IntentTerms {
  /// An error and its usual words.
  static let failure = """
    error~; exception~; fail~; failure~; crash~; crashloop~; crashloopbackoff; oom~; \
    oomkilled; out of memory; panic~; panicked; panicking; segfault~; segmentation fault; \
    traceback~; stack trace; stacktrace~; core dump~; core file; coredump; timeout~; time~ \
    out; deny; denies; denied; denial~; refuse~; refusal~; reject~; rejection~; \
    unauthorized; unauthenticated; forbidden; accessdenied; not permitted; permission \
    denied; not found; cannot be found; unreachable; connection reset; reset by peer; broken \
    pipe; econnreset; econnrefused; enospc; eacces; eperm; eagain; errno; unable to; could \
    not be; cannot be used; invalid; malformed; unexpected; truncate~; exit code; exited; \
    exit~ with; signal 11; sigkill; sigsegv; abort~; bug~; regression~; malfunction~; \
    misbehave~; outage~; incident~; severity; degraded; unhealthy; flap+; backoff; \
    throttled; bad gateway; gateway timeout; internal server error; no such; undefined; null \
    pointer; nil value; nil pointer; deadlock~; evict~; notready; imagepullbackoff; \
    errimagepull; createcontainerconfigerror; mismatch~; no matching; unsupported; fatal; \
    critical; warning~; complain~; handshake failed; certificate expired; expired; x509; \
    avc; oops; kernel panic; unresolved; disconnect~; glitch~; breakage; mess; trouble~; \
    problem~; issue~; fault~; faulty; defect~; defective
    """

  /// What trouble looks like: hangs, drops, is empty.
  static let symptom = """
    hang~; hung; stuck; freeze~; frozen; froze; drop+; disappear~; vanish~; went missing; is \
    missing; are missing; missing since; lost; lose~; losing; loses; die~; died; dying; \
    dead; kill~ itself; stop+; stopped; halt~; silent; went dark; goes dark; went quiet; \
    gone quiet; nothing arrives; nothing comes; nothing shows; nothing appears; nothing \
    happens; nothing reaches; no data; no events; no traffic; no packets; no requests; no \
    metrics; no logs; no spans; no traces; no output; no longer; zero nodes; zero events; \
    zero packets; zero requests; zero spans; empty; blank; stale; garbled; scrambled; wrong; \
    corrupt~; restart~; reboot~ itself; loop~; looping; flood~; spam+; duplicate~; twice; \
    doubled; keep~ failing; keep~ restarting; keep~ crashing; keep~ dying; won't start; \
    won't come; won't; can't reach; can't connect; can't resolve; can't start; can't find; \
    can't see; cannot reach; cannot connect; cannot resolve; cannot start; cannot see; \
    doesn't work; don't work; didn't work; not working; does not work; do not work; stop~ \
    working; doesn't start; doesn't come; doesn't show; doesn't appear; doesn't arrive; \
    doesn't load; never shows; never show; never arrives; never arrive; never comes; never \
    run; never runs; never seems; never appear; didn't come back; didn't help; no effect; \
    without effect; changes nothing; give~ up; gave up; fall~ over; fell over; fell; fall~ \
    to; stumble~; choke~; block~; blocked; leak~; leaking; climb~; creep~ up; grow~ until; \
    spike~; spiking; jump~ to; pile~ up; backlog; lag~ behind; lagging; pending; not ready; \
    half of; hole~; gap~; shuffle~; out of order; out of sync; drift~; skew; delayed; late; \
    anonymous; unknown; null; nil; zero; flag~ as; useless; broke~; broken; breaks; \
    breaking; break~; hiccup~; weird; strange; odd; oddly; funny; mystery; mysterious; \
    puzzling; inexplicable; sporadic; sporadically; intermittent; intermittently; at random; \
    randomly; reproducible; reproduce~; over and over; again and again; each time; every \
    time; forever; endless; endlessly; constantly; strike~ again; is back; are back; came \
    back; returned; reappear~; resurface~; bleed~; explode~; blow~ up; blew up; spit~; \
    spew~; barf~; throw~; threw; shout~; scream~; beep~; red; choppy; slow to respond; \
    unresponsive; only some; some of them; the rest; half the; remain~ empty; stay~ empty; \
    show~ nothing; report~ nothing; see~ nothing; receive~ nothing; get nothing; listed as; \
    marked as; on boot; at boot; at startup; on startup
    """

  /// When or after what it began.
  static let onset = """
    since yesterday; since this; since last; since the; since we; since i; since then; since \
    your; since monday; since tuesday; since wednesday; since thursday; since friday; since \
    saturday; since sunday; since noon; since midnight; since about; ever since; this \
    morning; last night; overnight; yesterday; tonight; today; after the; after upgrading; \
    after updating; after the upgrade; after the update; suddenly; all of a sudden; out of \
    nowhere; out of the blue; from one moment; began; it began; started; it started; start~ \
    to; until somebody; until someone; until the; within a minute; within minutes; after a \
    few; a few minutes; every few; every hour; each night; every night; each morning; each \
    recycle; each rush; upgraded itself; upgrade~; rotated; rotation~; patched; patching; \
    rollback; rolled back; roll~ back; reboot~; redeploy~; maintenance; enlarged; renew~; at \
    02; at 01; at 03; utc; didn't change; did not change; nothing changed; nothing was \
    changed; nothing was deployed; changed nothing; no change; without changes; without any \
    change; before it worked; worked before; worked fine before; used to work; before \
    rollout; no issue; used to be; was fine; were fine; worked until; the previous build; \
    the older build; with 4; same ami; same chart; same everything; identical
    """

  /// Asks for cause or cure.
  static let repairRequest = """
    what now; help please; please help; help us; help me; kindly assist; please assist; \
    assist~; please advise; kindly advise; ideas; any idea; ideas welcome; any hint; a hint; \
    hints; clue~; hint~; is this normal; is it normal; is that normal; normal that; normal \
    behaviour; known issue; known bug; known problem; a patch; why does; why do; why is; why \
    are; why did; why would; why; what is wrong; what's wrong; what went wrong; what am i \
    doing wrong; am i doing; what did i miss; did i miss; what do we miss; what are we \
    missing; what am i missing; overlook~; overlooked; where do we begin; where do i begin; \
    where to look; where do i look; where should i look; look into; look at that together; \
    how do i get around; get around; work around; workaround~; bypass the; fix; fixes; \
    fixing; repair~; cure; remedy~; root cause; diagnose~; diagnosis; debug+; troubleshoot~; \
    troubleshooting; investigate~; investigation; narrow it; narrow down; blame; culprit~; \
    suspect~; suspicion; guilty; guilt; to blame; whose fault; explain~ this; to understand; \
    make sense of; must we pin; pin it; pinned; switch off; is a switch; increase which; \
    which limit; raise the; body limit; ceiling; something we; something i; did you change; \
    did you; did your; does your; is your; is another; is that the mistake; my mistake; our \
    mistake; mirroring wrong; reopening; reopen~; ticket; escalate~; urgent; urgently; asap; \
    sev1; sev2; p1; p2; inc; red alert; on fire; emergency; what could cause; what causes; \
    caused by; cause~; reason~; log attached; logs attached; attached; heap profile; dump \
    analysis; strace; tcpdump; trace says; log says; logs say; console says; says; reads; \
    prints; answer~; event viewer; dmesg; journalctl; kubectl; describe says; curl
    """

  /// What was advised was followed.
  static let advice = """
    follow~ your; followed; as advised; as you advised; as you said; as told; as described; \
    as documented; as instructed; as recommended; as suggested; per your; according to your; \
    your steps; your recommendation; your install; your one liner; your example; your \
    snippet; your recipe; your instructions; your guide; your spec; your command; your \
    fragment; the fragment; the recipe; the snippet; the example; to the letter; one to one; \
    1 1; step 3; step 4; step 2; step 5; at step; pasted; pasting; copied; copy pasted; put \
    in; put it; applied; applying; installed; installing; install~; compiled; mounted; \
    loaded; it loads; added; enabled; went through; tried; try~; yesterday's try; with it; \
    like you said; did what; exactly what; word for word; verbatim; the letter
    """

  /// Proves, tests, accepts, compares.
  static let proof = """
    prove~; proven; proof~; provable; verify; verifies; verified; verifying; verification~; \
    re verify; validate~; validation~; confirm~; confirmation~; evidence; attest~; \
    attestation; demonstrate~; demonstration; certify; certifies; certified; certificate of; \
    convince~; convincing; substantiate~; guarantee that; guarantee~; assure~; assurance; \
    reassure~; vouch~; be sure; be certain; am sure; for sure; make sure; making sure; to be \
    sure; rather be sure; on the safe side; certain; certainty; trust~; distrust; believe; \
    believes; double check~; double checking; cross check~; sanity; sanity check; spot \
    check~; self test~; second pair of eyes; peer review; acceptance; accept~ it; accept as; \
    acceptable; sign off; signoff; sign it; sign~ off; signature~; checklist~; check list; \
    check items; test case~; test plan~; test script~; test suite~; test procedure~; test \
    protocol~; test report~; test properly; tester~; tests; test it; test this; test that; \
    testing; tested; smoke test~; smoke testing; acceptance test~; load test~; soak test~; \
    chaos; chaos day; game day; drill~; fire drill; failover test; pen test; pentest; \
    penetration test; negative test~; regression test~; end to end; uat; dry run~; replay~; \
    replayed; rehearse~; rehearsal; witness~; inspect~; inspector~; inspection~; audit~; \
    auditor~; internal audit; re performance; assertion~; assert~; pass criteria; pass or \
    fail; pass from fail; exit criteria; acceptance criteria; criterion; criteria; \
    scorecard~; reconcile~; reconciliation; parity; coverage; completeness; fidelity; \
    correctness; integrity check; functional verification; functional test; health check \
    script; go or no go; yes or no; green red; red lines; ok ng; judge~ by; judgement; \
    measurement~; measure~; measurable; confidence interval~; statistics; statistically; \
    sample size; significance; ground truth; golden; known good; known request~; known \
    record~; synthetic; dummy; fake; canary request~; test request~; test record~; test \
    call~; craft~; simulate~; simulation; provoke~; on purpose; deliberately; fool it; break \
    it; breaking it; kill your; devil's advocate; verdict; state the; error rate; before and \
    after; compare with; compare to; compare them; comparing; compare against; versus \
    expected; expected versus; expected result; expected outcome; expected; expect~; as \
    expected; as designed; as intended; by design; match up; matches; matching; agree with; \
    tally; line up; lines up; add up; adds up; balance~; diff; diff the; counts; count~; \
    counter~; tick the box; tick off; signed off; handover; hand over; post implementation; \
    postimplementation; formal part; formally; officially; formality
    """

  /// What should be seen, and whether it is.
  static let observation = """
    should i see; should we see; should see; must i see; must see; would i see; would see; \
    do i see; will i see; what should i; what should we; what must i; what healthy looks; \
    healthy looks like; good looks like; look like when; looks like; what to expect; what do \
    i expect; should i expect; would you expect; to expect; how do i know; how do we know; \
    how would i know; how can i know; how will i know; how does one know; know for; know \
    whether; know if; know that; how do i tell; how can i tell; how to tell; to tell that; \
    to tell whether; way to tell; tell whether; tells me; tell me whether; tells pass; tells \
    us; tells green; how do i show; how to show; how can i show; how do i prove; how can i \
    prove; how'd i check; how do i check; how do we check; how to check; how can i check; \
    how can we check; how would you check; how would you test; how would you verify; how \
    would you measure; check that; check whether; check if; checking; check~; recheck; see \
    if; see whether; see that; want to see; wants to see; like to see; is it all; is it \
    really; are they really; really work~; really see~; really count~; really arrive~; \
    really cover~; really gone; really come; really capture~; really deliver~; truly; truly \
    deliver; actually get; actually see; actually capture; actually; does it hold; hold up; \
    holds up; hold~; did it work; did it take; is it complete; complete; completely; all of \
    it; all the stuff; everything; every single; each and every; any missing; missing calls; \
    none missing; nothing missing; nothing is missing; no gaps; nothing lost; anything lost; \
    got lost; gets lost; or lost; lost or; not just; not merely; rather than skipped; and \
    not just; still see~; still cover~; still show~; still raise~; still get~; still \
    arrive~; still work~; still catch~; would it still; would still; does it still; blind; \
    blind spot~; become blind; which counter~; which counters; which graph; which metric~; \
    which log; which panel~; which query; which queries; which command; which observable; \
    which numbers; which figures; which evidence; which screenshot~; list of queries; what \
    would you look; what do i look; would you look at; what to look for; what to watch; \
    watch for; keep an eye; observable; endpoint with; status endpoint; last seen; where \
    exactly should; where should it; where would it; visible; invisible; masked; unmasked; \
    in clear; in the clear; plaintext; leave behind; leaves behind; ends up; end up; \
    arrive~; arrive at; get through; goes through; made it; makes it; land in; recorded; \
    captured; counted; counted as; lying; lie to; fool~; mask it; hide it; cured; did we \
    cure; fluke; coincidence; luck; or just luck; satisfied; are we done; done right; when \
    is it done; call it done; call it stable; define~ stable; stable enough; long enough; \
    how long until; after what period; how long must
    """

  /// Work is done.
  static let completion = """
    all in; are in; is in; is on it; went in; deployed; rolled out; is rolled out; are \
    rolled out; implemented; is live; are live; went live; up and running; is up; are up; \
    it's up; in place; in force; finished; completed; complete now; is done; are done; done \
    on; done; ready; installed everywhere; everywhere now; all of them; fully; hundred \
    percent; 100; synced; connected; reporting; all six; all nine; both hosts; succeeded; \
    succeed; succeeds; it boots; boots; it runs; it works; works; worked; working; enabled \
    on; switched on; turned on; attached; last item; last step; next milestone; next step \
    is; now i want; now the; now let; before i; before we; before it; until i; until we; \
    before closing; before the; before signing; before i sign; before i tell; before i \
    delete; before i close; close the; closing; closed; conclude; conclusion; finding gets \
    closed; resolved; celebrate; write resolved; report to; tell the; announce; hand it \
    over; delete the; decommission; remove the old
    """

  /// A trouble is over.
  static let recovery = """
    fixed; the fix; fix hold~; your fix; patch applied; hotfix; trick holds; trick; cured; \
    gone; is gone; are gone; vanished; no more; no longer; since then; since monday; since \
    friday; not one; not a single; none since; without a; without any; days without; nights \
    without; weeks without; for a week; for two weeks; for three days; three days; two \
    weeks; some weeks; four mornings; seven; nights; uneventful; quiet; calm; stable; \
    steady; behaves; behaved; behaving; survived; survives; holds; held; flat; back to \
    normal; back to; returned to; clean; all clear; sorted; solved; healed; recovered; \
    restored; no alarms; no errors; no drops; zero lag; zero errors; green; silent; looks \
    good; looks fine; looks ok; seems fine; seems ok; seem~; happy; is happy; load now; \
    loads; decodes; decode; they do; it does; resolve now; resync; with the new; with the \
    change; after the fix; since the fix; since your fix; since the change; since we \
    reordered; since the hotfix; since the patch
    """

  /// Who wants evidence.
  static let witness = """
    works council; regulator~; supervisor~; ministry; examiner~; inspector; steering \
    committee; risk board; change board; change record; change manager; cab; report; \
    reports; for the file; for the record; on file; document it; paper trail; screenshot~; \
    write the report; confirmation report; management; manager; head of department; chief; \
    board; director; privacy officer; dpo; gdpr officer; soc; siem; audit week; audit; \
    customer asks; they ask; asks how; asks me; asks us; wants to see; asked to show; asked \
    for evidence; four eyes; independent; independently; third party tester; appraiser; \
    notified body; assessor~; insurer~; notary; formal; procedure~; protocol~; template
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
    reduce~; reduction~; lower~; lowering; cut; cuts; cutting; cut down; trim+; shrink~; \
    shrinking; shrunk; shave~; slim+; slimmer; slim down; prune~; pruned; skip+; exclude~; \
    filter out; filter~; compress~; compression; gzip; zstd; snappy; lz4; batch them; \
    batch~; batching; aggregate~; aggregation; summaries; summarise~; summarize~; throttle~; \
    throttling; rate limit~; sample; sampling; sample~ less; downsample~; cache it; caching; \
    cached; dedupe~; dedup; deduplicate~; delta; deltas; cap; cap it; capped; capping; \
    halve~; halving; defer~; deferred; async; asynchronous; asynchronously; outside the \
    request path; off the hot path; preload~; precompile~; precompiled; warm up; warmup; pre \
    warm; prewarm~; lazy; lazily; pool~; pooling; tune~; tuning; tunable; fine tune~; \
    tweak~; optimise~; optimize~; optimisation~; optimization~; optimal; speed up; speed; \
    speedup; accelerate~; fast; faster; fastest; quick~; quicker; quickest; swift; sooner; \
    snappier; smoother; smoothness; fewer; less; less often; smaller; smallest; tiniest; \
    tiny; lighter; leaner; lean; rightsize~; rightsizing; right size; right sizing; \
    downsize~; downsizing; resize~; resizing; upsize; scale down; scale in; scale to zero; \
    go to zero; to zero; autoscale~; autoscaling; minimal build; minimal; get by with; get \
    away with; make do; do with; live with; drop it; dropped; be dropped; drop the; \
    discard~; drop frames; drop fields; improve~; improvement~; efficient; efficiently; \
    efficiency; better use; squeeze~; push it; push down; pushed to; bring down; bring it; \
    bring it down; get it down; get below; get under; down to; knock off; knock down; \
    minimise~; minimize~; conserve~; spare; spared; economy mode; hungry; less hungry; less \
    chatty; quieter; mute; silence; suppress~; group~; grouping; group them; merge~; \
    consolidate~; parallelise~; parallel; parallelize~; pin workers; hugepages; numa; \
    graviton; ampere; arm instances; off heap; native image; tickless; keepalive; keep \
    alive; lower priority; priority; nice; cheaper tier; cold tier; archive tier; rotation; \
    rotate; parquet; privatelink; endpoint in each zone; own zone; zone local; region local; \
    ttl; flush less; flush; shorter flush; less frequent; at night; off peak; overnight \
    window; offload~; buffer; buffering; memoise; memoize; hysteresis; debounce; digest; \
    digests; thresholds
    """

  /// Is too much.
  static let excess = """
    overkill; oversized; over sized; over provisioned; overprovisioned; idle; idles; idling; \
    asleep; unused; underused; waste~; wasteful; eat~; burn~; hog+; consume~; hungry; \
    saturate~; swallow~; gobble~; hurts; hurt; too much; too many; too big; too large; too \
    slow; too long; too chatty; too noisy; too heavy; too expensive; heavy; heavy on; \
    chatty; noisy; sluggish; slow; slower; slows; takes; take~ 9; takes seconds; takes \
    minutes; add~ up; added latency; doubles our; doubles; outprice~; overruns; overrun; \
    bottleneck~; bumpy; barely; plateau~; climbs; fatigue; complain about; millions of; \
    every request; each request; per request; per call; on each; thousand times; times a \
    second; times a day; a day; per day; daily; a night; per night; nightly
    """

  /// A setting, a target, room for more.
  static let tuning = """
    knob~; setting~; flag; flags; switch; toggle; parameter~; tunable~; configurable; dial; \
    headroom; target; the target; goal; aim; below; under; ceiling; sweet spot; how low; how \
    far down; how far; which yields; yields most; most effect; by effect; rank; lowest \
    hanging; low hanging; hanging fruit; lowest; quick win~; biggest win; ways to; way to \
    lower; ways to lower; any filter; possible to lower; can it be; could it be; can they; \
    can i cap; may we; doable; possible; drawbacks; penalty; keep going; further; next \
    biggest; what else; what's next; without losing; w/o losing; without loss; without \
    blinding; w/o; at the expense; recommend~ values; values; pays off; worthwhile; large \
    enough; enough; sane
    """

  /// It works and was accepted.
  static let satisfaction = """
    accepted; acceptance is behind; acceptance; approved; passed; passing; pass~; validated; \
    verified; verification; proven; shown; demonstrated; certified; signed; sealed; tick~; \
    green; confirmed; convinced; correct; functional; great; sweet; bravo; perfect; lovely; \
    nice; good; fine; works fine; otherwise good; otherwise fine; all good; all is well; \
    stable; thanks; thank you; happy; success~; full marks; is fine; it collects; runs; runs \
    fine; fine now; sorted; solved; helped; satisfied; so far
    """

  /// Something joins what exists.
  static let joining = """
    join~; add; adds; adding; additions; addition; to add; add~ a; add~ another; include~; \
    onboard~; onboarding; on board; attach~; bolt on; hook up; plug in; connect~; connected \
    to; roll out to; roll it out; rollout to; extend~; extension to; expand~; expansion; \
    cover as well; covered as well; cover; also cover; cover~ too; bring in; brought in; \
    bring on; move in; moves in; moving in; merge~ its; merges; host; hosted; hosted with; \
    enter~; receive~ its; get its own; gets its; its own; land; landing; arriving; arrives \
    in; incoming; is coming; are coming; comes in; coming; coming in; come~ up; on the way; \
    about to; sprout~; grow; grows; growing; grew; growth; bigger; larger; double; doubling; \
    triple; scale out; scale up; scaling out; put a third; put on; put the; put another; \
    place~; stand up another; spin up; replicate~; clone~; copy it to; mirror it to; use the \
    same; reuse~; re use; share; shared; shares; sharing; share one; shall be; should also; \
    also go; also goes; go on; goes on; going on; go~ live next; be published; published \
    through; publish~; will be; will use; will take; will join; will follow; follow~ in; \
    follows; follow suit; complement~; take over half; have asked to; asked to join; \
    acquire~; acquired; hire~; hired; take half; open~; opening; opens; inherit~; adopt~; \
    adopting; enrol~; enroll~; register; pre register; prepare; to prepare; anything to \
    prepare; prepared; preparation; provision; ordered; order more; delivery; rack; in the \
    rack; racked; ready for; make room; room for; capacity; capacity idea; capacity \
    planning; plan on; plan for; plan for it; planning; next phase; next wave; wave; waves; \
    two waves; roadmap; lead time; schedule; stage the
    """

  /// Another one, the same again.
  static let addition = """
    another; additional; additionally; further; extra; more; one more; two more; three more; \
    four more; five more; six more; ten more; twelve more; some more; many more; more of; a \
    second; second; the second; third; a third; fourth; fifth; sixth; seventh; eighth; \
    ninth; tenth; eleventh; twelfth; next one; number; two new; three new; four new; five \
    new; new one; new ones; new; twin; twins; sibling~; sister; brother; neighbour~; next \
    to; alongside; beside; besides; besides the; in addition; on top; plus; as well; also; \
    too; same; the same; in the same manner; same manner; same way; same pattern; same set \
    up; same setup; same recipe; identical; likewise; similarly; per region; each region; \
    per site; each; one per; or one; own or; separate; separate or; dedicated; one or two; \
    shared or; share or; existing; the existing; to the existing; in total; altogether; \
    total; becomes; become; from to; more than before; third one; another one; dozen; couple \
    more; handful; additional ones; remaining; the rest; other half; rest of the; others; \
    other teams; other sites
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
    licence~; license~; licensing; free tier; per api cost; cost per; count~ as; count \
    nodes; count towards; quota~; limit on; supported; support list; coverage need; does it \
    tolerate; tolerate; taints; do i need; do we need; need anything; needs; does it need; \
    what else is; must we; must each; must be doubled; must quotas; listed; pre register; \
    anything to; what to; what do we; what should be; advisable; would you; would you \
    separate; do you foresee; foresee; objections; correct me; ports; tags; name; one value \
    serve; does one; is one enough; one for all; for all; serve all; or do; or should; \
    should it; should the; should we; second collector; second hub; second sensor; second \
    relay; in cluster; same hub; same relay; same tenant; same control plane; the same \
    instance; existing group; parallel; hub capacity; bigger hub; stay on; from 3 to; same \
    api key; same token; same key; new token; own token; own key
    """
}
