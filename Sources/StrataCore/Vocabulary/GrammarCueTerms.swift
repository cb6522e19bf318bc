extension CueTerms {
  /// What joins, opens and places a clause, and what announces its subject.
  static let grammar: [(Cue, String)] = [
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
      different code base; another code base; different codebase; was|were|been|got handed; handed the|a|an; next in line; team's service|app|portal; \
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
      enter; meet; we turn to; turn to the; started|starting|start on; working on; have|'ve started|launched|built|inherited|opened|founded|acquired|bought; have|'ve taken over; purchase order; \
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
  ]
}
