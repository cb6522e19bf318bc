/// One HTML file that needs nothing else: it reads well on a screen, in print and aloud, in light and
/// in dark. It holds no script and its policy lets a browser load nothing.
struct HTMLPage {
  /// The title and the first heading, as plain text.
  var title: String
  /// Rules of style beyond those of every page.
  var style = ""
  /// HTML under the first heading.
  var header: String
  /// A list of links to sections, as HTML; empty for none.
  var contents = ""
  /// HTML of the body; its headings start at level 2.
  var main: String
  /// HTML at the end.
  var footer: String

  /// The whole file.
  var text: String {
    let title = HTMLText.escaped(title)
    let navigation = contents.isEmpty ? "" : "<nav aria-label=\"Contents\">\(contents)</nav>\n"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>\(title)</title>
      <style>\(Self.commonStyle)\(style)</style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      \(header)
      </header>
      \(navigation)<main>
      \(main)
      </main>
      <footer>\(footer)</footer>
      </body>
      </html>

      """
  }

  /// The colours keep a contrast of 4.5 to 1 to the page (WCAG 2.2, 1.4.3), lines apart.
  private static let light = """
    --ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#ffffff;--good:#116329;--bad:#a40e26;\
    --mark:#0550ae
    """
  private static let dark = """
    --ink:#e6edf3;--soft:#9da7b3;--line:#30363d;--page:#0d1117;--good:#56d364;--bad:#ff8182;\
    --mark:#79c0ff
    """

  /// How every page looks: on a screen, light and dark, and in print, always light.
  static let commonStyle = """
    :root{color-scheme:light dark;\(light)}\
    @media screen and (prefers-color-scheme:dark){:root{\(dark)}}\
    body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);\
    max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}\
    h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}\
    header p{margin:.25rem 0}a{color:var(--mark)}em{color:var(--soft)}\
    code,.hash{font-family:ui-monospace,monospace;font-size:.875em;overflow-wrap:anywhere}\
    table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;\
    border-bottom:1px solid var(--line);padding:.35rem .75rem .35rem 0}\
    tbody th{font-weight:400}tr{break-inside:avoid}\
    caption{text-align:left;font-weight:600;padding:.5rem 0;break-after:avoid}\
    th.number,td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
    .scroll{overflow-x:auto}footer{margin-top:3rem;color:var(--soft)}\
    @page{margin:2cm}\
    @media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}\
    .scroll{overflow:visible}nav{display:none}}
    """
}
