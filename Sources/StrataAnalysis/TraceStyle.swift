/// How a trace looks beyond what every page looks like (``HTMLPage``).
enum TraceStyle {
  static let sheet = """
    .layers div{border-left:4px solid var(--good);padding:.25rem 0 .25rem 1rem;margin:.75rem 0;\
    break-inside:avoid}\
    .layers .incomplete{border-left-style:double;border-color:var(--bad)}\
    dt{font-weight:600}dd{margin:0}dd ul{margin:.25rem 0;padding-left:1.25rem}\
    .complete strong{color:var(--good)}.incomplete strong{color:var(--bad)}\
    .timeline{padding-left:0;list-style:none;border-left:2px solid var(--line)}\
    .timeline li{padding:.25rem 0 .75rem 1rem;break-inside:avoid}.timeline p{margin:0}\
    .timeline time,.facts{color:var(--soft);font-size:.875rem}.facts strong{color:var(--ink)}\
    .hash{font-size:.8125rem}
    """
}
