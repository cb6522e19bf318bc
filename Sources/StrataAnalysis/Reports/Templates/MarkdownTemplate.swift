import StrataCore

extension ReportFormat {
  static let markdownTemplate = """
    # {{title}}

    {{lead}}

    | What | Value |
    | --- | --- |
    {{#facts}}
    | {{name}} | {{value}} |
    {{/facts}}

    ## \(StatementSection.scope)

    {{#has_requests}}
    What the customer came with:

    {{#requests}}
    **{{version}}**, {{when}}:

    > {{words}}

    {{/requests}}
    {{/has_requests}}
    {{^has_requests}}
    No words of the customer are on record.

    {{/has_requests}}
    ## \(StatementSection.context){{#is_changes}} that changed{{/is_changes}}

    {{#has_context}}
    | What | As stated | Stated in | {{#base}}Against {{base}}{{/base}}{{^base}}Before{{/base}} |
    | --- | --- | --- | --- |
    {{#context}}
    | {{name}} | {{value}}{{#is_understood}} (understood from what was said){{/is_understood}}{{^value}}not stated in this line{{/value}} | {{version}} | {{#is_changed}}{{#value}}**changed**{{/value}}{{^value}}**to be confirmed**{{/value}}{{#before}}, was {{before}}{{/before}}{{^before}}: new{{/before}}{{/is_changed}}{{^is_changed}}{{#base}}unchanged{{/base}}{{/is_changed}} |
    {{/context}}

    {{/has_context}}
    {{^has_context}}
    {{^is_changes}}Nothing was stated about the deployment.{{/is_changes}}{{#is_changes}}Nothing that was stated changed.{{/is_changes}}

    {{/has_context}}
    ## \(StatementSection.decisions)

    {{#decisions}}
    - **{{topic}}**{{#is_changed}} (**{{#is_new}}new{{/is_new}}{{^is_new}}changed{{/is_new}}**){{/is_changed}}: {{choice}}
    {{#why}}
      - Why: {{why}}
    {{/why}}
    {{#alternatives}}
      - Also weighed: {{alternatives}}
    {{/alternatives}}
    {{#earlier}}
      - Before, in {{version}}: {{choice}}
    {{/earlier}}
    {{#is_of_other_line}}
      - Taken in another line of work: to be confirmed.
    {{/is_of_other_line}}
      - Decided in {{version}}, {{when}}{{#by}}, by {{by}}{{/by}}
    {{/decisions}}
    {{^decisions}}
    {{^decisions_note}}
    No decision is on record.
    {{/decisions_note}}
    {{/decisions}}

    {{#decisions_note}}
    {{decisions_note}}

    {{/decisions_note}}
    ## \(StatementSection.deliverables)

    {{#has_deliverables}}
    | What | Environment | Status | When | Version |
    | --- | --- | --- | --- | --- |
    {{#deliverables}}
    | {{what}} | {{environment}} | {{status}} | {{when}} | {{version}} |
    {{/deliverables}}

    {{#deliverables_note}}
    {{deliverables_note}}

    {{/deliverables_note}}
    {{/has_deliverables}}
    {{^has_deliverables}}
    No deployment is on record.

    {{/has_deliverables}}
    ## \(StatementSection.openPoints)

    {{#has_open_points}}
    {{#open_points}}
    - {{.}}
    {{/open_points}}
    {{/has_open_points}}
    {{^has_open_points}}
    None.
    {{/has_open_points}}

    ## \(StatementSection.reason("{{version}}"))

    {{#reason}}
    {{why}}

    {{#override}}
    {{override}}

    {{/override}}
    {{#fallback}}
    {{fallback}}

    {{/fallback}}
    {{#has_evidence}}
    It rests on:

    {{#evidence}}
    - {{finding}}{{#quote}}: “{{quote}}”{{/quote}} ({{source}})
    {{/evidence}}

    {{/has_evidence}}
    {{#has_rejected}}
    Considered and not followed:

    {{#rejected}}
    - {{name}}: {{value}}
    {{/rejected}}

    {{/has_rejected}}
    {{/reason}}
    ## \(StatementSection.relations)

    | Relation | Version |
    | --- | --- |
    {{#relations}}
    | {{name}} | {{value}} |
    {{/relations}}

    {{#has_other_lines}}
    Other lines of work of the customer:

    | From | To | Versions | Begun because | Newest |
    | --- | --- | --- | --- | --- |
    {{#other_lines}}
    | {{first}} | {{newest}} | {{count}} | {{why}} | {{state}} |
    {{/other_lines}}

    {{/has_other_lines}}
    ## \(StatementSection.history)

    Newest first; what changed is in bold.

    | Version | Begun | Trigger | Why it was made | What changed | Outcome |
    | --- | --- | --- | --- | --- | --- |
    {{#history}}
    | {{#is_subject}}**{{version}}**{{/is_subject}}{{^is_subject}}{{version}}{{/is_subject}} | {{begun}} | {{trigger}} | {{why}} | {{#changes}}**{{.}}**{{^last()}}; {{/last()}}{{/changes}} | {{outcome}} |
    {{/history}}

    {{#has_older_history}}
    Before these, taken together:

    | From | To | Versions | Period | Outcomes | What changed |
    | --- | --- | --- | --- | --- | --- |
    {{#older_history}}
    | {{first}} | {{last}} | {{count}} | {{period}} | {{outcomes}} | {{changes}} |
    {{/older_history}}

    {{/has_older_history}}
    ## \(StatementSection.metrics)

    {{#has_comparison}}
    | Metric | {{base}} | {{version}} | Difference |
    | --- | --- | --- | --- |
    {{#comparison}}
    | {{name}} | {{before}} | {{after}} | {{difference}} |
    {{/comparison}}

    {{/has_comparison}}
    Across versions:

    | Version | Turns | First to last activity | Decisions | Outcome | Satisfaction |
    | --- | --- | --- | --- | --- | --- |
    {{#metrics}}
    | {{#is_subject}}**{{version}}**{{/is_subject}}{{^is_subject}}{{version}}{{/is_subject}} | {{turns}} | {{duration}} | {{decisions}} | {{outcome}} | {{satisfaction}} |
    {{/metrics}}

    {{#has_totals}}
    | Over all of them | Value |
    | --- | --- |
    {{#totals}}
    | {{name}} | {{value}} |
    {{/totals}}

    {{/has_totals}}
    {{#has_notes}}
    Notes on {{version}}:

    {{#notes}}
    - {{.}}
    {{/notes}}

    {{/has_notes}}
    ## \(StatementSection.provenance)

    This document was made from the records below; the same records give the same bytes. The
    digest over all {{input_count}} of the customer's versions is

    `{{inputs_digest}}`

    in store `{{store}}`. The last entry of a version commits to all entries before it.

    | Version | Session | Entries | Last entry |
    | --- | --- | --- | --- |
    {{#inputs}}
    | {{version}} | {{session}} | {{entries}} | {{leaf}} |
    {{/inputs}}

    {{#inputs_note}}
    {{inputs_note}}

    {{/inputs_note}}
    | Version | File | Digest |
    | --- | --- | --- |
    {{#files}}
    | {{version}} | {{name}} | {{digest}} |
    {{/files}}

    """
}
