// The checks of `npm run check`. Each check is a command of its own, so that one can be run alone.
// Lint and types remember what they found in `.cache`. A rule that reads types looks at a file again only when that file
// changed, so remove `.cache/eslint` before you trust a lint after changing what a function in another file returns.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

const bin = (path) => join(ROOT, 'node_modules', path)
const cache = (name) => join(ROOT, '.cache', name)

/** @returns {{ name: string, args: string[] }[]} the slowest first, so that none is left alone at the end */
export function checks() {
  return [
    { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0', ...remembering] },
    ...typed().map((part) => ({
      name: `types of ${part}`,
      args: [bin('typescript/bin/tsc'), '--noEmit', ...typesOf(part)],
    })),
    { name: 'planted', args: [join(ROOT, 'scripts', 'check-planted.mjs')] },
    { name: 'boundaries', args: [join(ROOT, 'scripts', 'check-boundaries.mjs')] },
    { name: 'operations', args: [join(ROOT, 'scripts', 'check-operations.mjs')] },
    { name: 'console paths', args: [join(ROOT, 'scripts', 'check-console-paths.mjs')] },
    { name: 'requirements', args: [join(ROOT, 'scripts', 'check-requirements.mjs')] },
    { name: 'prose', args: [join(ROOT, 'scripts', 'check-prose.mjs')] },
    { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  ]
}

// Compares files by content, because a checkout of another branch changes the time of every file.
const remembering = ['--cache', '--cache-strategy', 'content', '--cache-location', cache('eslint')]

function typesOf(part) {
  return ['-p', part, '--incremental', '--tsBuildInfoFile', cache(`types-${part.replaceAll('/', '-')}.tsbuildinfo`)]
}

/** Every workspace that is TypeScript. */
function typed() {
  const examples = existsSync(join(ROOT, 'examples')) ? readdirSync(join(ROOT, 'examples')) : []
  return [
    'server',
    'api-client',
    'ui',
    'console',
    'e2e',
    'bench',
    ...examples.map((name) => `examples/${name}`),
  ].filter((part) => existsSync(join(ROOT, part, 'tsconfig.json')))
}
