/// How a trace looks as a page: on a screen, light and dark, and in print, always light.
enum TraceStyle {
  static let sheet = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#ffffff;\
    --good:#116329;--bad:#a40e26}\
    @media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;\
    --line:#30363d;--page:#0d1117;--good:#56d364;--bad:#ff8182}}\
    body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);\
    max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}\
    h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}\
    header p{margin:.25rem 0}\
    code,.hash{font-family:ui-monospace,monospace;font-size:.875em;overflow-wrap:anywhere}\
    .layers div{border-left:4px solid var(--good);padding:.25rem 0 .25rem 1rem;margin:.75rem 0;\
    break-inside:avoid}\
    .layers .incomplete{border-left-style:double;border-color:var(--bad)}\
    dt{font-weight:600}dd{margin:0}dd ul{margin:.25rem 0;padding-left:1.25rem}\
    .complete strong{color:var(--good)}.incomplete strong{color:var(--bad)}\
    table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;\
    border-bottom:1px solid var(--line);padding:.35rem .75rem .35rem 0}\
    tbody th{font-weight:400}tr{break-inside:avoid}em{color:var(--soft)}\
    .timeline{padding-left:0;list-style:none;border-left:2px solid var(--line)}\
    .timeline li{padding:.25rem 0 .75rem 1rem;break-inside:avoid}.timeline p{margin:0}\
    .timeline time,.facts{color:var(--soft);font-size:.875rem}.facts strong{color:var(--ink)}\
    .hash{font-size:.8125rem}footer{margin-top:3rem;color:var(--soft)}\
    @page{margin:2cm}\
    @media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}}
    """
}
