/// What words say of the person who writes them: the one place to extend (docs/continuity.md).
///
/// Phrases are separated by `;`, and `a|b` in a phrase stands for either word, as in ``Terms``.
enum SpeakerTerms {
  static let classes: [(SpeakerCue, String)] = [
    (
      .beginner,
      """
      i'm|we're new to; i am new to; we are new to; i'm a beginner; beginner; never done this; \
      never used|touched|run|heard; first time with|using|doing|we; no idea what|how|where; \
      i'm not technical; i am not technical; not an engineer|expert|admin; not technical; \
      just started learning; still learning; learning kubernetes|docker|terraform|aws|azure; \
      i only know the basics; in simple terms|words; for dummies; explain like; \
      don't know what that|this is|means; do not know what that|this is|means
      """
    ),
    (
      .expert,
      """
      i maintain; we maintain our own; i wrote the operator|controller|module|provider|chart; \
      we wrote our own; i've run|operated|built this|these|clusters|kubernetes for years; \
      years of experience; in my experience; ten years; fifteen years; twenty years; \
      skip the basics; no need to explain; i know how|what; we know how; platform team lead; \
      contributed to|upstream; upstream patch; i read the source; from the source code
      """
    ),
    (
      .basics,
      """
      what is a|an|the; what's a|an; what are; what does; what do you mean; what does it mean; \
      what does that mean; how do i|we start|begin|install|connect|log|open; where do i|we find|click|start|begin; \
      can you explain; could you explain; please explain; explain what|how|why|to; step by step; \
      i don't understand; i do not understand; not sure what|how|where; is it normal; \
      do i|we need to install; which button; where is the button; tutorial; getting started; walk me|us through
      """
    ),
    (
      .trade,
      """
      p50; p95; p99; p999; mtls; mutual tls; quorum; taint; taints; toleration; tolerations; affinity; \
      anti-affinity; topology spread; backpressure; idempotent; idempotency; cgroup; cgroups; sysctl; \
      conntrack; hpa; vpa; keda; pdb; pod disruption budget; crd; crds; webhook; mutating webhook; \
      admission controller; sidecar injection; istiod; envoy; xds; wasm; ebpf; kprobe; bpf; bgp; ecmp; \
      anycast; vxlan; overlay network; cni; csi; etcd; raft; paxos; fsync; write amplification; wal; \
      replication lag; failover; rto; rpo; slo; slos; sli; error budget; burn rate; canary; blue-green; \
      gitops; argo cd; argocd; flux; helm chart; kustomize; terraform module; remote state; state lock; \
      oidc; irsa; workload identity; federated credential; spiffe; cert-manager; acme challenge; \
      sni; alpn; h2c; keep-alive; keepalive; head-of-line; tail latency; garbage collection; gc pause; \
      heap dump; thread dump; flame graph; perf record; strace; tcpdump; pcap; socket buffer; rss; oom; \
      oomkilled; oom-killed; ulimit; inode; iops; throughput; rps; qps; sharding; partition key; \
      consumer lag; offset commit; dead letter; dlq; exactly once; at least once; circuit breaker; \
      retry budget; jitter; rate limit; token bucket; connection pool; connection draining; cold start; \
      pod identity; node pool; node group; daemonset; statefulset; initcontainer; init container; \
      readiness probe; liveness probe; configmap; namespace; rbac; networkpolicy; network policy; \
      cidr; nat gateway; vpc peering; transit gateway; private link; service endpoint; egress; ingress
      """
    ),
    (
      .courtesy,
      """
      please; thanks; thank you; many thanks; cheers; kind regards; best regards; regards; hello; hi; \
      good morning; good afternoon; good evening; would you mind; could you; appreciate; much appreciated; \
      sorry; if you don't mind; grateful
      """
    ),
    (
      .wantsBrief,
      """
      keep it short; in short; short answer; just the command|commands|answer|yaml|config|steps; \
      no prose; tl;dr; tldr; briefly; be brief; one line; one-liner; bullet points; bullets please
      """
    ),
    (
      .wantsDetail,
      """
      in detail; in depth; in-depth; full detail|details; as detailed as; long version; walk me|us through; \
      step by step; every step; thoroughly; with examples; elaborate
      """
    ),
    (
      .wantsReasons,
      """
      why is; why does; why do; why would; why not; why should; what is the reason; what's the reason; \
      the reasoning; the rationale; the trade-off; the trade-offs; trade-offs; tradeoffs; pros and cons; \
      what are the risks; explain why; because of what
      """
    ),
    (
      .preference,
      """
      we|i prefer; our|my preferred; preferred provider|cloud|platform; preference is; preference for; \
      our standard is; company standard; our strategy is; strategic platform|provider|cloud; our default; \
      default cloud|provider|platform is; first choice; our choice; cloud of choice; provider of choice; \
      rather stay|be on|with; want to stay on|with; happiest with|on; all in on; -first company; \
      standardised|standardized on
      """
    ),
  ]
}

/// What a phrase says of the person who writes it.
struct SpeakerCue: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  /// Says of themselves that they are new to it.
  static let beginner = SpeakerCue(rawValue: 1)
  /// Says of themselves that they know it.
  static let expert = SpeakerCue(rawValue: 2)
  /// Asks what something is, or for the first steps.
  static let basics = SpeakerCue(rawValue: 4)
  /// A word of the trade.
  static let trade = SpeakerCue(rawValue: 8)
  static let courtesy = SpeakerCue(rawValue: 16)
  static let wantsBrief = SpeakerCue(rawValue: 32)
  static let wantsDetail = SpeakerCue(rawValue: 64)
  static let wantsReasons = SpeakerCue(rawValue: 128)
  /// Says what is preferred.
  static let preference = SpeakerCue(rawValue: 256)

  /// The phrases, compiled when they are first asked for.
  static let table = Vocabulary.table(of: SpeakerTerms.classes, .plain) { $0.formUnion($1) }
}
