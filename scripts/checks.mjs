// What `npm run check` consists of. Each check is a command of its own, so that one can be run alone.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

const bin = (path) => join(ROOT, 'node_modules', path)

/** @returns {{ name: string, args: string[] }[]} the slowest first, so that none is left alone at the end */
export function checks() {
  return [
    { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'] },
    ...typed().map((part) => ({ name: `types of ${part}`, args: [bin('typescript/bin/tsc'), '--noEmit', '-p', part] })),
    { name: 'boundaries', args: [join(ROOT, 'scripts', 'check-boundaries.mjs')] },
    { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  ]
}

/** Every workspace that is TypeScript. */
function typed() {
  const examples = existsSync(join(ROOT, 'examples')) ? readdirSync(join(ROOT, 'examples')) : []
  return ['server', 'e2e', 'bench', ...examples.map((name) => `examples/${name}`)].filter((part) =>
    existsSync(join(ROOT, part, 'tsconfig.json')),
  )
}
