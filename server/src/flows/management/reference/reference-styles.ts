/** The product's look over that of the renderer. The id on the root element makes these rules win. */
export const referenceStyles = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f7f6f3, #131316);
  --surface: light-dark(#ffffff, #1c1c20);
  --well: light-dark(#f7f6f3, #141417);
  --line: light-dark(#e4e1da, #303036);
  --control: light-dark(#8c887f, #75757e);
  --text: light-dark(#1d1c1a, #eceae6);
  --quiet: light-dark(#5f5c55, #a5a19a);
  --accent: light-dark(#2f5d50, #7fc2ae);
  --on-accent: light-dark(#ffffff, #0e1a16);
  --danger: light-dark(#a3312a, #f0938b);
  --sans: ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
html#reference-page { background: var(--page); }
#reference-page body { margin: 0; background: var(--page); color: var(--text); font: 400 14px/20px var(--sans); overflow-wrap: anywhere; }
#reference-page .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding: 12px 24px; }
#reference-page .bar span { font-weight: 550; margin-inline-end: auto; }
#reference-page .sheet { max-inline-size: 1120px; margin: 0 auto 48px; padding: 24px; background: var(--surface); border-radius: 10px; }
#reference-page .sheet h1 { margin: 0 0 4px; font-size: 22px; line-height: 28px; font-weight: 600; }
#reference-page .sheet section > p { margin: 0 0 16px; max-inline-size: 68ch; color: var(--quiet); }
#reference-page .sheet h2 { margin: 24px 0 8px; font-size: 16px; line-height: 24px; font-weight: 600; color: var(--text); }
#reference-page .swagger-ui .response-col_links { display: none; }
#reference-page .search { display: grid; gap: 4px; max-inline-size: 420px; }
#reference-page .search label { color: var(--text); font-weight: 550; }
#reference-page .search input { font: inherit; padding: 8px 12px; border: 1px solid var(--control); border-radius: 10px; background: var(--surface); color: var(--text); }
#reference-page a { color: var(--accent); text-underline-offset: 3px; }
#reference-page :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#reference-page .swagger-ui,
#reference-page .swagger-ui :is(p, h1, h2, h3, h4, h5, label, table, th, td, li, div, span, button, select, input, .opblock-summary-path, .opblock-summary-description, .opblock-tag, .response-col_status, .parameter__name, .parameter__type) { font-family: var(--sans); }
#reference-page .swagger-ui { background: none; color: var(--text); }
#reference-page .swagger-ui :is(code, pre, textarea, .opblock-summary-path, .opblock-summary-path *, .opblock-summary-operation-id, .opblock-summary-method, .parameter__name, .microlight, .microlight *, .prop-type, .prop-format, .json-schema-2020-12 *) { font-family: var(--mono); }
#reference-page .swagger-ui .wrapper { max-width: none; padding: 0; }
#reference-page .swagger-ui .information-container { display: none; }
#reference-page .swagger-ui .scheme-container { margin: 0 0 16px; padding: 0; background: none; box-shadow: none; }
#reference-page .swagger-ui .schemes { align-items: flex-end; flex-wrap: wrap; gap: 12px; }
#reference-page .swagger-ui :is(input[type=text], input[type=password], input[type=search], input[type=email], input[type=file], textarea, select) { min-width: 0; max-width: 100%; border: 1px solid var(--control); border-radius: 10px; background-color: var(--surface); color: var(--text); box-shadow: none; font-size: 14px; }
#reference-page .swagger-ui :is(input, textarea)::placeholder { color: var(--quiet); opacity: 1; }
#reference-page .swagger-ui :is(.opblock-tag, .opblock-tag small, .opblock-summary-path, .opblock-summary-path *, .opblock-summary-operation-id, .opblock .opblock-section-header h4, .opblock .opblock-section-header label, .parameter__name, .parameter__type, .response-col_status, .response-col_links, table thead tr :is(th, td), table tbody tr td, label, h1, h2, h3, h4, h5, p, .tab li, .model, .model-title, .renderedMarkdown *, .btn, .loading-container) { color: var(--text); }
#reference-page .swagger-ui :is(.opblock-tag small, .opblock-summary-description, .parameter__in, .parameter__deprecated, .response-undocumented, .prop-format, .servers-title, .copy-to-clipboard) { color: var(--quiet); opacity: 1; }
#reference-page .swagger-ui .opblock-tag { padding: 12px 0; border-bottom: 1px solid var(--line); font-size: 16px; line-height: 24px; flex-wrap: wrap; }
#reference-page .swagger-ui .opblock-tag:hover { background: none; }
#reference-page .swagger-ui .opblock { margin: 0 0 8px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); box-shadow: none; overflow: hidden; }
#reference-page .swagger-ui .opblock .opblock-summary { border-color: var(--line); padding: 4px 8px; flex-wrap: wrap; }
#reference-page .swagger-ui .opblock .opblock-summary-control { flex-wrap: wrap; gap: 4px 10px; min-width: 0; }
#reference-page .swagger-ui .opblock .opblock-summary-method { min-width: 72px; padding: 4px 8px; border-radius: 6px; background: var(--well); border: 1px solid var(--line); color: var(--text); text-shadow: none; font-size: 13px; }
#reference-page .swagger-ui .opblock.opblock-delete .opblock-summary-method { color: var(--danger); }
#reference-page .swagger-ui .opblock-summary-path-description-wrapper { min-width: 0; flex: 1 1 240px; }
#reference-page .swagger-ui .opblock .opblock-summary-path { max-width: 100%; font-size: 13px; font-weight: 550; padding: 0; }
#reference-page .swagger-ui .opblock-summary-operation-id { font-size: 13px; color: var(--quiet); padding: 0; }
#reference-page .swagger-ui .opblock .opblock-section-header { background: var(--well); box-shadow: none; min-height: 0; padding: 8px 16px; flex-wrap: wrap; }
#reference-page .swagger-ui :is(.opblock-description-wrapper, .opblock-external-docs-wrapper, .opblock-title_normal, .execute-wrapper, .responses-inner, .table-container) { padding: 12px 16px; }
#reference-page .swagger-ui .table-container, #reference-page .swagger-ui .responses-inner { overflow-x: auto; }
#reference-page .swagger-ui :is(.highlight-code > .microlight, .opblock-body pre.microlight, .curl, .example pre) { background: var(--well) !important; color: var(--text) !important; border: 1px solid var(--line); border-radius: 10px; }
#reference-page .swagger-ui .microlight span { color: var(--text) !important; }
#reference-page .swagger-ui .renderedMarkdown code { background: var(--well); color: var(--text); }
#reference-page .swagger-ui .btn { border: 1px solid var(--control); border-radius: 8px; background: var(--surface); box-shadow: none; font-weight: 550; }
#reference-page .swagger-ui :is(.btn.authorize, .btn.execute, .btn.modal-btn.auth.authorize) { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
#reference-page .swagger-ui :is(.btn.authorize, .btn.execute) :is(span, svg) { color: var(--on-accent); fill: var(--on-accent); }
#reference-page .swagger-ui .btn.cancel { color: var(--danger); border-color: var(--danger); }
#reference-page .swagger-ui .dialog-ux .backdrop-ux { background: rgb(0 0 0 / 0.4); }
#reference-page .swagger-ui .dialog-ux .modal-ux { inline-size: 100%; max-inline-size: min(480px, 100vw); min-inline-size: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; box-shadow: none; }
#reference-page .swagger-ui .dialog-ux .modal-ux-header { border-color: var(--line); }
#reference-page .swagger-ui :is(svg, .arrow, .expand-operation svg, .opblock-control-arrow svg, .authorization__btn svg) { fill: currentColor; color: var(--quiet); }
#reference-page .swagger-ui .model-box, #reference-page .swagger-ui .json-schema-2020-12 { background: var(--well); border-radius: 10px; overflow-x: auto; max-inline-size: 100%; }
#reference-page .swagger-ui .json-schema-2020-12 * { color: var(--text); }
#reference-page .swagger-ui .parameter__name.required::after, #reference-page .swagger-ui .parameter__name.required span { color: var(--danger); }
@media (max-width: 640px) {
  #reference-page .bar { padding: 12px 16px; }
  #reference-page .sheet { padding: 16px; border-radius: 0; }
  #reference-page .swagger-ui .opblock-tag small { padding: 0; flex-basis: 100%; }
  #reference-page .swagger-ui .opblock-summary-description { flex-basis: 100%; }
  #reference-page .swagger-ui :is(table.parameters, table.parameters > tbody, table.parameters > tbody > tr, table.parameters > tbody > tr > td, table.responses-table, table.responses-table > tbody, table.responses-table > tbody > tr, table.responses-table > tbody > tr > td) { display: block; inline-size: auto; min-width: 0; }
  #reference-page .swagger-ui :is(table.parameters, table.responses-table) > thead { display: none; }
  #reference-page .swagger-ui .parameters-col_description { inline-size: auto; }
  #reference-page .swagger-ui .parameters-col_description :is(input, select, textarea) { inline-size: 100%; max-inline-size: 100%; }
}
@media (prefers-reduced-motion: reduce) { #reference-page * { animation: none !important; transition: none !important; } }
`
