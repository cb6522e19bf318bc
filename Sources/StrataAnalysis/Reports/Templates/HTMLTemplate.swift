import StrataCore

extension ReportFormat {
  static let htmlTemplate = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>{{title}}</title>
    <style>\(style)</style>
    </head>
    <body>
    <header>
    <h1>{{title}}</h1>
    <p class="lead">{{lead}}</p>
    <dl class="facts">
    {{#facts}}
    <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
    {{/facts}}
    </dl>
    </header>
    <nav aria-label="Contents">
    <ol>
    <li><a href="#scope">Scope</a></li>
    <li><a href="#context">Context</a></li>
    <li><a href="#decisions">Decisions</a></li>
    <li><a href="#deliverables">Deliverables</a></li>
    <li><a href="#open-points">Open points</a></li>
    <li><a href="#reason">Why it was made</a></li>
    <li><a href="#relations">Relations</a></li>
    <li><a href="#history">History</a></li>
    <li><a href="#metrics">How it did</a></li>
    <li><a href="#provenance">Provenance</a></li>
    </ol>
    </nav>
    <main>
    <section aria-labelledby="scope">
    <h2 id="scope">\(StatementSection.scope)</h2>
    {{#has_requests}}
    <p>What the customer came with:</p>
    {{#requests}}
    <figure>
    <blockquote>{{words}}</blockquote>
    <figcaption>{{version}}, {{when}}</figcaption>
    </figure>
    {{/requests}}
    {{/has_requests}}
    {{^has_requests}}
    <p>No words of the customer are on record.</p>
    {{/has_requests}}
    </section>
    <section aria-labelledby="context">
    <h2 id="context">\(StatementSection.context){{#is_changes}} that changed{{/is_changes}}</h2>
    {{#has_context}}
    <div class="scroll" role="region" aria-labelledby="table-context" tabindex="0">
    <table>
    <caption id="table-context">The deployment, as stated</caption>
    <thead><tr><th scope="col">What</th><th scope="col">As stated</th><th scope="col">Stated in</th><th scope="col">{{#base}}Against {{base}}{{/base}}{{^base}}Before{{/base}}</th></tr></thead>
    <tbody>
    {{#context}}
    <tr{{#is_changed}} class="changed"{{/is_changed}}><th scope="row">{{name}}</th><td>{{value}}{{#is_understood}} <span class="quiet">(understood from what was said)</span>{{/is_understood}}{{^value}}<span class="quiet">not stated in this line</span>{{/value}}</td><td>{{version}}</td><td>{{#is_changed}}<mark>{{#value}}changed{{/value}}{{^value}}to be confirmed{{/value}}</mark>{{#before}}, was {{#value}}<del>{{before}}</del>{{/value}}{{^value}}{{before}}{{/value}}{{/before}}{{^before}}: new{{/before}}{{/is_changed}}{{^is_changed}}{{#base}}unchanged{{/base}}{{/is_changed}}</td></tr>
    {{/context}}
    </tbody>
    </table>
    </div>
    {{/has_context}}
    {{^has_context}}
    <p>{{^is_changes}}Nothing was stated about the deployment.{{/is_changes}}{{#is_changes}}Nothing that was stated changed.{{/is_changes}}</p>
    {{/has_context}}
    </section>
    <section aria-labelledby="decisions">
    <h2 id="decisions">\(StatementSection.decisions)</h2>
    {{#decisions}}
    <article class="decision{{#is_changed}} changed{{/is_changed}}">
    <h3>{{topic}}{{#is_changed}} <mark>{{#is_new}}new{{/is_new}}{{^is_new}}changed{{/is_new}}</mark>{{/is_changed}}</h3>
    <p class="choice">{{choice}}</p>
    {{#why}}
    <p><strong>Why:</strong> {{why}}</p>
    {{/why}}
    {{#alternatives}}
    <p><strong>Also weighed:</strong> {{alternatives}}</p>
    {{/alternatives}}
    {{#earlier}}
    <p><strong>Before, in {{version}}:</strong> <del>{{choice}}</del></p>
    {{/earlier}}
    {{#is_of_other_line}}
    <p><strong>Taken in another line of work:</strong> to be confirmed.</p>
    {{/is_of_other_line}}
    <p class="quiet">Decided in {{version}}, {{when}}{{#by}}, by {{by}}{{/by}}</p>
    </article>
    {{/decisions}}
    {{^decisions}}
    {{^decisions_note}}
    <p>No decision is on record.</p>
    {{/decisions_note}}
    {{/decisions}}
    {{#decisions_note}}
    <p>{{decisions_note}}</p>
    {{/decisions_note}}
    </section>
    <section aria-labelledby="deliverables">
    <h2 id="deliverables">\(StatementSection.deliverables)</h2>
    {{#has_deliverables}}
    <div class="scroll" role="region" aria-labelledby="table-deliverables" tabindex="0">
    <table>
    <caption id="table-deliverables">What was brought where, newest first</caption>
    <thead><tr><th scope="col">What</th><th scope="col">Environment</th><th scope="col">Status</th><th scope="col">When</th><th scope="col">Version</th></tr></thead>
    <tbody>
    {{#deliverables}}
    <tr><th scope="row">{{what}}</th><td>{{environment}}</td><td>{{status}}</td><td>{{when}}</td><td>{{version}}</td></tr>
    {{/deliverables}}
    </tbody>
    </table>
    </div>
    {{#deliverables_note}}
    <p>{{deliverables_note}}</p>
    {{/deliverables_note}}
    {{/has_deliverables}}
    {{^has_deliverables}}
    <p>No deployment is on record.</p>
    {{/has_deliverables}}
    </section>
    <section aria-labelledby="open-points">
    <h2 id="open-points">\(StatementSection.openPoints)</h2>
    {{#has_open_points}}
    <ul>
    {{#open_points}}
    <li>{{.}}</li>
    {{/open_points}}
    </ul>
    {{/has_open_points}}
    {{^has_open_points}}
    <p>None.</p>
    {{/has_open_points}}
    </section>
    <section aria-labelledby="reason">
    <h2 id="reason">\(StatementSection.reason("{{version}}"))</h2>
    {{#reason}}
    <p>{{why}}</p>
    {{#override}}
    <p>{{override}}</p>
    {{/override}}
    {{#fallback}}
    <p>{{fallback}}</p>
    {{/fallback}}
    {{#has_evidence}}
    <h3>What it rests on</h3>
    <ul>
    {{#evidence}}
    <li>{{finding}}{{#quote}}: <q>{{quote}}</q>{{/quote}} <span class="quiet">({{source}})</span></li>
    {{/evidence}}
    </ul>
    {{/has_evidence}}
    {{#has_rejected}}
    <h3>Considered and not followed</h3>
    <ul>
    {{#rejected}}
    <li>{{name}}: {{value}}</li>
    {{/rejected}}
    </ul>
    {{/has_rejected}}
    {{/reason}}
    </section>
    <section aria-labelledby="relations">
    <h2 id="relations">\(StatementSection.relations)</h2>
    <dl class="facts">
    {{#relations}}
    <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
    {{/relations}}
    </dl>
    {{#has_other_lines}}
    <div class="scroll" role="region" aria-labelledby="table-other-lines" tabindex="0">
    <table>
    <caption id="table-other-lines">Other lines of work of the customer</caption>
    <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Versions</th><th scope="col">Begun because</th><th scope="col">Newest</th></tr></thead>
    <tbody>
    {{#other_lines}}
    <tr><th scope="row">{{first}}</th><td>{{newest}}</td><td>{{count}}</td><td>{{why}}</td><td>{{state}}</td></tr>
    {{/other_lines}}
    </tbody>
    </table>
    </div>
    {{/has_other_lines}}
    </section>
    <section aria-labelledby="history">
    <h2 id="history">\(StatementSection.history)</h2>
    <div class="scroll" role="region" aria-labelledby="table-history" tabindex="0">
    <table>
    <caption id="table-history">Each version and what it changed, newest first</caption>
    <thead><tr><th scope="col">Version</th><th scope="col">Begun</th><th scope="col">Why it was made</th><th scope="col">What changed</th><th scope="col">Outcome</th></tr></thead>
    <tbody>
    {{#history}}
    <tr{{#is_subject}} class="subject" aria-current="true"{{/is_subject}}><th scope="row">{{version}}</th><td>{{begun}}</td><td>{{why}} <span class="quiet">({{trigger}})</span></td><td>{{#has_changes}}<ul>{{#changes}}<li><mark>{{.}}</mark></li>{{/changes}}</ul>{{/has_changes}}{{^has_changes}}–{{/has_changes}}</td><td>{{outcome}}</td></tr>
    {{/history}}
    </tbody>
    </table>
    </div>
    {{#has_older_history}}
    <div class="scroll" role="region" aria-labelledby="table-older-history" tabindex="0">
    <table>
    <caption id="table-older-history">Before these, taken together</caption>
    <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Versions</th><th scope="col">Period</th><th scope="col">Outcomes</th><th scope="col">What changed</th></tr></thead>
    <tbody>
    {{#older_history}}
    <tr><th scope="row">{{first}}</th><td>{{last}}</td><td>{{count}}</td><td>{{period}}</td><td>{{outcomes}}</td><td>{{changes}}{{^changes}}–{{/changes}}</td></tr>
    {{/older_history}}
    </tbody>
    </table>
    </div>
    {{/has_older_history}}
    </section>
    <section aria-labelledby="metrics">
    <h2 id="metrics">\(StatementSection.metrics)</h2>
    {{#has_comparison}}
    <div class="scroll" role="region" aria-labelledby="table-comparison" tabindex="0">
    <table>
    <caption id="table-comparison">{{version}} against {{base}}</caption>
    <thead><tr><th scope="col">Metric</th><th scope="col">{{base}}</th><th scope="col">{{version}}</th><th scope="col">Difference</th></tr></thead>
    <tbody>
    {{#comparison}}
    <tr><th scope="row">{{name}}</th><td>{{before}}</td><td>{{after}}</td><td>{{difference}}</td></tr>
    {{/comparison}}
    </tbody>
    </table>
    </div>
    {{/has_comparison}}
    <div class="scroll" role="region" aria-labelledby="table-metrics" tabindex="0">
    <table>
    <caption id="table-metrics">Across versions, newest first</caption>
    <thead><tr><th scope="col">Version</th><th scope="col">Turns</th><th scope="col">First to last activity</th><th scope="col">Decisions</th><th scope="col">Outcome</th><th scope="col">Satisfaction</th></tr></thead>
    <tbody>
    {{#metrics}}
    <tr{{#is_subject}} class="subject" aria-current="true"{{/is_subject}}><th scope="row">{{version}}</th><td>{{turns}}</td><td>{{duration}}</td><td>{{decisions}}</td><td>{{outcome}}</td><td>{{satisfaction}}</td></tr>
    {{/metrics}}
    </tbody>
    </table>
    </div>
    {{#has_totals}}
    <h3>Over all of them</h3>
    <dl class="facts">
    {{#totals}}
    <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
    {{/totals}}
    </dl>
    {{/has_totals}}
    {{#has_notes}}
    <h3>Notes</h3>
    <ul>
    {{#notes}}
    <li>{{.}}</li>
    {{/notes}}
    </ul>
    {{/has_notes}}
    </section>
    <section aria-labelledby="provenance" class="provenance">
    <h2 id="provenance">\(StatementSection.provenance)</h2>
    <p>This document was made from the records below; the same records give the same bytes. The last
    entry of a version commits to all entries before it. The digest over all {{input_count}} of the
    customer's versions, in store <code>{{store}}</code>, is</p>
    <p><code>{{inputs_digest}}</code></p>
    <div class="scroll" role="region" aria-labelledby="table-inputs" tabindex="0">
    <table>
    <caption id="table-inputs">Records</caption>
    <thead><tr><th scope="col">Version</th><th scope="col">Session and last entry</th><th scope="col">Entries</th></tr></thead>
    <tbody>
    {{#inputs}}
    <tr><th scope="row">{{version}}</th><td><code>{{session}}</code><br><code>{{leaf}}</code></td><td>{{entries}}</td></tr>
    {{/inputs}}
    </tbody>
    </table>
    </div>
    {{#inputs_note}}
    <p>{{inputs_note}}</p>
    {{/inputs_note}}
    <div class="scroll" role="region" aria-labelledby="table-files" tabindex="0">
    <table>
    <caption id="table-files">Files</caption>
    <thead><tr><th scope="col">Version</th><th scope="col">File and digest</th></tr></thead>
    <tbody>
    {{#files}}
    <tr><th scope="row">{{version}}</th><td>{{name}}<br><code>{{digest}}</code></td></tr>
    {{/files}}
    </tbody>
    </table>
    </div>
    </section>
    </main>
    <footer><p>{{customer}} {{version}}, digest of the inputs <code>{{inputs_digest}}</code></p></footer>
    </body>
    </html>

    """

  private static let style = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#ffffff;\
    --accent:#0b4f9e;--tint:#fff4ce;--mark:#5c4400}\
    @media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#30363d;\
    --page:#0d1117;--accent:#79b8ff;--tint:#3a2f0b;--mark:#f2d98b}}\
    *{box-sizing:border-box}\
    body{font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;color:var(--ink);background:var(--page);\
    max-width:62rem;margin:2rem auto;padding:0 1.25rem;overflow-wrap:break-word}\
    h1{font-size:1.75rem;line-height:1.25;margin:0 0 .5rem}\
    h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-bottom:.25rem;border-bottom:2px solid var(--accent)}\
    h3{font-size:1rem;margin:1.25rem 0 .25rem}\
    .lead{font-size:1.1rem;margin:.25rem 0 1rem}\
    a{color:var(--accent)}\
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.5rem 1.5rem;margin:1rem 0}\
    .facts div{border-top:1px solid var(--line);padding-top:.35rem}\
    dt,caption,.quiet,figcaption,footer{color:var(--soft);font-size:.875rem}\
    dd{margin:0}\
    nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:.5rem 0;margin:1.5rem 0 0;\
    border-block:1px solid var(--line);font-size:.9375rem}\
    .scroll{overflow-x:auto}@media screen and (max-width:40rem){.scroll table{min-width:36rem}}\
    table{border-collapse:collapse;width:100%;margin:.75rem 0 1.5rem;font-size:.9375rem}\
    caption{text-align:left;padding-bottom:.35rem}\
    th,td{text-align:left;vertical-align:top;border-bottom:1px solid var(--line);padding:.4rem .75rem .4rem 0}\
    thead th{font-size:.875rem;color:var(--soft)}\
    tbody th{font-weight:600}\
    td ul{margin:0;padding-left:1rem}\
    .subject th{border-left:4px solid var(--accent);padding-left:.5rem}\
    figure{margin:.75rem 0}blockquote{margin:0;padding:.25rem 0 .25rem 1rem;\
    border-left:4px solid var(--line);white-space:pre-line}figcaption{padding:.25rem 0 0 1.25rem}\
    .decision{border-left:4px solid var(--line);padding:.1rem 0 .1rem 1rem;margin:.75rem 0}\
    .decision h3{margin-top:0}.decision.changed{border-color:var(--accent)}.decision p{margin:.15rem 0}\
    mark{background:var(--tint);color:var(--mark);padding:0 .25rem;border-radius:.2rem}\
    del{color:var(--soft)}\
    code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.8125rem;overflow-wrap:anywhere}\
    footer{margin-top:3rem;border-top:1px solid var(--line)}\
    @page{size:A4;margin:18mm 16mm}\
    @media print{body{margin:0;padding:0;max-width:none;font-size:10.5pt}nav{display:none}\
    h2,h3,caption{break-after:avoid}tr,figure,article{break-inside:avoid}thead{display:table-header-group;break-after:avoid}tbody tr:first-child{break-before:avoid}.scroll{overflow:visible}\
    mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """

  /// Strata's own template.
  package var template: String { self == .md ? Self.markdownTemplate : Self.htmlTemplate }
}
