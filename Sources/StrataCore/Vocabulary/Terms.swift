/// The names that Strata knows for each dimension: the one place to extend.
///
/// A line is `value: name; name; …`. `a|b` in a name stands for either word. A name that ends in `?`
/// is ambiguous or only suggests the value and never decides alone; in `~`, it is nearly sure. The same name may stand in
/// several dimensions. Plurals in `-s` need not be listed.
enum Terms {
  /// The tables by dimension.
  static let tables: [(Facet, String)] = [
    (.provider, providers), (.architecture, architectures), (.service, services),
    (.environment, environments), (.compliance, regimes), (.scale, scales),
  ]

  static let architectures = """
    api_gateway: api gateway; api-gateway; apigateway; api gw; apigw; kong; kong gateway; \
      kong konnect; apigee; apigee x; apigee hybrid; apim; api management; azure api management; \
      tyk; krakend; gravitee; wso2; wso2 api manager; mulesoft; mulesoft gateway; anypoint; \
      amazon api gateway; aws api gateway; express gateway; spring cloud gateway; zuul; gloo edge; \
      gloo gateway; 3scale; layer7 gateway; axway; datapower; ibm api connect; api connect; apisix; \
      ocelot gateway; rest api gateway; http api?; gateway plugin?; shared flow?; policy fragment?; \
      gateway?; zuplo; sensedia; software ag webmethods gateway; cloud endpoints
    load_balancer: load balancer; load-balancer; loadbalancer; load balancing; alb; nlb; elb; gwlb; \
      application load balancer; network load balancer; gateway load balancer; classic load balancer; \
      f5; f5 big-ip; big-ip; bigip; ltm; haproxy?; netscaler; citrix adc; avi networks; nsx alb; \
      traffic mirroring; port mirroring; packet mirroring; vpc mirroring; vpc traffic mirroring; \
      eni mirroring; mirror session?; span port; tap?; network tap; packet broker; vtap?; \
      virtual network tap; mirroring?; eni mirror; azure load balancer; ilb; internal lb; \
      lb?; clone pool; kemp; metallb?; radware alteon; out-of-band mirror; mirror port
    ingress_controller: ingress controller; ingress-controller; ingress-nginx; nginx ingress; \
      ingress nginx; traefik; contour; agic; application gateway ingress controller; haproxy ingress; \
      ingress; gateway api?; httproute?; emissary; ambassador; openshift router; router shard?; \
      kubernetes ingress; k8s ingress; skipper; voyager; nginx plus ingress; kong ingress?; ingresses
    service_mesh: service mesh; service-mesh; mesh?; istio; linkerd; consul connect; kuma; \
      kong mesh; open service mesh; osm; app mesh; anthos service mesh; asm?; cilium mesh; \
      cilium service mesh; istio ambient; ambient mesh; wasmplugin; wasm plugin; envoyfilter; \
      waypoint; waypoint proxy; ztunnel; traefik mesh; gloo mesh; nginx service mesh; \
      istio ingress gateway; istio sidecar; mesh rollout; openshift service mesh; greymatter; aspen mesh
    sidecar: sidecar; side-car; side car; sidecar container; sidecar injection; sidecar proxy; \
      sidecar injector; injector?; dapr; multi-container sidecar
    ebpf_agent: ebpf; e-bpf; ebpf agent; ebpf sensor; ebpf probe; node agent; daemonset; \
      daemon set; bpf agent; kernel agent; uprobe; uprobes; kprobe; per-node agent; node-level agent; \
      host-level ebpf; bpf; kernel probe
    serverless: serverless; functions?; lambda?; lambdas?; aws lambda; lambda function; lambda functions; \
      cloud functions; cloud function; azure functions; function app; function apps; faas; \
      functions as a service; lambda layer; lambda extension?; step functions; knative; openfaas; \
      function url; function urls; cloud run?; cloud run functions; container apps?; openwhisk; \
      app runner?; google cloud functions; google functions; durable functions; fargate?
    cdn_edge: cdn; cdn edge; edge worker; edge workers; edgeworker; edgeworkers; cloudflare worker; \
      cloudflare workers; worker script?; cloudfront; lambda@edge; lambda edge; cloudfront function; \
      cloudfront functions; akamai; fastly; fastly compute; compute@edge; front door; \
      azure front door; edge function; edge functions; edge compute; bunny cdn; \
      cloudflare~; vercel edge; netlify edge; edge network; media cdn; imperva; edgio; \
      edge caching?; google cloud cdn; azure cdn
    vm_agent: vm agent; vm-agent; host agent; host-agent; agent on the vm; agents on vms; \
      agent on the host; agents on the hosts; virtual machine agent; vm extension; \
      azure vm extension; systemd service?; msi?; windows service?; agent msi; server agent; \
      vm-based agent; vm based agent; vms?; virtual machines?; vm?; rpm package?; iis module?; \
      iis native module?; agent service?; guest agent; machine agent; linux agent; windows agent
    monolith: monolith; monolithic; monolithic application; monolithic app; one big app; \
      single deployable; big ball of mud; iis monster; modular monolith; single war; war; ear; ear file; war file; fat jar~; one jar~; one war file; one deployable; cobol application~; \
      single binary?; the big app
    event_driven: event-driven; event driven; event-based; event sourcing; event streaming; kafka~; \
      event hubs~; eventbridge~; pub/sub~; pubsub~; rabbitmq~; message bus; message broker; \
      event bus; message queue?; message queues~; nats~; pulsar~; kinesis~; sqs?; sns?; service bus~; \
      event mesh; asynchronous messaging; jetstream; activemq~; artemis~; mqtt topics~; topics and consumers; consumers~; publishers and subscribers; messages only; \
      queue-based; queue based; streams and consumers; events instead of requests; message-driven; message driven; events now; \
      consumers and producers; producers and consumers; event grid~; confluent?; redpanda~; \
      event broker; msk?; amazon mq?; publish-subscribe; choreographed events; event store
    reverse_proxy: reverse proxy; nginx reverse proxy; forward proxy; caddy?; apache httpd?; \
      nginx module; envoy proxy?; standalone envoy; squid
    """

  static let services = """
    web_application: web application; web-application; web app; webapp; website; web site; web shop; \
      webshop; web portal; web front end; web frontend; customer portal; portal?; storefront?; \
      rails app; django app; flask app; php site; php app; server-rendered; server rendered; \
      single page app; spa; wordpress; drupal; magento; cms; mvc app; asp.net app; express app; \
      laravel app; spring mvc; frontend?; site?; online shop; homepage; jsp app; intranet site; \
      browser app; e-commerce site; ecommerce site; next.js app; react app; angular app; java web app
    microservices: microservice; microservices; micro-services; micro services; micro service; \
      separate services; small services; individual services; independent services; \
      service-oriented; split into services; broken into services; \
      decomposed services; domain services; set of services; own service~; own services; their own service; its own service; own repo~; own repos~; own release day~; individually deployable; separate deployments~; dozens of services; separate deployable services; \
      bounded contexts; fleet of services; handful of services
    mobile_backend: mobile backend; mobile back end; mobile back-end; app backend; \
      mobile app backend; mobile api; backend for frontend; bff; ios app; android app; \
      ios and android; ios + android; app-only; native app; native apps; mobile app; mobile apps; \
      mobile-only; mobile clients; mobile-first; backend for the app; backend of the app; \
      baas; firebase?; react native; flutter app; app stores?; mobile client
    graphql: graphql; graphql api; apollo federation; apollo router; federated graph; federation router; \
      subgraph; subgraphs; supergraph; graphql gateway; hasura; appsync; graphql service; apollo server
    iot_backend: iot; iot backend; device backend; iot platform; smart meter; smart meters; mqtt?; \
      mqtt broker; telemetry ingest; device fleet; iot hub; iot core; sensors in the field; devices?; \
      connected devices; iot gateway; device api; machine telemetry; coap; lorawan; device gateway
    rest_api: public api; rest api?; partner api; open api platform; api platform; api product; \
      b2b api; developer api; public rest api; api only; api-only; headless api; external api; \
      api for partners; api programme; api program
    data_platform: data pipeline; data pipelines; data platform; etl; elt; batch jobs; batch processing; \
      data warehouse; stream processing; streaming platform; data lake; analytics pipeline; \
      analytics platform; spark jobs; airflow; ingestion pipeline; lakehouse; reporting platform
    ml_service: machine learning; ml service; ml platform; inference service; inference api; \
      model serving; llm service; llm gateway; ai service; recommendation engine?; ml inference; \
      inference endpoints; model endpoints; chatbot backend
    event_processing: event processor; event processors; queue workers; queue consumers; \
      background workers; worker fleet; webhook processor
    game_backend: game backend; game server; game servers; multiplayer backend; realtime game server
    grpc_service: grpc services; grpc service; grpc api; grpc backend; grpc-only
    soap_service: soap service; soap services; soap api; esb; soap endpoints; enterprise service bus; soap web service
    """

  static let environments = """
    production: production; prod; prd; live?; live system; live environment; live traffic; \
      production environment; production cluster; go-live; going live; goes live; go live; \
      went live; gone live; live since; live site; productive system; \
      productive use; productive environment; production account; in anger?; golive; real customers; real users; real people; real traffic; real money; real cards; real patients; \
      real orders; actual customers; actual users; paying customers; paying users; live customers; live users; live orders; \
      general availability; generally available; is ga~; went ga; open to the public; opens to the public; public launch; real-world traffic; real guests; real passengers; \
      real students; real pupils; actual pupils; actual patients; real transactions; live transactions; real payments; live payments
    staging: staging; stage; stg; pre-production; pre-prod; preprod; preproduction; pre production; \
      pre prod; staging environment; staging cluster; acceptance environment; acc environment
    development: development; dev; dev environment; dev cluster; dev account; dev box; \
      development environment; dev namespace; local cluster; minikube; laptop?; kind cluster; \
      dev sandbox; dev project; dev vm; dev setup; docker desktop; localhost?; dev machine; k3d; \
      developer environment
    test: perf|performance|load|stress|soak|scale|integration|acceptance test|testing lab|env|environment|cluster|rig|bed|setup|set-up|system|stack|account; \
      perf|performance|load|stress|soak|scale|integration|acceptance lab|env|environment|cluster|rig|setup|set-up|stack; test environment; test env; test cluster; testing environment; test system; qa; \
      qa environment; qa cluster; test stage; uat; uat environment; user acceptance; \
      integration environment; test lab; perf lab; performance lab; performance test environment; \
      load test environment; perf environment; performance environment; test account; \
      test subscription; test namespace; performance testing environment; perf cluster; \
      load-test environment; load lab; test bed; testbed; sit environment; test enclave; \
      test installation; test setup; test rig; load testing environment; perf test cluster; \
      soak environment; perf env; benchmark environment; integration cluster; test tenant; test vm
    dr: dr; dr site; disaster recovery; disaster-recovery; disaster recovery site; recovery site; \
      failover site; standby site; secondary site?; dr region; dr environment; dr datacenter; \
      dr data center; backup site; warm standby; cold standby; hot standby; pilot light; failover cluster; second data centre?; rto?; standby cluster; standby environment; \
      recovery environment; recovery cluster; contingency site; business continuity; dr cluster; \
      business continuity site; fallback site; standby datacenter; standby data center; \
      failover environment; failover datacenter; standby region?; passive site; bcp site; emergency site; disaster site; fail-over site; recovery centre; recovery center; recovery region; backup datacenter; backup data center; backup data centre
    sandbox: sandbox; sandbox environment; playground?; demo environment; demo cluster; poc environment; \
      proof of concept; poc; pilot environment; trial environment; training environment; demo system; \
      showroom environment
    """

  static let regimes = """
    hipaa: hipaa; hitech; phi; protected health information; baa; business associate agreement; \
      business associate; covered entity; ephi; patient data~; patient records~; health records~; patient headers~; \
      medical records~; clinical data~
    pci_dss: pci-dss; pci dss; pcidss; pci; pci-dss 4.0; pci scope; cardholder data; \
      cardholder data environment; cde; card data; pan data?; saq-d; saq d; saq a-ep; qsa~; roc~; aoc~; card payments~; take cards~; card acceptance~; takes cards~; \
      payment card industry; card numbers?; saq a; level 1 merchant
    soc2: soc 2; soc2; soc-2; soc 2 type 2; soc 2 type ii; soc ii; trust services criteria; type ii~; type 2 report; type ii report; observation window~; observation period~; ssae 18
    gdpr: gdpr; dsgvo; rgpd; avg privacy?; general data protection regulation; eu data protection; \
      data protection regulation; art. 28; dpia; data protection impact assessment; article 28; art 28; data processing agreement~; dpa~; eea~; data subject~; right to erasure~; article 17; \
      eu citizens~; european users~; eu residents~; processor agreement~; av-vertrag; auftragsverarbeitung; uk gdpr; avg law?
    iso27001: iso 27001; iso27001; iso-27001; iso/iec 27001; iso 27k; isms; iso 27001:2022; 27001; statement of applicability; annex a~; certification body~; isms audit
    fedramp: fedramp; fed ramp; fedramp moderate; fedramp high; govcloud?; 3pao; stateramp; \
      moderate boundary; moderate baseline; high baseline; ato boundary; authority to operate; ato; \
      authorization boundary; federal boundary; fisma; agency ato
    nis2: nis2; nis 2; nis-2; nis2 directive; nis directive; nis; essential entity; important entity
    dora: dora regulation; dora; digital operational resilience act; digital operational resilience; ict third-party register; ict third party; tlpt; threat-led penetration; register of information~
    ccpa: ccpa; cpra; california consumer privacy act; california privacy
    hitrust: hitrust; hitrust csf
    tisax: tisax; vda isa
    irap: irap; ism protected; protected level?; essential eight
    c5: bsi c5; c5 attestation; c5:2020; c5 testat; c5
    bsi: bsi grundschutz; it-grundschutz; grundschutz; kritis; bsi kritis; b3s
    sox: sox; sarbanes-oxley; sarbanes oxley; sox controls; itgc
    nerc_cip: nerc cip; nerc-cip; nerc; cip-005
    iso27701: iso 27701; iso27701
    iso27017: iso 27017; iso27017; iso 27018
    iso22301: iso 22301
    swift_csp: swift csp; swift cscf
    glba: glba; gramm-leach-bliley; ffiec
    ferpa: ferpa; student privacy act
    coppa: coppa; children's privacy
    cjis: cjis
    itar: itar; export-controlled
    cmmc: cmmc; nist 800-171; dfars; controlled unclassified information; cui
    nist_800_53: nist 800-53; nist sp 800-53
    gxp: gxp; 21 cfr part 11; part 11; annex 11; gamp 5; gamp
    lgpd: lgpd
    popia: popia
    pipeda: pipeda
    pdpa: pdpa
    appi: appi law
    psd2: psd2; psd 2; sca rules?; rts sca
    eidas: eidas
    bait: bait; bafin; vait; marisk
    mas_trm: mas trm; mas tpm; mas technology risk
    apra: cps 234; apra
    hds: hds certification; hebergeur de donnees de sante; hds
    ens: esquema nacional de seguridad; ens alta; ens high
    iec62443: iec 62443; isa 62443; 62443
    cyber_essentials: cyber essentials; cyber essentials plus
    dspt: nhs dspt; dsp toolkit; dspt
    fips: fips 140-2?; fips 140-3?
    nydfs: nydfs; 23 nycrr 500
    cra: cyber resilience act
    pipl: pipl
    secnumcloud: secnumcloud
    ismap: ismap
    mdr: eu mdr; medical device regulation; iec 62304
    tx_ramp: tx-ramp
    section_508: section 508
    """

  static let scales = """
    startup: startup; start-up; start up company?; two-person team; small startup; tiny team; \
      hobby project; side project; seed-stage; pre-seed; mvp?; early-stage; bootstrapped; small?; micro?
    mid_market: mid-market; mid market; midmarket; mid-size; mid-sized; midsize; medium; \
      mid-size company; sme; growth-stage; scale-up?; scaleup?; medium-sized; mittelstand
    enterprise: enterprise; enterprise-wide; group-wide; company-wide; enterprise-scale; \
      enterprise grade?; large enterprise; corporate-wide; large?; fortune 500; fortune 100; \
      enterprise rollout; organisation-wide; organization-wide; conglomerate; hyperscale?; group standard; \
      nationwide; nation-wide; country-wide
    global: global; worldwide; world-wide; globally; planet-scale; multi-continent; \
      around the world; across the world; all continents; every continent; international rollout; \
      internet-scale; multinational; all over the world; continents?
    """
}
