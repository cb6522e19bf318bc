extension Terms {
  static let providers = """
    aws: aws; sam deploy; sam template~; publishlayerversion; aws sam; amazon web services; amazon?; ec2; eks; ecs; fargate; aws lambda; lambda; lambdas; \
      s3; rds; aurora postgres?; aurora; dynamodb; cloudfront; cloudformation; cloudwatch; route 53; \
      route53; sqs; sns; eventbridge; elasticache; redshift; athena?; aws glue; kinesis; firehose; msk; \
      cognito; iam role?; irsa; alb; nlb; elb; gwlb; vpc lattice; step functions; app runner; \
      elastic beanstalk; beanstalk; lightsail; outposts; bottlerocket; graviton; karpenter; \
      amazon linux; al2023; amazon api gateway; aws account; secrets manager?; aws waf; ecr; fsx; efs; \
      lambda@edge; lambda edge; lambda layer; lambda function; lambda functions; lambda extension; \
      stackset; stack set?; cdk; kms?; eni; t3.large; t3.medium; m5.large; c5.large; \
      us-east-1; us-east-2; us-west-1; us-west-2; eu-west-1; eu-west-2; eu-west-3; eu-central-1; \
      eu-central-2; eu-north-1; eu-south-1; eu-south-2; ap-southeast-1; ap-southeast-2; \
      ap-southeast-3; ap-northeast-1; ap-northeast-2; ap-northeast-3; ap-south-1; ap-south-2; \
      ap-east-1; sa-east-1; ca-central-1; ca-west-1; me-south-1; me-central-1; af-south-1; \
      il-central-1; govcloud; us-gov-west-1; us-gov-east-1; vpc traffic mirroring; eventbridge pipes; \
      transit gateway; direct connect; app mesh; aws api gateway; fargate profile; auto scaling group?; \
      documentdb; neptune; opensearch service; sagemaker; bedrock; amazon mq; aws iot; iot core?; \
      appsync; amplify; cloudtrail; guardduty; aws organizations; control tower; local zones; wavelength; \
      amazonaws; compute.internal~; aws-load-balancer-controller; aws load balancer controller; aws-node; vpc cni; aws vpc cni; \
      eksctl; nodeadm; ssm~; systems manager; session manager~; imdsv2; execute-api; apigw v2?; rest api on aws; vpc link; private link aws?; \
      t2.micro; t3.micro; t3.small; t3.xlarge; t4g; t4g.small; t4g.medium; m5.xlarge; m6i; m6g; m7g; m7i; c6i; c6g; c7g; r5.large; r6g; m6i.large; m6g.large; \
      publishlayerversion; arn; arns; iam roles anywhere; pod identity agent; eks pod identity; eks auto mode; aws marketplace; \
      sam-app; serverless framework~; target group~; target groups~; launch template~; codebuild; codepipeline; codedeploy; elastic ip; nat instance; \
      security group?; amazon corretto?; x-ray~; ebs; ebs volume; ecr repo; s3 bucket; bucket policy?; assumerole; sts; cloudwatch logs; \
      aws fargate; ecs task; task definition~; task definitions~; api gateway v2; lambda function url; sagemaker endpoint; dax?; amazon eks; amazon ecs; \
      amazon ec2; amazon rds; amazon s3; amazon msk; amazon eventbridge; landing zone accelerator; aws partner; eks anywhere?
    azure: azure; microsoft azure; microsoft cloud; aks; azure kubernetes service; azure functions; \
      function app; function apps; app service; azure app service; app service plan; container apps; \
      azure container apps; apim; api management; azure api management; front door; azure front door; \
      application gateway; app gateway; agic; event hub; event hubs; event grid; service bus; \
      azure service bus; cosmos db; cosmosdb; azure sql; key vault; entra; entra id; azure ad; \
      azure devops?; vnet; azure vnet; vtap?; virtual network tap?; subscription?; resource group; \
      bicep; log analytics; azure monitor; app insights; application insights; blob storage; acr; \
      azure linux; vmss; virtual machine scale set; vm scale set?; scale set?; azure vm extension; \
      expressroute; sentinel?; azure policy; logic apps; azure stack; aro; azure red hat openshift; \
      west europe; westeurope; north europe; northeurope; eastus; eastus2; westus; westus2; westus3; \
      east us; west us; centralus; southcentralus; uksouth; uk south; ukwest; germanywestcentral; \
      germany west central; switzerlandnorth; switzerland north; francecentral; france central; \
      southeastasia; southeast asia region?; eastasia; japaneast; australiaeast; norwayeast; \
      swedencentral; sweden central; canadacentral; brazilsouth; italynorth; polandcentral; uaenorth; \
      azure arc?; managed identity?; workload identity?; kusto?; azure firewall; nsg; azure load balancer; \
      azure government; iot hub; azure iot hub; azure files; azure cache; durable functions; d-series; \
      azure synapse; azure ml; azure openai; private dns zone?; user-assigned identity; \
      azurecr; azurecr.io; azurewebsites; azurewebsites.net; azure-api.net; aks-nodepool1; vmss000000; vmss000001; vmss000002; rg?; \
      resource groups; management group~; pim?; azurefd; azurefd.net; azure tenant; azure subscription; azure subscriptions; azure vm; azure vms; \
      flex consumption; consumption plan~; premium plan?; app service environment; ase?; azure static web apps; static web apps; \
      azure arc-enabled?; azure container registry; azure container instances; aci?; host.json; func start; azure function; kudu; webjob; webjobs; \
      b2ms; standard_d4s_v5; d4s; d8s; d4s_v5; e4s; ev5?; dsv5; azure cni; azure cni overlay; az aks; microsoft entra workload id; azure key vault; \
      azure event grid; azure event hubs; cosmos; managed hsm; nsg rules; user-assigned managed identity; system-assigned identity; northeurope region; \
      switzerland north region; uk west; east us 2; central us; france south; norway east; west us 2; west us 3; australia east; germany north; \
      azure datacenter; azure data explorer; private endpoint~; availability set; azure backup; azure site recovery; apim-live
    gcp: gcp; google cloud; google cloud platform; google?; gke; gke autopilot; autopilot; cloud run; \
      cloud functions; cloud function; compute engine; gce; app engine; bigquery; spanner; \
      cloud spanner; cloud sql; firestore; firebase?; pub/sub; pubsub; cloud armor; cloud storage; \
      gcs; apigee x; anthos; anthos service mesh; asm?; cloud build; artifact registry; gcr; \
      google kubernetes engine; container-optimized os; cos nodes; cloud cdn; cloud load balancing; \
      vertex ai; memorystore; dataflow; dataproc; shared vpc?; us-central1; us-east1; us-east4; \
      us-west1; us-west2; europe-west1; europe-west2; europe-west3; europe-west4; europe-west6; \
      europe-west8; europe-west9; europe-north1; europe-southwest1; europe-central2; asia-east1; \
      asia-southeast1; asia-southeast2; asia-northeast1; asia-northeast3; asia-south1; \
      australia-southeast1; southamerica-east1; northamerica-northeast1; me-west1; workload identity federation; \
      vpc service controls; cloud interconnect; cloud operations?; stackdriver; packet mirroring; mig; \
      managed instance group; google functions; google cloud functions; cloud endpoints; cloud tasks; \
      private service connect; cloud logging; cloud monitoring; gcloud; looker?; \
      gke node; gke nodes; gke cluster; gke-prod; cloud dns?; cloud scheduler; cloud workflows; composer?; cloud composer; url map; backend service?; \
      serverless neg; gen2 function; gen2 functions; cloud run function; cloud run service; cloud run services; cloud run job; cloud run jobs; migs; \
      gserviceaccount; iam.gserviceaccount.com; pkg.dev; gcr.io; run.app; e2-medium; e2-small; e2-micro; e2-standard-2; e2-standard-4; n1-standard-4; \
      n2-standard-4; n2d; c2d?; t2d; c3-standard; n2-standard; e2-standard; google artifact registry; google project?; gcp project; org policy?; \
      cloud nat; cloud identity-aware proxy; iap?; alloydb; eventarc; cloud kms; bigtable; dataplane v2; gke dataplane v2; fleet workload identity?; \
      gke gateway; google load balancer; google lb; apigee~; container-optimised os; backend buckets?; cloud deploy; cloud shell?; \
      dataflow jobs; europe-west10; europe-west12; us-south1; us-west3; us-west4; us-east5; asia-east2; asia-northeast2; asia-south2; me-central2
    on_prem: on-prem; on-premise; on-premises; on prem; onprem; on premise; on premises; premises; \
      own datacenter; own data center; own data centre; own datacentre; our datacenter; \
      our data center; our data centre; our own servers; own hardware; own servers; bare metal; \
      bare-metal; baremetal; colo; colocation; co-location; colocation facility; data hall; server room; \
      basement; vmware; vsphere; esxi; vcenter; tanzu; nsx; openstack; nutanix; proxmox; hyper-v; \
      hyperv; kvm host; rke2; rke; rancher; k3s?; kubeadm; openshift?; ocp?; self-hosted cluster; private cloud; \
      private-cloud; own racks; our racks; a rack; racks~; rented rack; self-hosted~; self hosted~; in-house~; the server room; plant floor~; factory floor~; our basement; rack servers; data center; datacenter; data centre; \
      datacentre; f5 big-ip?; in-house servers; in house servers; xen; xenserver; harvester; \
      talos?; physical servers; physical machines; physical hosts; blade servers; own metal; \
      vmware cloud foundation; okd; self-managed kubernetes; hci; maas; ovirt; plant network?; \
      own machines; own iron; company datacenter; tor switch?; our own dc; own dc; our dc; \
      on our own metal; cloudstack; onsite servers; on-site servers; mainframe?; as/400?; san storage?; \
      metal nodes; metal kubernetes; our own hall; own hall; our cage; machine room; computer room; comms room; server cupboard; under the stairs?; \
      dell servers; poweredge; proliant; hpe servers; ucs blades; pxe; ipmi~; idrac; vmotion; vcsa; portgroup; port group; dvs~; truenas; ceph~; \
      our datacentre; own data hall; own campus~; housing provider; cisco aci~; nexus switch~; local hardware; own building~; \
      vsphere cluster; esx; esx hosts; openshift on metal; openshift virtualization~; microk8s?; k0s?; kolla; ironic; vcloud; scvmm; \
      nutanix ahv; ahv; our own rack; rented cage; equinix~; interxion~; digital realty~; top-of-rack; two racks; own blades
    oci: oci; ocir; oci registry; vm.standard; vm.standard.e4.flex; ocid; ocid1; compartment?; oci compartment; oci vtap; oci console; oracle linux?; oracle cloud; oracle cloud infrastructure; oci tenancy; e4 flex; ampere a1; oke; oracle kubernetes engine; \
      autonomous database; oci api gateway; exadata cloud; oracle functions
    ibm: ibm cloud; icr.io; ibmcloud; ibm cloud vpc; iks; ibm kubernetes service; roks; softlayer; red hat openshift on ibm cloud; \
      ibm code engine; power virtual server
    alibaba: alibaba cloud; aliyun; alicloud; ack pro; alibaba; ack cluster; function compute
    tencent: tencent cloud; tke
    huawei: huawei cloud; cce cluster
    digitalocean: digitalocean; doctl; do spaces?; fra1; ams3; nyc3; nyc1; lon1; sgp1; digital ocean; doks; droplet; droplets; do app platform; do kubernetes
    hetzner: hetzner; cx21; cx31; cpx31; ccx; hel1; fsn1; nbg1; hetzner cloud; hcloud; falkenstein?
    ovh: ovh; ovhcloud; ovh cloud
    scaleway: scaleway; kapsule
    akamai: akamai?; edgeworker?; edgeworkers?; edgeworker bundle?; akamai property
    fastly: fastly?; fastly compute?
    linode: linode; akamai cloud; akamai connected cloud; lke
    vultr: vultr
    exoscale: exoscale
    ionos: ionos; ionos cloud
    stackit: stackit
    otc: open telekom cloud; otc
    cloudflare: cloudflare?; cloudflare workers platform; cloudflare pages; wrangler; workers kv; durable objects
    heroku: heroku; heroku dyno; dynos
    render: render.com; onrender
    fly: fly.io; flyctl; fly machines
    vercel: vercel
    netlify: netlify
    upcloud: upcloud
    civo: civo
    rackspace: rackspace
    yandex: yandex cloud
    t_systems: t-systems cloud
    sap_btp: sap btp; btp; cloud foundry on btp
    """

  /// Phrases that contain a name of the tables and mean something else, or nothing.
  static let decoys = """
    edge case; edge cases; edge device; cutting edge; leading edge; staging area; staging table; \
    staging directory; staging folder; staging branch; production-ready; production ready; \
    production-grade; production grade; production-like; production like; prod-like; prodlike; \
    prod like; production line; production lines; production hall; production plant; \
    production planning; production volume; production data?; production quality; \
    mass production; film production; tv production; video production; music production; \
    food production; milk production; production schedule; production company; production manager; \
    dev team; dev teams; development team; development teams; dev lead; devs; dev guys; \
    development department; business development; software development; dev kit; \
    development kit; developer portal; dev rel; dev mode; dev tools; development time; \
    development effort; product development; dev colleagues; development cycle; \
    lambda expression; lambda expressions; python lambda; lambda calculus; java lambda; \
    lambda architecture; scale of the chart; economies of scale; large scale; small scale; \
    on a scale; full scale; at scale; scale factor; time scale; enterprise plan; enterprise tier; \
    enterprise edition; enterprise licence; enterprise license; enterprise support; enterprise agreement; \
    enterprise architect; enterprise architects; enterprise architecture; enterprise service bus; \
    enterprise version; kong enterprise; nginx enterprise; enterprise subscription; enterprise customers; \
    red hat enterprise linux; enterprise linux; sles enterprise; enterprise wifi; \
    wpa enterprise; enterprise sso; enterprise features; plan enterprise; called enterprise; \
    wpa2 enterprise; enterprise proxy; enterprise ca; enterprise integration; enterprise account; \
    startup probe; startup probes; startup time; startup script; startup order; startup error; \
    startup sequence; startup budget; startup cpu boost; startup phase; on startup; at startup; startup log; \
    during startup; startup latency; startup failure; startup hook; startup delay; start-up time; start-up delay; \
    start-up probe; agent start-up; agent startup; startup behaviour; startup behavior; startup checks; startup parameters; \
    startup command; startup costs; startup class; container startup; pod startup; service startup; \
    startup logs; startup message; startup banner; slow startup; startup crash; startup config; \
    global load balancer; global variable; global variables; global config; global accelerator; \
    global policy; global plugin; global setting; global settings; globally enabled; globally unique; \
    global scope; global state; global tag; global tags; global filter; global plugins; global rule; \
    global external load balancer; global values; global namespace; global lock; global rate limit; \
    global admin; global tables; global default; global section; global key; global timeout; global search; \
    small change; small question; small issue; small thing; small problem; small update; small follow-up; small fix; \
    small detail; small correction; small one; small request; small addition; small favour; small files; small payloads; \
    small bodies; small requests; small sensor; small favor; small instance; small instances; \
    large bodies; large payloads; large files; large uploads; large requests; large file; large body; large responses; large payload; \
    medium severity; medium priority; medium-term; medium risk; large number; large amount; large extent; \
    micro instance; small vm; large vm; small help; small doubt; small point; small part; by and large; small cluster; \
    small note; small caveat; small test; small steps; small step; small batch; small batches; \
    event horizon; in the event; blue-green mesh; wire mesh; mesh grid; mesh size; mesh network; \
    wi-fi mesh; wifi mesh; stage 1; stage 2; stage 3; stage 0; build stage; pipeline stage; pipeline stages; \
    on stage; early stage; late stage; stage name; stage variable; stage variables; final stage; first stage; \
    second stage; next stage; this stage; at this stage; multi-stage; last stage; what stage; \
    stage of; stage gate; stages; test run; load test; test account data; test data; test protocol; \
    stress test; unit test; unit tests; smoke test; pen test; pentest; penetration test; test results; \
    test result; test report; test plan; test case; test cases; test calls; test client; restore test; \
    dr test; dr drill; dr exercise; failover test; live migration; live view; live tail; live demo; live stream; \
    live streaming; live captions; live chat; live data; live scores; live results; \
    qa team; qa engineer; qa colleagues; qa lead; qa people; qa guys; \
    pci passthrough; pci bus; pci express; pci device; pci devices; pci card; pci slot; pci-e; \
    pci address; pci id; pci cards; pci slots; pci function; pci lane; pci lanes; pcie; \
    iso image; iso file; iso images; iso files; iso download; iso date; iso 8601; iso format; iso timestamps; iso country; \
    iso 3166; iso 4217; iso 20022; iso 9001; iso 14001; \
    dora metrics; dora metric; dora the; dora report; hipaa training; gdpr training; security training; pci training; \
    phi coefficient; sox team; c5.large; c5 instance; c5 instances; c5n; c5.xlarge; c5.2xlarge; \
    app gateway health; ambassador programme; brand ambassador; \
    traefik labs; gateway timeout; bad gateway; 502 bad gateway; 504 gateway timeout; nat gateway; \
    internet gateway; default gateway; vpn gateway; transit gateway; payment gateway; sms gateway; \
    mail gateway; gateway ip; local gateway; storage gateway; gateway load balancer; \
    monolithic image; tap into; tap on; water tap; beer tap; tap the; tap filter; \
    contour lines; contour map; contour plot; contour data; amazon rainforest; amazon marketplace; amazon seller; \
    google sheets; google docs; google drive; google analytics; google maps; google login; google it; google search; \
    google workspace; google meet; google sso; google calendar; google chat; google pay; google play; \
    google ads; google fonts; google authenticator; sign in with google; googled; azure devops; azure pipelines; azure boards; azure ad login; \
    azure ad sso; entra id sso; entra sso; azure registry; azure artifacts; azure ad; entra id; github actions; \
    azure repos; office 365; microsoft 365; microsoft teams; s3-compatible; s3 compatible; s3 api; \
    alexa; amazon prime; amazon pay; amazon echo; aws certification; aws certified; azure certified; \
    aws training; azure training; aws summit; aws re:invent; aws user group; google next; \
    aws blog; azure blog; aws docs; azure docs; aws documentation; azure documentation; gcp docs; \
    google's docs; aws whitepaper; aws sdk; azure sdk; aws cli; azure cli; aws case study; azure case study; \
    aws bill?; the google doc; vendor's aws; amazon order; amazon orders; lambda school; \
    kafka novel; worker node; worker nodes; worker process; worker processes; worker thread; worker threads; \
    microsoft account; sidecar motorcycle; laptop sticker; \
    global team; global it; global security; global operations; global standard; enterprise data warehouse; \
    front door key; front door of; service desk; help desk; device driver; mobile phone; mobile number; mobile data; \
    mobile team; web team; site visit; site reliability; site reliability engineer; site manager; site survey; \
    play store; site-to-site; on site; per site; sandbox mode; sandboxed; sandbox api key; poc contact; \
    production incident team; prod support; production support; production engineering; \
    development project; development bank; development fund; \
    business portal?; developer laptop; admin laptop; my laptop; his laptop; her laptop
    """
}
