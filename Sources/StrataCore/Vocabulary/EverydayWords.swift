/// Words too common, in English or in the work on deployments, to tell one line from another.
enum CommonWords {
  static let table = """
    a about above accept accepted access account across actually add added adding adds after again against \
    agent agents ago agreed all allow allowed almost alone along already also although always am among an and \
    annotation another answer any anybody anyone anything anyway apart api apis app appear appears application applications \
    apps are area around as ask asked asks at attach attached away back bad balancer batch be became because become \
    been before begin begins behind being below best better between big bit bodies body both brand bring buffer build \
    builds built but by bytes call called calls came can cannot cap capture captured card case cases certificate change changed changes \
    chart check checked checks choice clear client clients clone close cloud cluster clusters cold collect collector collectors come comes \
    coming common compare complete config configuration configure connect connection console container containers copies copy correct \
    cost costs could count couple cover coverage cpu create created cross current currently customer customers cut daily daemonset \
    data date day days deal default define delete deploy deployed deployment deployments design detail details dev did \
    different directly disable discover discovery disk do docs does doing done down drop dropped drops due during \
    each earlier early easy edge either else email empty enable enabled end endpoint endpoints enough entire environment error errors \
    especially etc even event events ever every everybody everyone everything exact exactly example exclude existing expect expected \
    explain export exporter expose extension extra fact fail failed fails failure far fast few field fields file files filter final finally find \
    fine first fit five fix fixed flag flow follow following for found four frame free from front full function functions further \
    gateway gateways gave get gets getting give given gives global go goes going gone good got great green group had half hand handle \
    happen happened happens hard has have having he header headers health hello help her here hers hey hi high him his hit hold hook \
    hope host hosts hot hour hours how however hub huge idea ideas if image images important in include included inject \
    injector inside install installed installing instance instances instead integration internal into inventory is issue it its itself \
    job jobs join just keep keeps kept kernel key keys kind knew know known lab large last late latency later layer least leave \
    left less let lets level like likely limit limits line lines link list little live load local log logs long look looking looks \
    lost lot low lower machine machines made main make makes making manage managed management many map mark mask masked \
    masking masks match matter may maybe me mean means meant measure memory mesh message messages metadata metric metrics middle might \
    million mind mine minimum minute minutes mirror mirrored mirroring miss missing mode model module moment monday month months more \
    morning most move moved moving ms much must my name named names namespace namespaces near necessary need needed needs network \
    never new newest next nice night no nobody node nodes none nor normal not note nothing now number numbers object of off offer \
    often oh ok okay old on once one ones only onto open operations operator option options or order org other others otherwise our ours \
    out outside over own packet packets page part parts pass passed passes past path patterns pay people per perfect perhaps pin pipeline place \
    plain plan planned platform please plenty plugin plugins plus pod pods point points policy pool port portal ports possible prefer pretty probably \
    probe probes problem problems process prod product production profile program project projects proper protect prove proxies proxy public \
    pull push put query question questions queue quick quickly quite raise ran range rate rather raw reach read ready real \
    really reason receive recent recommend record records red region regions register registry regular reload remain remove removed replica \
    replicas replace replaced reply report reports request requests require required requirement restart restarted restarts rest \
    result results retention return returns review right role roles roll rolled rollout root route routes router rps rule rules run running \
    runs said same sample sampling sandbox save saw say says scale schema scope second seconds secret section security see seem seems seen \
    select send sending sends sensor sensors sent separate server servers service services session sessions set sets setting settings \
    setup several shall share shared she shop short should show showed shows side sidecar sidecars sign similar simple since single \
    site sites size sizing slow small smaller so some somebody someone something soon sorry sort source sources span special split stack \
    stage staging stand standard start started starting starts state status stay steps step still stop stops storage store stored stream \
    stuff such suggest support supported sure system systems take taken takes talk target targets task team teams telemetry \
    tell template tenant terms test tested tests than thank thanks that the their them themselves then there these they thing \
    things think third this those though thought three through throughput tier ties till time timeout timeouts times tls to today together token \
    tokens told tomorrow tonight too took top total touch towards trace traffic tried try trying tuesday turn turned two type types under \
    understand unknown until up update updated upgrade upgraded upload us use used user users uses using usual validate validated \
    validation value values version versions very via view visible vm vms volume wait walk want wanted wants was way ways we \
    web week weekend weeks weird well went were west what whatever when where whether which while who whole whose why will window with \
    within without wonder word words work worked working works world would write wrong year years yes yesterday yet you your yours zero zone \
    thx sgtm lol hmm ah pls ta cheers folks guys morning afternoon evening january february march april june july august september october \
    november december wednesday thursday friday saturday sunday kb mb gb tb gi mi percent eu us uk http https tcp udp grpc json yaml \
    six seven eight nine ten dozen hundred thousand
    """
}
