/// The words that decide what a mention means. A line is `class: phrase; phrase; …` with `a|b` for
/// alternatives; a phrase may stand in several classes. `none` lists phrases that cancel a shorter one.
enum CueTerms {
  static let classes: [(Cue, String)] = [
    (
      [],
      """
      not only; not just; no problem; no matter; why not; not sure; don't know; do n't know; no idea; \
      no longer wait; not to mention; no worries; if possible; if any; no questions asked; even if only; \
      without any problem; might as well; like to; would like; 'd like; would love; 'd love; looks like; \
      look like; feels like; sounds like; feel like; could you; would you; can you; no doubt; not long ago; \
      not yet sure; may i; if you can; if you have; if you need; if that helps; if i may; as if; if needed; \
      if so; as far as; as long as; as soon as possible; as well as; as well; as usual; no big deal; \
      in general; at all; on purpose; in fact; in the end; on top of; in order to; on my list; \
      at least; at most; in particular; in detail; on friday; on monday; on tuesday; on wednesday; \
      on thursday; on saturday; on sunday; on the weekend; in total; in use; in may; may 2025; may 2026; \
      1 may; 2 may; 3 may; 5 may; 10 may; 15 may; 20 may; would you recommend; would you start; \
      would you suggest; would you take; would you do; would you expect; would be the; would that be; \
      if i remember; if i recall; if memory serves; if you remember; if you recall; \
      no surprise; no change; no changes; not much; no wonder; nothing but; no less; not so
      """
    ),
    (
      .negation,
      """
      not; n't; never; no; none; nobody; neither; nor; without; cannot; nothing; hardly; far from; refuse|refused|declined|rejected|against; ruled|decided out|against; \
      nobody plans; no plans; no intention; out of the question; decided not; won't; isn't; aint; \
      does not apply; not applicable; exempt from; stay|stayed|staying away from; vetoed; turned down; \
      said no; cancelled; canceled; called off; passed on; nope; dropped the idea; off the table; \
      not in scope; out of scope
      """
    ),
    (
      .conditional,
      """
      if; be it; regardless; no matter whether; in case; assuming; suppose; supposing; provided that; unless; whether; what if; even if; \
      in the event; let's say; say we; imagine; hypothetically; theoretically; in theory; in principle; \
      purely theoretical; theoretical; hypothetical; thought experiment; academic question; if ever; \
      were we to; had we; should we ever; should we; shall we
      """
    ),
    (
      .modal,
      """
      would; 'd; could; might; may; should
      """
    ),
    (
      .uncertain,
      """
      maybe; perhaps; possibly; probably; assumes; assume; expects; rumour; rumor; rumours; rumors; considering; consider; \
      considered; thinking about; thinking of; think about; thought about; toying with; toy with; \
      playing with; pondering; mulling; contemplating; contemplate; looking at; looking into; \
      evaluating; evaluate; evaluation; weighing; debating; discussing; discuss; discussed; exploring; \
      explore; investigating; wondering; wonder; curious; curiosity; interested in; idea; ideas; \
      proposal; propose; proposes; proposed; suggests; suggest; suggested; suggestion; recommend; \
      recommends; recommended; pitch; pitched; pitching; keeps asking; keep asking; keeps telling; \
      keep telling; asked whether; asks whether; asked if; asks if; asked about; asks about; asking about; \
      heard; hear; read that; read about; read somewhere; dream; dreaming; wish; wishes; hope to; \
      hopes to; want to know; undecided; not decided; nothing decided; no decision; nothing is decided; \
      not sure; unclear; open question; talk of; talks of; talk about; talked about; option; options; \
      candidate; candidates; favourite; would like to try; trial of; experimenting; experiment; \
      tempted; tempting; flirting; brainstorm; brainstorming; speculation; speculating; speculative; \
      pushing for; pushes for; lobbying; argue; argues; arguing; advocates; insists; swears by; fan of; \
      potential; potentially; tentatively; tentative; ever; some day; looked at; shortlist; shortlisted; \
      feasible; feasibility; business case; whispers; gossip; buzz; hype; interesting; intrigued; \
      comparing; studying; study; assessing; assessment of; on the table; might be; could be; may be
      """
    ),
    (
      .someday,
      """
      next year; someday; some day; one day; eventually; at some point; sometime; some time; later; \
      later this year; in the future; in future; down the road; down the line; long term; long-term; \
      in the long run; roadmap; road map; q1; q2; q3; q4; next quarter; next summer; next winter; \
      next spring; next autumn; plan to; planning to; plans to; planned to; plan for; planning for; \
      planned for; plans for; plan on; planning; intend to; intends to; aim to; aiming to; hope to; \
      hoping to; in a few months; in two years; in the coming years; years away; months away; weeks away; \
      not before; far away; when the time comes; in due course; sooner or later; by the end of the year; \
      end of year; end of the year; next fiscal year; next budget; h1; h2; first half; second half of; \
      want to move; wants to move; want to migrate; wants to migrate; want to switch; wants to switch
      """
    ),
    (
      .scheduled,
      """
      tonight; tomorrow; next week; next monday; next tuesday; next wednesday; next thursday; \
      next friday; next saturday; next sunday; on monday; on tuesday; on wednesday; on thursday; \
      on friday; on saturday; on sunday; this week; this month; this weekend; on the weekend; \
      this evening; this afternoon; scheduled; scheduled for; window; change window; cutover; cut-over; \
      cutover is; approved; plan of record; decided; has decided; have decided; green light; go ahead; \
      signed off; signed; kick-off; kickoff; kicks off; starting monday; from monday; from next; \
      in two weeks; in two days; in three days; in a week; today; in an hour; at midnight; next month; \
      steering committee approved; board approved; confirmed; due on; end of this month; by friday
      """
    ),
    (
      .now,
      """
      now; nowadays; currently; since; as of; meanwhile; from here on; from now on; these days; \
      at the moment; right now; at present; presently; today; this time; by now; as of today; \
      as of now; this morning; last night; yesterday; last week; last weekend; over the weekend; \
      over easter; last month; this week; this month; this sprint; last friday; last monday; last tuesday; \
      last wednesday; last thursday; last saturday; last sunday; effective; in the meantime; \
      just; recently; lately; finally; at last; already; live since; ago; starting today; \
      henceforth; now that; still; newly; fresh; freshly; on monday; on friday; on saturday; on sunday; \
      on tuesday; on wednesday; on thursday
      """
    ),
    (
      .past,
      """
      we paid|ran|used|stored|did|kept|worked; used to; back then; formerly; previously; former; ex; originally; once upon a time; at the time; \
      years ago; in the past; historically; historic; historical; in the old days; old days; legacy; \
      earlier; before that; in my last job; my last job; my previous; previous; last job; previous job; \
      previous employer; last employer; was on; were on; was running on; were running on; had been; \
      were still; was still; back in; in 2019; in 2020; in 2021; in 2022; in 2023; last year; \
      two years ago; three years ago; a year ago; in a previous life; in a past life; back when; \
      the old; our old; we had; we were; we came from; came from; coming from; came off; ran on; \
      stayed on; had stayed; had we stayed; at my old company; once ran; once had; once used; first tried; \
      tried once; before we moved; until last; prior
      """
    ),
    (
      .thirdParty,
      """
      partner; partners; parent company; mother company; holding company; parent group; our parent; \
      vendor; vendors; supplier; suppliers; competitor; competitors; competition; competing; \
      another team; other team; other teams; sister company; sister team; sister companies; \
      subsidiary; subsidiaries; colleague; colleagues; friend; friends; a friend; consultant; consultants; \
      neighbour; neighbours; neighbor; neighbors; neighbouring team; sales rep; salesman; sales guy; \
      salesperson; somebody; someone; some people; other companies; other company; other customers; \
      another customer; another company; other department; another department; other departments; \
      another division; other division; other division's; another business unit; other business unit; other unit; \
      reseller; resellers; integrator; contractor; contractors; agency; \
      freelancer; auditor's own; conference; meetup; keynote; talk at; webinar; article; blog; blog post; \
      case study; whitepaper; newspaper; headline; headlines; press; podcast; brother; brother-in-law; cousin; \
      husband; wife; boyfriend; girlfriend; my old boss; ex-colleague; ex colleague; ex-colleagues; \
      sister org; sister organisation; sister organization; mother house; headquarters use; provider of ours; \
      your docs; your documentation; your website; your blog; your example; your examples; your tutorial; \
      your video; your guide says; third party; third-party; outsourcer; the guys from; the folks from; \
      folks at; guys at; people at; people say; everybody; everyone; industry; rival; rivals; \
      another vendor; trainee; intern; the group's; group it; corporate it; head office; owned by; \
      belongs to; run by; operated by; managed by; hosted by; ex-employer; acquirer; analyst; analysts; \
      gartner; forrester; reddit; stack overflow; stackoverflow; linkedin; newsletter; salespeople; \
      rep; our saas; saas provider; my previous company; the other side; other tenant; account manager; \
      cto of; ciso of; peers; peer; buddy; mate; mates; manufacturer; oem; broker company; \
      payment provider; payment processor; psp; acquirer bank; the bank's; data team's; marketing team's; \
      counterpart; counterparts; another client; someone else's; somebody else's; landlord; \
      customers of ours; a customer of ours; one of our customers; our customers; a prospect; prospects; \
      says; said; swears; swear; believes; believe; claims; claimed; thinks; reckons; shouts; told us; taught us; shown by; speaker; nephew; niece; uncle; folks; boss; city; \
      neighbour's; sister brand; sister site; sister app; sister project; other squad; another squad; a different team; \
      different team; different department; hackers; attacker; attackers; hyperscalers
      """
    ),
    (
      .comparison,
      """
      than; versus; vs; compared to; compared with; comparison; compare; similar to; unlike; like; \
      same as; same way as; as with; just like; analogous; equivalent; equivalent of; counterpart of; \
      difference between; differ from; differs from; the way we did; as opposed to; in contrast; \
      relative to; benchmark against; as in; as on; as for; reminds me of; comparable; whereas; \
      cheaper on; cheaper in; better on; easier on; faster on; what about; how about
      """
    ),
    (
      .departure,
      """
      undeployed; unplugged; in the museum; museum; in the bin; in the attic; in the skip; in the drawer; thing of the past; bit the dust; six feet under; rest in peace; rip; got deleted; purged; purge; \
      nothing to ssh; no servers left; no servers; nothing left of; said adieu; adieu; farewell; on the scrap heap; scrap heap; tombstone; laid to rest; pensioned off; end of the road; \
      is out; are out; off the books; cleared out; emptied; moved on from; been replaced; had enough of; fed up with; lease ended; not renewed; lapsed; let go of; \
      decommissioned; decommission; decommissioning; decommed; decom'd; retired; retire; retiring; \
      sunset; sunsetted; sunsetting; abandoned; discontinued; dismantled; uninstalled; removed; deleted; \
      scrapped; ditched; killed; axed; terminated; gone; is history; are history; history; dead; \
      phased out; phasing out; shut down; shutdown; switched off; turned off; torn down; tore down; \
      got rid of; get rid of; gotten rid of; rid of; left behind; ripped out; thrown out; threw out; \
      taken out; taken down; taken off; pulled out; pulled the plug on; pull the plug; retired from; \
      no longer; not any more; any longer; no more; out of service; end of life; eol'd; \
      out the door; moved away from; moved off; migrated off; migrating off; came off; got off; \
      exited; exit from; left; leaving; departed; quit; closed; cancelled; canceled; dropped; dropping; \
      replaced; superseded; disabled; swapped out; swapped; replacing; put to rest; buried; sold; \
      outsourced; past tense; said goodbye to; say goodbye to; goodbye; bye bye; farewell to; \
      stopped using; don't use; do n't use; do not use; no longer use; don't have; do n't have; do not have; \
      do n't operate; wound down; winding down; expired; moved out of; pulled; unplugged; powered off; \
      powered down; archived; mothballed; deprecated; obsolete; done with; finished with; through with; \
      removal|retirement|decommissioning|shutdown|switch-off|sunset|sunsetting|end|dismantling|deletion of; ended; binned; nuked; evicted; carved up; broken up; broke up; breaking up; split up; dissolved; \
      dismantling; vacated; contract ended; contract ran out; handed back; gave up; given up; gave notice
      """
    ),
    (
      .departureOpening,
      """
      switched; turned; left; leave; ripped; threw; thrown; took; taken; pulled; shut; moved; move; moving; \
      swapped; switching; turning; ripping; taking; pulling; shutting; tore; phased; migrated; carved; \
      lifted; put; broke; broken; split; chopped; cut; ported
      """
    ),
    (
      .departureClosing,
      """
      off; out; behind; down; away; apart; up into; to pieces; into pieces
      """
    ),
    (
      .movement,
      """
      moved; move; moving; moves; migrated; migrate; migrating; migrates; migration; transitioned; \
      transition; transitioning; switched; switch; switching; shifted; shift; shifting; relocated; \
      relocating; relocation; ported; porting; re-platformed; replatformed; replatforming; re-hosted; \
      rehosted; rehosting; lifted; lift and shift; lift-and-shift; transferred; transfer; cut over; \
      cutting over; cutover; converted; converting; conversion; changed; change; changing; went; gone; \
      jumped; hopped; rebuilt; rewritten; rewrote; redeployed; consolidated; repatriated; landed; \
      re-homed; promoted; promote; promoting; flipped; swapped; evacuated; hauled; brought; upgraded; \
      graduated; graduating; graduates; advanced; going from; goes from; went from; came over; crossed over; \
      moved over; move over; exodus; relaunched; reborn; repackaged; refactored; refactoring; re-architected; \
      rearchitected; redesigned; restructured; folded; absorbed; decomposed; carved; split; cut; broken; \
      broke; chopped; turned
      """
    ),
    (
      .arrival,
      """
      in favour of; in favor of; answered|handled|processed|terminated|served|collected|carried|managed|taken by; arrive|arrives|arriving on|at|in|through|via; land|lands|landing on|in; \
      routed|flows|flow|flowing|goes|go|going|comes|come through|via|over; terminates|terminated|terminate at|on|in; put the|them|it|everything on|into|onto; put on|into; sits|sit behind|on|in; \
      runs on; run on; running on; runs in; running in; runs entirely on; runs fully on; now on; now in; \
      live on; lives on; lives in; living on; living in; hosted on; hosted in; hosting on; sits on; \
      sits in; deployed on; deployed in; deployed to; deploying to; deploying on; deploy to; deploy on; \
      landed on; landed in; landed at; arrived on; arrived in; settled on; standardised on; standardized on; \
      is now; are now; became; becomes; become; turned into; turning into; rebuilt as; rebuilt on; \
      rewritten as; rewritten in; rebuilding on; replaced by; replaced with; superseded by; gave way to; \
      made way for; makes way for; succeeded by; went with; gone with; going with; went for; opted for; \
      chose; chosen; picked; adopted; adopting; took on; moved everything to; all in on; \
      all-in on; is at; now at; now we're; now we are; now it's; now it is; everything is on; \
      everything is in; everything's on; everything's in; switched to; switched over to; migrated to; \
      migrated onto; moved to; moved into; moved onto; moved over to; cut over to; transitioned to; \
      ported to; shifted to; relocated to; converted to; changed to; changed over to; swapped to; \
      reborn as; re-platformed on; replatformed on; replatformed onto; re-platformed onto; consolidated on; \
      consolidated onto; started on; started with; start on; starts on; starting on; introduced; \
      introducing; rolled out; rolling out; installed; went live on; went live in; based on; built on; \
      building on; using; we use; uses; now use; we're on; we are on; we're in; we are in; \
      we're now on; we are now on; i'm on; it's on; it is on; it's in; it is in; \
      introduction|adoption|rollout|roll-out|installation of; switch|move|migration|change|cutover|cut-over|transition|relocation|upgrade to; switch|move|migration to the; split into; broken into; broke into; carved into; cut into; decomposed into; broken up into; \
      split up into; refactored into; chopped into; split it into; broke it into; carved it into; \
      serving from; served from; served by; goes through; terminates at; terminates on; fronted by; \
      sitting on; sitting behind; inside; consists of; made of; composed of; finished the; completed the; \
      brought up; brings; bring up; powered by; handled by; took its place; in its place; taken by
      """
    ),
    (
      .succession,
      """
      took over; takes over; has taken over; have taken over; took its place; took their place; \
      has taken its place; taken its place; replaced it; replaces it; replaced them; replaces them; replaced that; \
      replaces; which replaced; that replaced; replacing; does the job now; do the job now; does it now; does that now; \
      do the rest; does the rest; succeeded; is in; are in; is in place; are in place; is live; are live; \
      went live; is up; are up; is here; has arrived; stepped in; steps in; is the new; are the new; \
      is our new; are our new; does everything now; handles everything; handles everything now; handles it now; \
      in its place; in their place; is in now; handles all of it; handles that now
      """
    ),
    (
      .replacement,
      """
      replaced; replace; replacing; swapped; swap; swapping; exchanged; traded; trading; substituted; \
      replaces; switched; ripped out; threw out; ditched; dropped; retired
      """
    ),
    (
      .substitution,
      """
      instead of; in place of; rather than; in lieu of; where we had; where there was; where there were
      """
    ),
    (.towards, "to; onto; into; toward; towards; unto; for; over to; straight to"),
    (.source, "from; off; off of; away from; out of; formerly; leaving"),
    (
      .locative,
      "in; on; at; within; inside; under; behind; across; throughout; per; into; onto; in our; on our; against"
    ),
    (.ourselves, "we; i; us; i'm; we're; me; ourselves; 're; 'm; my; our; ours; mine; own"),
    (.possessive, "our; my; ours; own"),
    (.definite, "the; this; these; those; that; its"),
    (
      .untouched,
      """
      not affected; unaffected; n't affected; is fine; are fine; is okay; is ok; are ok; works fine; \
      stays as it is; staying as it is; stay as they are; stays put; stays where it is; as it is; \
      unchanged; untouched; remains; remain; keeps running; no questions; no issues there; not touched; \
      nothing changes; does not change; doesn't change; do n't change; stays; stay; staying; \
      not concerned; not involved; leave alone; left alone; leave it; no news; is healthy; \
      are healthy; behaves; is stable; is good; looks good; not part of; not about; not the; is clean; are clean; \
      runs fine; running fine; all good; is happy; is quiet; not our; can wait; is parked; on hold; \
      not relevant; irrelevant; ignore; forget; never mind; different story; other story; separate topic; \
      separate session; another session; is not in; is n't in; is n't part; for later; works as before; \
      work as before; is a different; does not have; does n't have; does n't show; shows nothing; does not show; \
      no such problem; does not happen; does n't happen; has no gaps; \
      is not the; is n't the; n't about
      """
    ),
    (
      .otherProject,
      """
      new|another|different|other|second|third|fourth|separate|next|additional|unrelated \
      |new|brand-new|whole|completely|totally|entirely \
      project|app|application|client|customer|system|product|workload|service|initiative|programme|program|portal|platform|codebase|site|thing|topic|subject|one|story|api|api's|engagement|mandate|assignment|account|deployment|solution|backend|company
      """
    ),
    (
      .otherProject,
      """
      something new; something else; something different; something completely different; \
      something entirely different; something unrelated; a new one; new one; another one; \
      a different one; different one; other topic; changing topic; change of topic; change of subject; \
      new topic; unrelated; unrelated to; nothing to do with; not related to; not connected to; \
      different code base; another code base; different codebase; was|were|been|got handed; handed the|a|an; next in line; for the; 's service; team's service|app|portal; \
      moved|switched|transferred|assigned to the; my new team; for a colleague's; new build; greenfield; green field; from scratch; different project; switching gears; \
      switching projects; new assignment; new mandate; new client; side project; spin-off; spinoff; \
      new venture; separate from; independent of; independent from; moved teams; changed teams; \
      switched teams; new team; new job; different hat; other hat; now working on; working on now; \
      joined the; my new; our new; our next; my next; on to the next; next up; up next; \
      we also have; we also run; we've started; 've started; have started; started a; starting a; \
      started building; started work; starts a; kicked off; kicking off; inherited; took over the; \
      been given; was given; been assigned; was assigned; assigned to; am responsible for; \
      responsible for; in charge of; bought; acquired; brand new; set aside; put aside; parked; \
      cancelled and; stopped and; not about; this is not; is not about; isn't about; n't about; \
      this is n't; it's not; this one is for; this is for; it's for; it is for; different team; other team; \
      for another; for a different; for our new; for a new; hands over; handed over to; over to; \
      away from; parking
      """
    ),
    (
      .subject,
      """
      today it|this concerns; today it|this is; today is about; today's topic|subject|question|patient; today it's; this time it|we|i; this time it's|about|for|around|with; \
      now it's; this one|ticket|request|mail is about|for|concerns; am|'m calling|writing about; here about|for; now for; now to; on to; moving on to; \
      let's|us talk|turn about|to; need help with; help with; new topic|subject|ticket; turning to; next topic|item|patient|candidate; switching to; change of scenery; \
      enter; meet; have|'ve started|launched|built|inherited|opened|founded|acquired|bought; have|'ve taken over; purchase order; \
      now look|looking|work|working after|on|for; the job|task now is; my task is|now; different hat|desk|place
      """
    ),
    (
      .resumption,
      """
      back to; back on; back at; back with; again; regarding; concerning; re; about the; about that; \
      about those; about our; on the; as discussed; as we discussed; as you said; as you suggested; \
      as agreed; last time; follow-up; follow up; following up; to follow up; once more; another question; \
      one more question; still; same; you told us; you said; you suggested; you recommended; you recommend; \
      you mentioned; remember; we talked; we spoke; we discussed; our last; as before; as last time; \
      continuing; continue; picking up; pick up; returning to; return to; revisiting; revisit; \
      coming back to; your advice; your suggestion; your recommendation; you gave; you wrote; \
      you proposed; you advised; from last week; from last time; since then; as planned; existing
      """
    ),
    (
      .launch,
      """
      go-live; go live; goes live; going live; went live; gone live; golive; launch; launches; launched; \
      launching; roll out; rolls out; rolled out; rolling out; rollout; cutover; cut-over; promoted to; promote to; \
      promoting to; promotion to; goes to; going to; go to; went to; moves to; moving to; moved to; \
      move to; move into; moving into; moved into; deploy to; deployed to; deploying to; \
      release to; released to; graduates to; graduate to; graduated to; heading to; heads to; headed to; \
      ship to; shipping to; shipped to; enters; entering; entered; goes into; going into; went into; \
      opened to; opens to; opening to; push to; pushed to; pushing to; take to; taking to; \
      taking it to; take it to; take this to; taking this to; bring to; bring it to; bringing it to; \
      switched on in; turned on in; installed in; installing in; install in; now in; on to; onto; ready for; \
      getting; gets; receives; receiving; this one is; this is; step into; stepping into; up to; \
      hits; hitting; reached; reaches; handed over to; hand over to; cleared for; released for; \
      rebuild it in; repeat it in; repeating it in; same thing in; same for; same in; it's; lands in; \
      landed in; taking; bringing; running in; runs in; now for; is for; are for; time for; next is; next stop; \
      turn of; 's turn; promoted; moving on to; moved on to; arrive in; arrived in; copy to; copied to; \
      repeat in; repeat for; repeating for; up next; onto; we are in; we're in; open for
      """
    ),
    (
      .construction,
      """
      set up; setting up; sets up; build; building; built; building up; stand up; standing up; \
      stood up; stands up; create; creating; created; provision; provisioning; provisioned; \
      bring up; bringing up; brought up; spin up; spinning up; spun up; start; starting; started; \
      open; opening; opened; prepare; preparing; equip; equipping; install; installing; installed; \
      new; second; separate; own; put up; putting up; construct; constructing; constructed; \
      commission; commissioning; commissioned; launch; launching; add; adding; got; getting; get; gets; \
      make; making; establish; establishing; established; deploy; deploying; deployed; from scratch; comes|come|coming up; stood; created; \
      rebuild; rebuilding; rebuilt; there's now; there is now; we have now; we now have; now have; is being built; \
      being built; is coming up; coming up; dedicated; \
      mandates; mandated; requires a; ordered; filling; fill; furnishing; assembling; assembled; ready; is ready; \
      arrived; racked; was racked; ships
      """
    ),
    (
      .obligation,
      """
      comply; complies; compliant; compliance with; must comply; have to comply; subject to; \
      fall under; falls under; fell under; under; in scope; in-scope; scope; applies; apply; applies to; apply to; \
      signed; certified; certification; certify; certifying; accredited; accreditation; attestation; \
      audit; audited; auditor; auditors; assessor; mandatory; obligated; obliged; \
      bound by; governed by; regulated; required; require; requires; required to; need to meet; must meet; \
      have to meet; meets; meeting; inside; within; boundary; handle; handles; handling; process; processes; processing; \
      store; stores; storing; carry; carries; contain; contains; take; takes; taking; accept; accepts; \
      accepting; holds; holding; now counts as; counts as; classified as; classified; qualifies as; qualify as; \
      came into force; in force; enforced; effective; binding; entered into force; landed us in; \
      pulled into; brought into; brings us; puts us; makes us; made us; designated; registered; \
      contract requires; contract demands; demands; demand; demanded; insists on; obligatory; are now; is now; \
      became; become; entity; obligations; controls; regime; added; adds; comes on top; on top; joins; \
      onboarding; onboarded; covered by; cover; covered; rules; regulation; law; apply now; have to follow; \
      must follow; follow; flow through; flows through; lands in; land in; live in; in there; \
      falls in; fall in; going through; goes through; kicks in; kicked in; hit us; hits us; since
      """
    ),
    (
      .interrogative,
      """
      how; what; which; who; whom; whose; where; why; when; how's; what's; where's; any idea; any ideas; any advice; \
      any hints; any chance; any reason; anything; thoughts; please advise; please help; help
      """
    ),
    (
      .auxiliary,
      """
      is; are; was; were; do; does; did; can; could; will; would; should; shall; may; might; must; \
      has; have; had; am; need; isn't; aren't; any
      """
    ),
    (
      .growth,
      """
      grew; went; gone; grown; growing; growth; grows; acquired; bought; merged; merger; acquisition; takeover; \
      taken over; scaled; scaling; scale; exploded; explosion; skyrocketed; multiplied; tenfold; \
      hundredfold; went from; gone from; going from; jumped; jump; jumped from; jumped to; surged; surge; \
      viral; went viral; blew up; blown up; took off; taken off; rollout; rolled out; rolling out; roll out; \
      launched; launch; launching; expanding; expanded; expansion; ipo; became; become; becoming; \
      turned into; up from; are now; is now; now; we're now; we are now; no longer; folded into; \
      part of; belong to; belongs to; serve; serves; serving; have now; now have; now has; has now; reached; reach; \
      hit; hits; crossed; passed; doubled; opened; opening; live in; everywhere; all; mandated; standard
      """
    ),
    (
      .addition,
      """
      one more; two more; three more; four more; five more; six more; seven more; another; additional; \
      additionally; extra; add; adding; added; adds; also; too; as well; further; more; extend; extending; extended; \
      extension; expand; expanding; expansion; second; third; fourth; onboard; onboarding; include; \
      including; cover; join; joins; joining; joined; comes in; comes on top; on top; new region; \
      increase; increasing; grow; grows; growing; besides; beside; next to; alongside
      """
    ),
    (
      .weighing,
      """
      alternative; alternatives; alternatively; option; options; pros and cons; pros/cons; \
      compare; comparing; comparison; trade-off; trade-offs; tradeoff; tradeoffs; versus; vs; \
      instead of; in place of; rather than; other ways; another way; other way; different way; \
      different approach; other approach; another approach; other approaches; weigh; weighing; \
      gain and lose; gain or lose; advantages; disadvantages; better choice; better option; make sense; \
      what would; what if; would it; could we; should we; worth it; worth switching; worth moving; \
      cheaper; easier; arguments; argument; second opinion; evaluate; evaluating; evaluation; \
      consider; considering; what else; other than; recommend; recommends; recommended
      """
    ),
    (
      .hearsay,
      """
      training; trainings; webinar; course; certificate course; workshop on; awareness; article; blog; \
      documentation; docs; book; whitepaper; podcast; news; newsletter; e-mail about; mail about; \
      mails about; questionnaire; template; poster; quiz; e-learning; seminar; conference; \
      press release; slide; slides; meme; rumour; rumor; link; links; url; page; sticker; mug; cert exam; \
      exam; badge
      """
    ),
    (.means, "with; by; for; via; through; using"),
    (
      .conjunction,
      """
      but; because; although; though; while; whereas; since; if; when; whether; which; who; that; \
      until; once; before; after; unless; so; therefore; however; then; where; what; how; why; \
      as soon as; even though; otherwise; yet; still; meaning; hence; thus; and then; anyway; except
      """
    ),
    (
      .clauseOpener,
      """
      we; i; it; they; he; she; you; this; there; our; now; so; then; also; will; would; is; are; was; \
      were; has; have; had; do; does; did; can; could; should; may; might; what; how; which; where; \
      when; everything; all; its; my; their; these; those; since; if; nobody; nothing; not; never; \
      'm; 're; no; only; please; today; tomorrow; i'm; what's; whether; who; currently; still; just; \
      finally; instead; the; a; one; some; most; both; each; that
      """
    ),
    (.future, "will; 'll; going to; gonna; shall; about to; is to be; are to be"),
    (
      .beside,
      "beside; besides; next to; alongside; in addition to; on top of; in parallel; as well as; parallel to; apart from; in parallel to; other than"
    ),
    (
      .notYet,
      """
      before; until; till; once; when; prior to; ahead of; on the way to; as soon as; not yet; yet; until then; \
      up to the; by the time; in preparation for; preparing for; prepare for; readiness for; ready for
      """
    ),
    (
      .resolution,
      """
      is|are|was|were|all|been|got gone|fixed|solved|resolved|history|over|sorted; gone; vanished; fixed; solved; resolved; cured; \
      sorted; cleared up; went away; came back up; back to normal; back to the level; no more; \
      ended; has ended; healed; under control; does not happen; did not return; without a; without any; \
      never came back; not come back; in the past; dealt with; history; behind us; subsided; ceased; settled; \
      quiet since; stable since; stable now; calm since; used to; no new; not seen; none since
      """
    ),
    (
      .done,
      """
      already; done; completed; complete; finished; in place; up and running; live; ready; active; \
      running; went live; deployed; installed; rolled out; in use; operational; enabled; is up; are up; works; working
      """
    ),
    (
      .becoming,
      """
      turned|turning|converted|transformed|split|broken|carved|cut|chopped|refactored|decomposed|divided|reshaped|restructured|recast|folded|merged|consolidated into; \
      broken|split|carved|chopped|cut up into; merged|folded|brought|put back into; back together; \
      rebuilt|rewritten|reborn|relaunched|reimplemented|re-implemented|redone|remade as|with|in; became; become; evolved into; morphed into; gave way to; made way for; \
      is|are|'s now a|an|just|only|all|made; are now; is now; broke|split|carved|cut it|them|everything|that|this into|up; un-microserviced; untangled
      """
    ),
    (.anyMore, "any more; anymore; any longer; no longer; no more; left; at all now; these days"),
  ]
}
