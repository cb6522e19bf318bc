/// What a session is opened for, as far as words tell: the ground for a minor's trigger.
enum Intent: Int, CaseIterable, Sendable, Hashable, Codable {
  case troubleshooting, validation, optimization, expansion, complexity, clarification, alternative
}

/// Words that speak for an intent. A line is `weight: phrase; phrase; …`.
enum IntentTerms {
  static let classes: [(Intent, String)] = [
    (
      .troubleshooting,
      """
      3: error; errors; fails; failed; failing; failure; failures; crash; crashes; crashed; crashing; \
        crashloopbackoff; crashloop; crash loop; oom; oomkilled; oom-killed; out of memory; exception; exceptions; \
        stack trace; stacktrace; segfault; panic; panics; panicked; traceback; broken; breaks; broke; \
        does n't work; not working; stopped working; does not work; do n't work; no longer works; wo n't start; \
        does n't start; won't come up; wo n't come up; timeout; timeouts; timed out; times out; timing out; denied; refused; \
        unauthorized; forbidden; accessdenied; 403; 500; 502; 503; 504; 401; 429; 5xx; outage; \
        incident; sev1; sev2; sev-1; p1; urgent; restarts; restarting; restarted by itself; memory leak; leak; leaks; leaking; \
        not decoding; missing since; went missing; disappeared; vanished; stuck; hangs; hanging; hung; \
        unreachable; connection reset; econnreset; econnrefused; refusing; exited; evicted; \
        unhealthy; flapping; flaps; rejected; rejects; throttled; drops packets; dropping; stale; \
        troubleshoot; troubleshooting; debug; debugging; diagnose; root cause; malfunction; malfunctions; corrupt; corrupted; \
        what now; help; what went wrong; goes wrong; went wrong; something is wrong; gone wrong; what is wrong; what's wrong; strikes again; \
        no data; no events; no packets; zero packets; 0 events; zero events; nothing arrives; nothing shows up; \
        not affected; nothing comes; shows nothing; dead; went dark; gone dark; silent; empty; blank; x509; certificate expired; \
        handshake; nothing decodes; unable to; cannot connect; ca n't connect; could not; couldn't; could n't; \
        imagepullbackoff; errimagepull; evicting; deadlock; duplicated; duplicates; double entries; lost since; \
        does n't show; does not show; not showing; not showing up; garbled; wrong values; throws; threw; throwing; spits; spews; \
        keeps failing; keeps restarting; keeps crashing; keeps dying; dies; died; dying; went down; goes down; is down; are down; \
        gets killed; got killed; no longer; not reporting; stopped reporting; stopped sending; stop sending; stops; stopped; \
        falls over; fell over; spikes; not found; invalid; bug; regression; misbehaves; misbehaving; locked up; freezes; frozen; froze; hiccup; hiccups; blocked
      2: since this morning; since yesterday; since last night; since the upgrade; since the update; after the upgrade; \
        after the update; after upgrading; after updating; suddenly; all of a sudden; out of nowhere; warning; warnings; issue; issues; problem; problems; trouble; \
        missing; lost; loses; losing; drops; dropped; alert; alerts; alarm; alarms; log says; logs say; unexpected; \
        unexpectedly; strange; weird; odd; why does; why do; why is; why are; why did; investigating; restart; reproducible; \
        reproduce; intermittent; intermittently; sporadic; sporadically; mismatch; nothing; complains; complaining; complained; denies; wrong; \
        any idea; any ideas; ideas; where do we look; where to look; where should we look; what do i check; how do i fix; fix; fixed; repair; \
        pending; red; not ready; notready; gap; gaps; high latency; slow since; doubled since; unknown; cannot; ca n't; off by; \
        backoff; retry; retries; kernel panic; degraded; half of; only on; since then; after we; after the; is gone
      1: since; again; slow; log; logs; only; ever since; check; looking; reading; loses; odd; still
      """
    ),
    (
      .validation,
      """
      3: validate; validates; validated; validating; validation; verify; verifies; verified; verifying; verification; \
        acceptance; acceptance test; acceptance check; accept; sign off; sign-off; signoff; signing off; signed off; prove; proof; \
        proves; proven; double check; double-check; double-checking; cross-check; cross check; crosscheck; confirm; confirming; confirms; confirmation; \
        how do i know; how do we know; how can i tell; how can we tell; how would i know; how would we know; make sure; be sure; test protocol; evidence; \
        check that; check whether; check if; ensure; check list; checklist; test plan; smoke test; \
        coverage; completeness; correctness; sanity check; sanity-check; is it correct; is it complete; is everything; \
        acceptance report; acceptance criteria; acceptance criterion; test cases; test case; pass criteria; exit criteria; \
        does it really; really work; really arrive; works as intended; as intended; as designed; demonstrate; show the auditor; go/no-go; \
        compare what; count matches; counts match; numbers match; match up; reconcile; reconciliation; does it hold; holds up; uat script; \
        dry run; spot check; spot checks; spot-check; certify; attest; audit evidence; test script; certificate of; before we call it; health check before; \
        penetration test; trustworthy; trust the; before the auditor; show that; shows that; did it work; did it take
      2: check; checks; checking; test; tests; tested; testing; sure; does everything; all of it; prove it; \
        audit; auditors; auditor; correct; correctly; complete; completely; really; proper; properly; match; matches; matching; report; \
        samples; sample; counters; protocol; screenshot; screenshots; still covers; baseline; all requests; \
        nothing got lost; nothing is lost; nothing lost; no gaps; every request; look right; looks right; look good; looks good; okay from; ok from; measure; acceptable; \
        expected; plausible; is this right; are we done; done right; how many should; criteria; green; before i; before we; prior to
      1: done; deployed; installed; finished; in place; configured; rolled out; results; result; compare; query; queries; which counters; window closes
      """
    ),
    (
      .optimization,
      """
      3: optimise; optimize; optimised; optimized; optimising; optimizing; optimisation; optimization; tune; tuning; tuned; fine-tune; \
        fine tune; fine-tuning; reduce; reduces; reducing; reduction; cheaper; overkill; oversized; over-provisioned; overprovisioned; over-sized; \
        right-size; rightsize; right-sizing; rightsizing; leaner; lean; slimmer; slim; shave; shaving; trim; trimming; squeeze; \
        performance tuning; speed up; speeding up; faster; lower the cost; cut cost; cut costs; cutting costs; cost reduction; save money; \
        savings; saving; save; cost review; costs; cost; bill; invoice; expensive; pricey; finops; autoscale; autoscaling; auto-scaling; \
        scale down; scale in; scale on; scale to zero; scale-down; compress; compression; throughput; bottleneck; \
        bottlenecks; efficiency; efficient; more efficient; smallest; lower latency; less memory; less cpu; \
        footprint; cpu usage; headroom; cut down; bring down; bring it down; get it down; get that down; get this down; lower it; batch size; batching; \
        caching; idle; idles; idling; under-utilised; underutilized; underused; wasted; waste; \
        wasting; cheaper instance; spot instances; reserved instances; savings plan; graviton; minimal build; spend; spending; spent; budget; \
        finance; eur; usd; gbp; euros; dollars; half the; shrink; shrinking; leanest; too much money; lighter; economical; snappier; overhead
      2: below; under; cut; lower; less; tight; minimise; minimize; memory; cpu; cold start; cold starts; latency; \
        p99; p95; utilisation; utilization; bigger than; too big; too large; too slow; too chatty; chatty; noise; noisy; volume; volumes; \
        retention; sampling; sample less; aggregate; delta; overnight; expensive part; quicker; milliseconds; ms; sluggish; drop; dropped at the source; \
        improve; improving; improvement; better performance; smaller; percent; worth; without losing; instance type; instance size; storage; egress; ingestion; load; go down; drive down; concurrency; sweet spot; quotas
      1: per month; a month; at noon; hours; gb; tb; size; works fine; apart from this; works; fine; settings; still
      """
    ),
    (
      .expansion,
      """
      3: one more; another region; second region; additional region; new region; one more region; more regions; \
        another service; one more service; additional service; more services; new services; another cluster; second cluster; \
        additional cluster; cluster b; more clusters; another namespace; more namespaces; more nodes; more vms; vms more; additional nodes; \
        additional vms; more instances; add; adding; expand; expanding; expansion; extend; extending; extension; \
        onboard; onboarding; roll out to; rollout to; also cover; cover too; include; including; joins; joining; additional; \
        additional team; another team; other teams; more teams; extra; scale out; scaling out; scale-out; grow; \
        growing; growth; more capacity; capacity planning; a second; a third; a fourth; second active; comes in; come in; comes on; on top; \
        in addition; as well; too; also; more of; next wave; wave two; wave 2; phase two; phase 2; further; \
        bring in; bring on; two more; three more; four more; five more; six more; seven more; eight more; ten more; dozen more; twelve more; twenty more; \
        replicate; double the; doubling; increase from; in total; going from; go from; second site; another site; new team; enrol; enroll; broaden; wider; broader; plug in another; hook up
      2: another; second; third; fourth; new; more; other region; next region; next; same way; \
        do we replicate; shared one; plan; planning; per region; each region; becomes; same account; same tenant; same chart; from september; extra relay; \
        will take; will join; we'd put; we would put; same pattern; everything else; same setup; same set-up; reuse; existing; to the same; same cluster; besides; alongside
      1: plus; or do we; enough for; also here; separate; each; up to; quota; licence; license; count; same; too
      """
    ),
    (
      .complexity,
      """
      3: simpler; simplest; simplify; simplified; simplification; simple version; diet version; lightweight version; minimal version; stripped down; \
        stripped-down; bare minimum; barebones; bare-bones; too complex; too complicated; complicated; complexity; overwhelming; overwhelmed; too much; \
        heavier; heavy; deep dive; deep-dive; go deeper; going deeper; deeper; in depth; in-depth; more detail; \
        more detailed; in detail; full design; full-blown; detailed; advanced; high availability; highly available; ha setup; ha set-up; ha version; ha design; \
        single point of failure; single points of failure; no single point; leader election; redundancy; redundant; \
        high level; high-level; less detail; dumb it down; dumbed down; for dummies; beginner; layman; eli5; in plain words; plain english; \
        non-technical; executive summary; step by step; step-by-step; over-engineered; overengineered; over my head; basic version; \
        more sophisticated; sophisticated; more elaborate; elaborate; more robust; hardened; harden; production-grade; grown-up version; \
        basics; easy version; easy mode; short version; tl;dr; long version; full version; full picture; nitty-gritty; under the hood; internals; \
        fewer moving parts; moving parts; scaled-down; scaled down version; pared down; pare it down; cut-down; slimmed down; expert; experts; expert mode; \
        no frills; one-pager; explain it like; too technical; too long; more granular; finer; granular; fine-grained; whole nine yards; \
        failover; fault-tolerant; fault tolerant; resilient; resilience; bulletproof; walk me through each; level of detail; complete picture; less machinery; machinery; in one page; \
        next level; the gory details; gory; thorough; reduce it to; boil it down; boil down; strip it; strip out; less moving; too heavy
      2: simple; basic; minimal; full; complex; overview; summary; depth; explain; exactly; resources; \
        replicas; architecture diagram; diagram; mechanism; how exactly; which exactly; understand; details; detail; small version; single; \
        easier; shorter; only need; just need; without the; do without; leave out; live with; can live with; quorum; anti-affinity; graceful; manual; for two people; steps; lost me; grown; harder; more control; per-route
      1: version; design; pieces; parts; level; people; team; hands-on; proper; two; three; drop; no
      """
    ),
    (
      .clarification,
      """
      3: clarify; clarifies; clarification; clarifying; clarified; what do you mean; what did you mean; did you mean; do you mean; you meant; mean by; what does; means; meaning; \
        to be precise; precisely; correction; correct myself; i told you; i said; i wrote; we said; we told you; misunderstood; misunderstanding; misread; \
        requirement; requirements; the requirement is; policy says; it turns out; turns out; turned out; \
        forgot to mention; forgot to say; forgot to tell; i should have; should have said; should have mentioned; should add; to be clear; not clear; unclear; what counts as; does that include; does this include; \
        does that mean; does this mean; is that per; is it per; is this per; you mentioned; you said; you wrote; your answer; your advice; your recommendation; your reply; \
        you recommended; you suggested; you gave; i asked; asked internally; they answered; answered; came back with; the answer is; must also; \
        must be; needs to be; not thirty; actually; rather; in other words; specify; specification; constraint; constraints; precondition; additional requirement; \
        new requirement; must not; may not; legal says; security says; has to; have to; needs; what exactly is; which of; definition; \
        define; exactly does; how should i read; how do i read; interpret; wording; term; terms; small print; was wrong; wrong number; mistaken; mistake; one detail; details on; said yes; replied; reply; confused; confusing; ambiguity; ambiguous; scope of
      2: question; short one; quick one; quick question; one question; which port; which one; does it; is it; do i; do we need; must it; \
        should it; what is; how long; how many; how much; exactly; mean; require; required; requires; policy; \
        architects; lawyer; lawyers; privacy officer; dpo; security team; network people; auditor wants; express; how do i express; apply; applies; mandatory; optional; default; \
        what about; how does that change; change the; changes; asked; says; told; supposed; allowed; possible; needed; need; before we start; before i start; or; officer; works council; legal
      1: what; which; does; where; who; must; can; is; list; name; explain; how; format; value
      """
    ),
    (
      .alternative,
      """
      3: alternative; alternatives; alternatively; option; options; pros and cons; pros/cons; pros; cons; compare; comparing; comparison; \
        trade-off; trade-offs; tradeoff; tradeoffs; versus; vs; in place of; rather than; other ways; another way; other way; different way; some other manner; \
        different approach; other approach; another approach; other approaches; weigh; weighing; gain and lose; what would we gain; gain; advantages; disadvantages; \
        better off; what else; besides the; other than; could we use; could we get; what if we; would it be better; would it be; is there another; any other; \
        is there a different; second opinion; arguments; nothing decided; nothing is decided; undecided; not decided; \
        considering; thinking about; evaluate; evaluating; evaluation; theoretical; theoretically; hypothetically; \
        would have; colleagues keep; keeps telling; keep telling; suggests; suggested using; plan b; in theory; \
        possible to use; replace the; could replace; swap; shortlist; shortlisted; ruled out; declined; \
        would either; either; which would you; if you were us; if you were in; instead; instead of; differ; difference between; differences; what speaks for; what speaks against; \
        favour; favor; worth it; worth switching; worth moving; wonder whether; wondering whether; wondering if; would that; would be an; how would; \
        contenders; contender; candidates; stack up; compete; head to head; side by side; side-by-side; play with the idea; toying; musing; what would; would a; would the; decision matrix; different route; other route; other routes; another route; other possibilities; possibilities; weighing up; suggesting; would we
      2: would; could; or; better; prefer; preferable; recommend; recommends; choice; choose; choosing; which; switch; switching; \
        theory; curious; other; than; cheaper; easier; decide; decision; decided; worse; convinced; sceptical; skeptical; uneasy; nobody loves; stay with; staying with; stick with; keep; different; else; route; exploring; explore; or the; might
      1: maybe; perhaps; think; argue; architects; team; approach; manner; idea
      """
    ),
  ]
}
