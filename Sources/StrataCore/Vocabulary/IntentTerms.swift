/// What a session is opened for, as far as words tell: the ground for a minor's trigger.
enum Intent: Int, CaseIterable, Sendable, Hashable, Codable {
  case troubleshooting, validation, optimization, expansion, complexity, clarification, alternative
}

/// Words that speak for an intent. A line is `weight: phrase; phrase; …` with `a|b` for alternatives.
enum IntentTerms {
  static let classes: [(Intent, String)] = [
    (.troubleshooting, troubleshooting), (.validation, validation), (.optimization, optimization),
    (.expansion, expansion), (.complexity, complexity), (.clarification, clarification),
    (.alternative, alternative),
  ]

  private static let troubleshooting = """
    3: error|errors|err; fail|fails|failed|failing|failure|failures; crash|crashes|crashed|crashing|crashloop|crashloopbackoff; \
      crash loop; oom|ooms|oomkilled; oom killed; out of memory; exception|exceptions; stack trace; stacktrace; segfault|segfaults; \
      panic|panics|panicked; traceback; core dump; core file; broken|breaks|broke; does|do|did|is|are n't|not work|working|start|starting; \
      stopped working; no longer works|work|starts|connects|reports; wo|ca n't start|connect|come|resolve|reach|get past; cannot start|connect|resolve|reach; \
      timeout|timeouts; timed|times|timing|time out; denied|denial|denials; refused|refuses|refusing; \
      unauthorized|forbidden|accessdenied; 403|500|502|503|504|401|429|404|413|5xx|4xx; outage|outages; incident; sev1|sev2|p1|p2; sev 1|2; urgent|urgently; \
      restarts|restarting|restarted; memory leak; leak|leaks|leaking|leaked; missing; went missing; disappeared|disappear|disappears; vanished|vanish; \
      stuck; hang|hangs|hanging|hung; unreachable; connection reset; econnreset|econnrefused; refusing; exits|exited; evicted|evicting; \
      unhealthy; flapping|flaps|flap; rejected|rejects|reject; throttled; dropping packets; stale; troubleshoot|troubleshooting; debug|debugging; \
      diagnose|diagnosis; root cause; malfunction|malfunctions; corrupt|corrupted; what now; what went wrong; goes|gone|went|is|are wrong; \
      strikes again; no data|events|packets|traffic|requests|metrics; zero|0 packets|events|bytes|nodes|requests|traces; nothing arrives|shows|comes|decodes|reaches|appears|happens; \
      went|gone|goes dark|silent|quiet; x509; certificate expired; handshake; unable to; could not|n't; imagepullbackoff|errimagepull; deadlock; \
      duplicated|duplicates; lost since; does|do n't|not show|appear|arrive; not showing|reporting|sending|arriving; garbled; throws|threw|throwing; spits|spews; \
      keeps failing|restarting|crashing|dying|disconnecting; dies|died|dying|die; went|goes|is|are down; stopped|stops|stop reporting|sending|receiving|collecting|logging; \
      fell|falls over; not found; invalid; bug|bugs; regression; misbehaves|misbehaving|misbehaviour; freezes|frozen|froze; hiccup|hiccups; \
      no such; not permitted; permission denied; avc; enospc|econn|eacces; nil value|pointer; null pointer; undefined; signal 11; exit code; exit 137; \
      unexpected end; malformed; truncated; cut off; wrong values|numbers|names|host|tenant; ever since; twice as often; reset reason; sends|send every record twice; \
      help please; please help|advise|assist; kindly assist; is this|it|that normal; any known issue; known issue; is a patch known; what's|what is left; out of sync; clock skew
    2: fell to; stays there; dropped to; went from; length 0; since this morning; since yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday; since last night|week; \
      since the upgrade|update|change|patch|release|rotation|reboot|migration|restart|swap; after the upgrade|update|change|patch|release|rotation|reboot|restart|maintenance|swap; \
      after upgrading|updating|patching|rebooting; suddenly; all of a sudden; out of nowhere; warning|warnings; issue|issues; problem|problems; trouble; \
      lost|loses|losing|lose; drops; alert|alerts; alarm|alarms; log|logs say|says|show; unexpected; unexpectedly; strange|weird|odd|oddly; \
      why does|do|is|are|did|would; reproducible|reproduce; intermittent|intermittently|sporadic|sporadically; mismatch; complains|complaining|complain; denies; wrong; \
      any idea|ideas; where to look; do we|i|should we|i look|check|begin looking|start looking; how do i fix; fix; repair; pending; not ready; notready; gap|gaps; \
      empty|blank; dead; unknown; retries; degraded; nothing; answers 500; red; spikes; slow since; doubled since; hurts; useless; every few minutes|hours|seconds; at random; over and over; each time; \
      restart forever; shouldn't|should n't it; did you|anything change; changes nothing; without effect; no effect
    """

  private static let validation = """
    3: validate|validates|validated|validating|validation; verify|verifies|verified|verifying|verification|re-verify; acceptance; accepted; \
      sign|signs|signing|signed off; sign-off; signoff; prove|proves|proven; proof; double check; double-check; double-checking; cross-check|crosscheck; cross check; \
      confirm|confirms|confirming|confirmation; how do|can|could|would|will i|we|one know|tell|show|see|demonstrate; make|be|making sure; test protocol|plan|cases|case|script|report|procedure; \
      evidence; check that|whether|if; ensure; checklist; check list; smoke test; smoke tests; coverage; completeness; complete; correctness; sanity check; sanity-check; \
      is it|everything|all correct|complete|right|there|in order; acceptance report|criteria|criterion|test|check|sheet; pass criteria; exit criteria; go/no-go; go no go; \
      really work|works|arrive|arrives|deliver|delivers|see|sees|captured|capture; as intended|designed|expected; compare what; counts|count|numbers|totals match|agree|tally; match up; \
      reconcile|reconciliation|reconciled; hold|holds up; uat script; dry run; dry-run; spot check|checks; spot-check|spot-checks; attest|attestation; certify; re-performance; \
      how certain; be certain; trustworthy; trust the; before|until i|we sign|close|accept|delete|remove|hand|call it|declare|report; did it work|take; rehearse|rehearsal; replay; \
      witness|witnessed; demonstrate|demonstrates|demonstration; negative test; failover test; load test; soak test; penetration test; functional test|verification; parity; scorecard; \
      test properly; nothing|none is|was|got|gets lost; any loss; no loss; pass or fail; pass from fail; before/after; before and after figures|numbers; golden; ground truth; synthetic traffic|calls|requests|patients|carts; \
      should|must i|we see|expect; what should|must|would i|we see|look; expected versus|vs|outcome|result|number; count|counts against; line up; hold water; fidelity; test corpus; corpus; convince|convincing; conclude
    2: check|checks|checking; test|tests|tested|testing; sure; does everything; all of it; audit|auditors|auditor; correct|correctly; completely; proper|properly; \
      match|matches|matching|matched; report; samples|sample size; counters|counter; protocol; screenshot|screenshots; still covers; baseline; all requests; no gaps; every request; \
      look|looks right|good|ok|okay|fine; ok|okay from; measure|measured|measurement; acceptable; plausible; are we done; done right; how many should; criteria; \
      statistics|statistic; difference; inventory; which query|queries|panel|panels|metric|metrics|counter|counters|graph|dashboard; results|result; hand over; handover; inspector; arrive|arrives; compare|comparing|compared; \
      ever written|leaves|left|leave; leftover; observe|observed; masked|visible; resolved; closing|close the; what counts as done; record|recorded; worry; sees|seen everything
    """

  private static let optimization = """
    3: optimise|optimize|optimised|optimized|optimising|optimizing|optimisation|optimization; tune|tuning|tuned|tunable; fine-tune|fine-tuning|finetune; fine tune; \
      reduce|reduces|reducing|reduction|reduced; cheaper|cheapest; overkill; oversized; over-provisioned|overprovisioned|over-sized; right-size|rightsize|right-sizing|rightsizing; \
      leaner|lean|leanest; slim|slimmer|slimming; shave|shaving; trim|trimming|trimmed; squeeze|squeezing; speed|speeding up; faster|fastest|quicker|quickest; cut|cutting|lower|lowering|reduce the|cost|costs|bill; \
      save|saving|saves|savings; save money; cost|costs; costing; bill|bills; invoice; expensive|pricey|costly; finops; autoscale|autoscaling|auto-scaling|autoscaler; scale down|in|on|to zero; \
      scale-in|scale-down; go|goes|going to zero; compress|compression|compresses; bottleneck|bottlenecks; efficiency; efficient|efficiently; smallest; less memory|cpu|noise|traffic|bandwidth|disk|storage; \
      fewer; footprint; headroom; cut|bring|get|push|drive|take|knock it|that|this|them down|below|under; batching; batch size; idle|idles|idling; underused|under-utilised|underutilized; \
      wasted|waste|wasting|wasteful; graviton; spot instances; reserved instances; savings plan; committed use; minimal build; spend|spending|spent; economise|economize|economical; \
      shrink|shrinking|shrunk; lighter; snappier; overhead; too much money; throttle|throttling at; dedupe|dedup|deduplicate; lazy; preload|prewarm|warm-up|pre-warm; caching; cache hit; prune|pruned|pruning; \
      chatty|chattier; per million; a month in|for; percent cpu; usd|eur|gbp|chf|euros|dollars|bucks; finance|cfo|controller|procurement; budget; halve|halving|halved; aggregate|aggregated|aggregation; \
      delta; downsize|downsizing|downscale; tier down; cold tier; cheaper tier|storage|instance|class; performance tuning; throughput; sooner; pay|paying for nothing|idle
    2: tight; minimise|minimize; memory; cpu; cold start|starts|invocations; latency; p99|p95|p50|p90; utilisation|utilization; too big|large|slow|chatty|noisy|much memory|much cpu; noise|noisy; \
      volume|volumes; sampling; sample less; milliseconds; sluggish; improve|improving|improvement|improvements; better performance; smaller; without losing|loss; instance type|size; egress; ingestion; \
      drive down; concurrency; sweet spot; takes|took seconds|minutes|hours|longer; performance; quota; skip|skipping; exclude|drop static|health|probes; drop it where; filter out; % of volume; retention; \
      gzip|zstd|snappy; parallel; async; buffer size; extra nodes|node; below|under; cores; squeezed; heavy|heavier on; needs|need so much|many; mb matters; resources; fast enough; kill switch; boot; boots; wake|wakes up; burn|burns; eat|eats; saturates|saturated
    1: gb|tb|kb|mb|mib|gib; ms; vcpu; a month; per month; at night; overnight; works fine; otherwise fine|good; all good
    """

  private static let expansion = """
    3: one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dozen|some|many more; another|second|third|fourth|fifth|sixth|additional|new|further|extra region|cluster|service|services|namespace|site|office|branch|team|account|zone|az|vpc|subnet|datacenter|plant|store|hall|location|tenant|instance|listener|gateway|domain|country|market|department|subscription|stage; \
      vms|nodes|services|clusters|instances more; add|adding|adds|added; expand|expanding|expansion|expands; extend|extending|extended; extension of; onboard|onboarding|onboarded; \
      roll|rollout out to; also|too cover|include; join|joins|joining; additional|additionally; scale|scaling out; scale-out; grow|grows|growing|growth; more capacity; capacity planning; \
      second active; comes|come|coming in|on|along|up; in addition; more of; next wave; wave two|three|2|3; phase two|2; further; bring|bringing in|on; replicate; double|doubling|triple the; \
      broaden|wider|broader; hook up; will be connected|added|included|covered; shall|will join|follow|take|share; twin of; in the same manner|way|fashion; next to the; alongside|beside the|v1|it|them; plugged in; \
      two|three|four|five|six|seven|eight|ten|twelve new; merge in; takes over half; take half; hire|hired; goes|go out to; moving in; are|is landing|coming|arriving; ordered; increase|increasing from; from to; enrol|enroll
    2: another; second; third; fourth; more; other region|regions|cluster|clusters|team|teams|sites|site; same chart|tenant|account|setup|set-up|pattern|design|recipe|manner; do we replicate; shared one; per|each region; from september|october|january|march|april|may|june; \
      reuse|re-use; existing; as well; besides; alongside; in total; licence|license|licences|licenses; separate or; extra; dedicated relay|sensor|hub; one or; own or shared; plus; to the existing|same|current; also; too; enough for; cope with; plan|planning; we would|'d put; advisable; becomes|become; in one go; how many more; go on the; to cover; register
    """

  private static let complexity = """
    3: simpler|simplest; simplify|simplified|simplification|simplifying; simple version; diet; lightweight version; minimal version|set-up|setup|form; stripped down; stripped-down; bare minimum; barebones|bare-bones; \
      too complex|complicated|much|heavy|technical|long|deep|detailed|big for; complicated; complexity; overwhelming|overwhelmed; heavier; deep dive; deep-dive; go|going|dig|digging deeper; deeper; in depth; in-depth; \
      more|much|less|greater detail|detailed|depth; full design|picture|version|architecture; full-blown; advanced; high availability; highly available; ha setup|set-up|version|design|variant; single point|points of failure; \
      no single point; leader election; redundancy|redundant; high level; high-level; dumb it down; dumbed down; for dummies; beginner|beginners; layman; eli5; in plain words|english|language; non-technical; \
      executive summary; step by step; step-by-step; over-engineered|overengineered; over my|our head|heads; basic version|variant; more sophisticated; sophisticated; elaborate; more robust; hardened; grown-up version; \
      basics; easy version|mode|variant; short|long version; tl;dr; nitty-gritty; under the hood; internals; moving parts; scaled-down|scaled down version; pared down; slimmed down; expert mode|version|level; no frills; one-pager; \
      explain it|this|that like; granular|fine-grained; failover; fault-tolerant; fault tolerant; resilient|resilience; bulletproof; walk me|us through each|every|the; level of detail; complete picture; machinery; in one page; on one page; \
      next level; gory; thorough; reduce it to; boil it|down; strip it|out; spell it|out; from scratch explanation; nuts and bolts; how exactly does it|this|that work; how it really works; exactly how; a notch; overengineering; kiss; gold-plated; baby steps; novice; rookie; \
      without all the|that; do without; leave|leaving out; live with|without; less moving; fewer parts|components|pieces|steps; small version; proper version|design|architecture; more elaborate; the works; belt and braces; for a team of|our size; for two people
    2: instructions; madness; afraid of it; people who; one page; scares; leave out; please shorter; simple; basic; full; complex; overview; summary; depth; explain; resources; replicas; diagram; mechanism; which exactly; understand; details; easier; shorter; only need; just need; quorum; anti-affinity; graceful; manual; lost me; grown; harder; more control; detail; \
      design; architecture; what happens on|when|if; version; trivial; minimal
    """

  private static let clarification = """
    3: clarify|clarifies|clarification|clarifying|clarified; what do|did|does you|that|this|it mean; did|do you mean; you meant; mean by; meant by; to be precise|exact|clear; precisely; correction; mixed up; mixed something up; ups; oops; correct myself; not per second; to correct; i|we told you|said|wrote|asked; \
      misunderstood|misunderstanding|misread; requirement|requirements; the requirement is; policy|legal|security|lawyer|auditor|dpo says|said|wants|insists; turns|turned out; forgot to mention|say|tell|add; should have said|mentioned|told|added; i should add; not clear; unclear; what counts as; \
      does|do that|this|it include|apply|mean|cover|count; is|are that|this|it|those per|included|mandatory|optional; you mentioned|said|wrote|recommended|suggested|advised|gave|named|listed|spoke; your answer|advice|recommendation|reply|sentence|phrase|last|note|suggestion|table|list|proposal; \
      asked internally; they|people|team answered; came back with; the answer is; must also; must be; needs to be; in other words; specify|specifies|specification; constraint|constraints; precondition|prerequisite|prerequisites; new|additional requirement; must not; may not; \
      what exactly is|was|do|does; definition; how should|do i|we read|understand|interpret; interpret; wording; small print; was wrong; wrong number; mistaken; my mistake; said yes; replied; confused|confusing; ambiguity|ambiguous; not thirty; instead of the; \
      supposed to; allowed to; do i|we need|have to; required|needed for; which of the|these|them|two; short|quick|small|little|one|another|simple question; one|a detail; one thing; before i|we start|order|begin; in your|the document|doc|guide|email|mail; by that; meaning; means; term|terms; is it enough; enough to; does it matter; matters whether; scope of; more precise; precise; per what; must it|they|we; where exactly; in which order; what order
    2: question; short one; quick one; which port|ports|version|role|account|zone; does it|this|that; is it|this|that; how long|many|much; exactly; mean; require|requires; policy; architects; lawyer|lawyers; privacy officer; dpo; security team; network people; express; apply|applies; mandatory|optional|default; what about; how does that change; \
      change the; asked; told; supposed; allowed; needed; officer; works council; legal; must; what is|are; where do|does; which; who
    """

  private static let alternative = """
    3: alternative|alternatives|alternatively; pros and|& cons; pros/cons; compare|comparing options|approaches|both|the two|them; trade-off|trade-offs|tradeoff|tradeoffs; versus; vs; in place of; rather than; other|another|different|some other way|ways|manner|approach|approaches|route|routes|method|methods|possibility|possibilities; \
      weigh|weighing|weighs; gain and|or lose; advantages|disadvantages|drawbacks; better off; what else; besides the; could|can we|i|one use|get|take|do|replace|instead; what if we|i; would it|that be better|cheaper|easier|possible|an; is there another|a different|something else; any other; \
      second opinion; arguments; nothing|not is|decided|settled; undecided; considering; thinking about|of; evaluate|evaluating|evaluation; theoretical|theoretically; hypothetically; would have been; colleagues|boss|vendor|someone|somebody keep|keeps|suggests|suggested|proposes|proposed|recommends|says|asks; \
      plan b; in theory; shortlist|shortlisted; ruled out; declined; would either; either; which would you; if you were us|in; differ|differs; difference between; differences; speaks for|against; worth it|switching|moving|changing|a look; wonder|wondering whether|if|about; would an|a|the; how would; contender|contenders; candidates; stack|stacks up; \
      head to head; side by side; side-by-side; toying|flirting with; musing; what would; decision matrix; weighing up; slide with; three columns; or should we; or would; would we; convince me; make the case; better than; compared to|with; comparison; option|options; skip altogether; curious; swap; would you rather; have you seen; thoughts on
    2: better; prefer|preferable|preference; recommend|recommends; choice|choose|choosing; switch|switching; theory; other than; easier; decide|decision|decided; worse; convinced; sceptical|skeptical; uneasy; nobody loves; stay|staying|stick|sticking with; exploring|explore; else; \
      instead of; instead; alternatively; different; another; maybe; perhaps; architects; rival; would
    """
}
