extension CueTerms {
  /// What makes a statement real, denied, possible, past or somebody else's.
  static let reality: [(Cue, String)] = [
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
      neighbour's; next door; neighbouring team|department|city|region; sister brand; sister site; sister app; sister project; other squad; another squad; a different team; \
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
  ]
}
