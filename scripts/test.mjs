// All checks, then all tests, one workspace after the other: the browser tests want the machine for themselves.
// Everything runs even where something failed before; the exit code says whether all passed.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')

function runHere(args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' })
    child.once('close', (code) => resolve(code === 0))
  })
}

// Ctrl-C reaches the tests as well, being in our group; they clean up and end, and then so do we.
process.on('SIGINT', () => undefined)

const suites = ['server', 'e2e'].filter((part) => existsSync(join(ROOT, part, 'vitest.config.ts')))
const checked = await runHere([join(ROOT, 'scripts', 'check.mjs')], ROOT)
let passed = checked
for (const suite of suites) {
  console.log(`\nTests of ${suite}`)
  passed = (await runHere([VITEST, 'run'], join(ROOT, suite))) && passed
}
if (!checked) console.error('Tests aside, the checks at the top failed; npm run check shows them alone.')
process.exitCode = passed ? 0 : 1
