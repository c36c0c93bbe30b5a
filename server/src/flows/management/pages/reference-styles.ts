export const referenceStyles = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { overflow-wrap: anywhere; max-inline-size: 60rem; margin-inline: auto; padding: 1rem; }
h1 { font-size: 1.75rem; }
article { border-block-start: 1px solid GrayText; padding-block: 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.875rem; overflow-wrap: anywhere; }
pre { overflow-x: auto; max-block-size: 24rem; }
summary { cursor: pointer; }
nav { columns: 16rem; }
nav section { break-inside: avoid; }
nav h2 { font-size: 1rem; margin-block: 0.5rem 0; }
nav ul { padding-inline-start: 1rem; margin-block: 0; }
`
