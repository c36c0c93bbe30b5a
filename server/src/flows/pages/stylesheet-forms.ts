/** The look of what people fill in and press; see `stylesheet.ts` for the rules both follow. */
export const formStyles = `
form{margin:0}
.form{display:grid;gap:1rem;margin-block-start:1.5rem}
.inline{display:inline}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(8.5rem,100%),1fr));gap:1rem .75rem}
label,.label{display:block;font-size:.875rem;line-height:1.25rem;font-weight:500;margin-block-end:.375rem}
.label-line{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
.label-line .link{font-size:.875rem;line-height:1.25rem;padding-block:0}
input,select{appearance:none;display:block;inline-size:100%;block-size:3rem;padding-inline:.875rem;font:inherit;color:inherit;
background:var(--surface);border:1px solid var(--border);border-radius:var(--r-input,10px)}
input[type=hidden]{display:none}
input[type=checkbox]{appearance:auto;flex:none;inline-size:1.25rem;block-size:1.25rem;margin-block-start:.125rem;padding:0;accent-color:var(--link)}
.check{display:flex;gap:.625rem;min-block-size:1.5rem;margin:0;font-weight:400;cursor:pointer}
select{padding-inline-end:2.25rem;text-overflow:ellipsis;background:linear-gradient(45deg,transparent 50%,var(--quiet) 50%) no-repeat calc(100% - 1.25rem) 55%/.4rem .4rem,
linear-gradient(-45deg,transparent 50%,var(--quiet) 50%) no-repeat calc(100% - .85rem) 55%/.4rem .4rem,var(--surface)}
select:dir(rtl){background-position:.85rem 55%,1.25rem 55%,0 0}
.phone{display:grid;gap:1rem}
input:hover,select:hover{border-color:var(--quiet)}
input:focus-visible,select:focus-visible{outline:2px solid var(--link);outline-offset:-1px;border-color:transparent}
input[aria-invalid]{border-color:var(--danger);box-shadow:inset 0 0 0 1px var(--danger)}
input[aria-invalid]:focus-visible{outline-color:var(--danger)}
input:-webkit-autofill{-webkit-text-fill-color:var(--text);-webkit-box-shadow:inset 0 0 0 3rem color-mix(in srgb,var(--accent) 8%,var(--surface))}
input.code{block-size:4rem;padding-inline:.4em 0;text-align:center;font:500 1.75rem/1 ui-monospace,SFMono-Regular,Menlo,Consolas,Noto Sans Mono,monospace;
letter-spacing:.4em;font-variant-numeric:tabular-nums}
.help,.problem{margin-block-start:.375rem;font-size:.875rem;line-height:1.25rem}
.help{color:var(--quiet)}
.problem{display:flex;gap:.375rem;color:var(--danger)}
.problem .icon{inline-size:1.125rem;block-size:1.25rem}
.button{display:block;inline-size:100%;min-block-size:3rem;padding:.6875rem 1rem;border:1px solid transparent;border-radius:var(--r-button,8px);
font:inherit;font-weight:500;text-align:center;text-decoration:none;cursor:pointer;
color:var(--on-accent);background:var(--accent)}
.button:hover{background:color-mix(in srgb,var(--accent) 88%,var(--text))}
.form .button{margin-block-start:.5rem}
.next{margin-block-start:.75rem}
.button.secondary{color:var(--text);background:var(--surface);border-color:var(--border)}
.button.secondary:hover{background:color-mix(in srgb,var(--text) 5%,var(--surface))}
.link{appearance:none;border:0;margin:0;padding:.25rem 0;background:none;font:inherit;cursor:pointer;text-align:start}
.identity{display:flex;flex-wrap:wrap;align-items:center;gap:0 .625rem;margin-block-start:1rem;padding:.5rem .875rem;border-radius:10px;
min-block-size:3rem;background:color-mix(in srgb,var(--text) 4%,var(--surface))}
.identity .icon{color:var(--quiet)}
.identity bdi{flex:1 1 auto;min-inline-size:0;max-inline-size:calc(100% - 2rem)}
@media (max-width:22rem){.identity .icon{display:none}.identity bdi{max-inline-size:100%}}
.identity .link{font-size:.875rem;line-height:1.25rem}
.notice{display:flex;gap:.625rem;margin-block-start:1.5rem;padding:.75rem .875rem;border-radius:10px;font-size:.875rem;line-height:1.25rem;
background:color-mix(in srgb,var(--tone) 9%,var(--surface));border:1px solid color-mix(in srgb,var(--tone) 30%,var(--surface))}
.notice .icon{color:var(--tone)}
.notice.success{--tone:var(--success)}
.notice.problem{--tone:var(--danger);color:inherit}
.notice.neutral{--tone:var(--quiet)}
.notice a{color:inherit}
.notice li{margin-block-start:.25rem}
.strength{display:flex;align-items:center;gap:.75rem;margin-block-start:.5rem;font-size:.875rem;line-height:1.25rem;color:var(--quiet)}
.strength .bar{flex:1;block-size:.25rem;border-radius:2px;overflow:hidden;background:var(--line)}
.strength .bar span{display:block;block-size:100%;inline-size:0;background:var(--quiet)}
.strength[data-level=short] .bar span{inline-size:15%;background:var(--danger)}
.strength[data-level=fair] .bar span{inline-size:45%;background:var(--warning)}
.strength[data-level=good] .bar span{inline-size:75%;background:var(--success)}
.strength[data-level=strong] .bar span{inline-size:100%;background:var(--success)}
.rows{margin-block-start:1rem;display:grid;gap:.25rem;font-size:.875rem;line-height:1.25rem;color:var(--quiet)}
`
