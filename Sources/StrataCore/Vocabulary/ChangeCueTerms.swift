extension CueTerms {
  /// What tells that something left, came, moved, grew or was built.
  static let changes: [(Cue, String)] = [
    (
      .departure,
      """
      undeployed; unplugged; in the museum; museum; in the bin; in the attic; in the skip; in the drawer; thing of the past; bit the dust; six feet under; rest in peace; rip; got deleted; purged; purge; \
      nothing to ssh; no servers left; no servers; nothing left of; said adieu; adieu; farewell; on the scrap heap; scrap heap; tombstone; laid to rest; pensioned off; end of the road; \
      is out; are out; off the books; cleared out; emptied; moved on from; been replaced; been|was|were|got split|decomposed|broken|carved|taken|chopped; had enough of; fed up with; lease ended; not renewed; lapsed; let go of; \
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
      stopped using; no longer use; \
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
      entered; entering; observation; started; begun; completed; passed; got; achieved; obtained; received; awarded; adopted; put into;       comply; complies; compliant; compliance with; must comply; have to comply; subject to; \
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
