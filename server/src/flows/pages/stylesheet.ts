import { formStyles } from './stylesheet-forms.ts'

/**
 * The look of every page. Logical properties only, so that right-to-left languages need nothing of their own, and
 * none of `& < > " '`: the sheet passes through the same escaping as all text and comes out unchanged (a test holds
 * it), so that no page ever needs an unescaped door.
 */
const pageStyles = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding:1.5rem}
body{margin:0;min-block-size:100vh;min-block-size:100dvh;display:flex;flex-direction:column;align-items:center;
background:var(--page);color:var(--text);accent-color:var(--accent);
font:1rem/1.5 ui-sans-serif,system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Noto Sans Arabic,Helvetica Neue,Arial,sans-serif;
-webkit-font-smoothing:antialiased;overflow-wrap:anywhere}
h1,h2,p,ul,dl,dd{margin:0;padding:0}
ul{list-style:none}
h1{font-size:1.375rem;line-height:1.75rem;font-weight:600;letter-spacing:-.012em;text-wrap:balance}
h2{font-size:1rem;line-height:1.5rem;font-weight:600}
p{max-inline-size:68ch;text-wrap:pretty}
[hidden],html:not(.scripted) .scripted-only{display:none!important}
strong{font-weight:600;color:var(--text)}
a,.link{color:var(--link);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em;
text-decoration-color:color-mix(in srgb,currentColor 40%,transparent);border-radius:4px}
a:hover,.link:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.card{inline-size:100%;max-inline-size:25rem;background:var(--surface);border:1px solid var(--line);border-radius:var(--r-card,10px);
box-shadow:0 8px 32px var(--shadow);padding:2rem;margin-block:clamp(1.5rem,11vh,7rem) 1.5rem}
.card.wide{max-inline-size:45rem;margin-block-start:clamp(1.5rem,6vh,4rem)}
.brand{display:flex;align-items:center;gap:.625rem;margin-block-end:2rem;min-block-size:2rem;font-weight:500}
.brand .mark{flex:none;color:var(--accent)}
.brand img{display:block;max-inline-size:100%;max-block-size:3rem;inline-size:auto;block-size:auto}
.context{color:var(--quiet);font-size:.875rem;line-height:1.25rem;margin-block-end:.25rem}
.sentence{color:var(--quiet);margin-block-start:.5rem}
.identity + .sentence{margin-block-start:1rem}
.icon{flex:none;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.crest{display:grid;place-items:center;inline-size:3rem;block-size:3rem;margin-block-end:1rem;border-radius:10px;
color:var(--link);background:color-mix(in srgb,var(--accent) 10%,var(--surface))}
.crest:has(.icon-alert),.crest:has(.icon-clock){color:var(--warning);background:color-mix(in srgb,var(--warning) 11%,var(--surface))}
.crest .icon{inline-size:1.5rem;block-size:1.5rem}
.card h2{margin-block-start:1.5rem}
.bullets{margin-block-start:.5rem;padding-inline-start:1.25rem;list-style:disc;color:var(--quiet)}
.bullets li{margin-block-start:.25rem}
.stack{display:grid;gap:.75rem;margin-block-start:1.5rem}
.stack:empty{display:none}
.fine,.hint{color:var(--quiet);font-size:.875rem;line-height:1.25rem}
.fine{margin-block-start:1rem}
.other,.out{margin-block-start:1rem;font-size:.875rem;line-height:1.25rem;color:var(--quiet)}
.out{border-block-start:1px solid var(--line);margin-block-start:1.5rem;padding-block-start:.75rem;margin-block-end:-.75rem}
.out .link{color:var(--quiet)}
.detail{margin-block-start:1.5rem;padding-block-start:1rem;border-block-start:1px solid var(--line);
font-size:.875rem;line-height:1.25rem;display:grid;gap:.75rem}
.detail dt{color:var(--quiet)}
code,.detail dd,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,Noto Sans Mono,monospace;font-size:.875rem}
footer{inline-size:100%;max-inline-size:25rem;margin-block-start:auto;padding:.5rem 2rem 1.5rem;display:flex;flex-wrap:wrap;
justify-content:space-between;gap:.25rem 1.5rem;font-size:.875rem;line-height:1.25rem}
.wide + footer{max-inline-size:45rem}
footer ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
footer a,footer .link,footer p{display:inline-block;padding-block:.375rem;color:var(--quiet-on-page);text-decoration-line:none}
footer a:hover,footer .link:hover{text-decoration-line:underline}
footer :focus-visible{outline-color:currentColor}
footer [aria-current]{color:var(--on-page);font-weight:500}
[dir=rtl] :is(input:not(.code),bdi)[dir=ltr]{text-align:end}
[dir=rtl] h1{letter-spacing:0}
@media (max-width:30rem){
body{background:var(--surface)}
.card,.card.wide{border:0;border-radius:0;box-shadow:none;margin-block:0;padding:1.5rem}
footer{padding-inline:1.5rem;--on-page:var(--text);--quiet-on-page:var(--quiet)}
}
@media (prefers-reduced-motion:no-preference){a,button,input{transition:background-color .12s,border-color .12s,color .12s}}
@media (forced-colors:active){.button{border:1px solid ButtonText}.icon,.mark{forced-color-adjust:auto}}
@media print{body{background:none}.card{border:0;box-shadow:none}}
`

/** Line breaks carry nothing but the reader's comfort. */
export const compact = (styles: string): string => styles.replaceAll('\n', '')

export const stylesheet = compact(pageStyles + formStyles)
