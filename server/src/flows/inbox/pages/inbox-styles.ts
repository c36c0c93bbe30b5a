import { compact } from '#flows/pages'

/** Styles for the inbox alone, under the same rules as the stylesheet of all pages. */
export const inboxStyles = compact(`
.filter{display:flex;align-items:end;gap:.75rem;margin-block-start:1.5rem}
.filter .field{flex:1;min-inline-size:0}
.filter .button{inline-size:auto}
.status{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;margin-block-start:1.5rem;font-size:.875rem;
line-height:1.25rem;color:var(--quiet)}
.mail{border-block-start:1px solid var(--line);padding-block:1rem;display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.25rem 1.5rem}
.mails{margin-block-start:.75rem;margin-block-end:-1rem}
.mail h2{margin:0;overflow-wrap:anywhere}
.mail .meta{display:flex;flex-wrap:wrap;gap:0 .75rem;color:var(--quiet);font-size:.875rem;line-height:1.25rem}
.mail h2,.mail .meta{grid-column:1}
.mail .mark{padding-inline:.5rem;border:1px solid var(--border);border-radius:1rem;font-size:.75rem}
.mail .passcode{grid-column:2;grid-row:1 / span 2;align-self:start;display:flex;align-items:center;gap:.75rem}
.mail .passcode output{font:500 1.75rem/2.25rem ui-monospace,SFMono-Regular,Menlo,Consolas,Noto Sans Mono,monospace;letter-spacing:.12em}
.mail .passcode button{inline-size:auto;min-inline-size:4.5rem;min-block-size:2.25rem;padding:.25rem .75rem;font-size:.875rem}
.mail .body{grid-column:1 / -1;margin-block-start:.25rem;font-size:.875rem;line-height:1.25rem}
.mail summary,.mail .looks{inline-size:fit-content;padding-block:.25rem;color:var(--quiet);cursor:pointer}
.mail summary:hover{color:var(--text)}
.mail pre{margin:.5rem 0;padding:.875rem;border-radius:10px;white-space:pre-wrap;overflow-wrap:anywhere;
font:.875rem/1.375rem ui-monospace,SFMono-Regular,Menlo,Consolas,Noto Sans Mono,monospace;
background:color-mix(in srgb,var(--text) 4%,var(--surface))}
.empty{margin-block:1.5rem .5rem;padding:2rem 1.5rem;border:1px dashed var(--border);border-radius:10px;text-align:center}
.empty .icon{inline-size:2rem;block-size:2rem;color:var(--quiet)}
.empty h2{margin-block:.75rem 0}
.empty p{margin-inline:auto;max-inline-size:44ch;color:var(--quiet)}
@media (max-width:30rem){
.mail{grid-template-columns:minmax(0,1fr)}
.mail .passcode{grid-column:1;grid-row:auto;margin-block:.25rem;justify-content:space-between}
}
`)
