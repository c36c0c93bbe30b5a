// Compares docs/console-paths.md with the console: each row names a page that has an address and a test that exists.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

const DOCUMENT = 'docs/console-paths.md'
const TESTS = 'e2e/console'
const FEWEST = 60
const ADDRESS = /`(\/[^`]*)`/
const TEST = /`([\w-]+\.test\.ts)`: (.+)$/

/** Rows that are wrong on purpose, and the number of problems in each. */
const PLANTED = [
  ['| Open nothing | `/nowhere` | `pages.test.ts`: no test has this name |', 2],
  ['| Open the roles | `/roles` | `no-file.test.ts`: a test |', 1],
  ['| Open the roles | `/roles` |  |', 1],
]

const routes = readFileSync(join(ROOT, 'console/src/routes.tsx'), 'utf8')
const addresses = new Set([
  ...[...routes.matchAll(/'(\/[^']*)'/g)].map(([, address]) => address),
  // The tabs of an application share the beginning of their addresses.
  ...[...routes.matchAll(/\btab\('(\/[^']*)'/g)].map(([, tab]) => `/applications/$application${tab}`),
])

/** Returns what is wrong with a row: task, page, test. */
function problemsOf(row) {
  const [, page = '', test = ''] = row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
  const [, address] = ADDRESS.exec(page) ?? []
  const problems = []
  if (address === undefined || !addresses.has(address)) problems.push(`no page has the address ${address ?? page}`)
  const [, file, name] = TEST.exec(test) ?? []
  if (file === undefined) problems.push('no test is named')
  else if (!existsSync(join(ROOT, TESTS, file))) problems.push(`there is no ${TESTS}/${file}`)
  else if (!namesIn(file).has(name)) problems.push(`${file} has no test "${name}"`)
  return problems
}

const read = new Map()

function namesIn(file) {
  const known = read.get(file)
  if (known) return known
  const text = readFileSync(join(ROOT, TESTS, file), 'utf8')
  const names = new Set([...text.matchAll(/\btest\(\s*(['"`])((?:(?!\1).)*)\1/g)].map(([, , name]) => name))
  read.set(file, names)
  return names
}

const problems = PLANTED.filter(([row, count]) => problemsOf(row).length !== count).map(
  ([row]) => `a wrong row was misjudged: ${row}`,
)
const lines = readFileSync(join(ROOT, DOCUMENT), 'utf8').split('\n')
const rows = [...lines.entries()].filter(([, line]) => /^\|.*`\/.*\|/.test(line))
if (rows.length < FEWEST) problems.push(`only ${rows.length} rows were read in ${DOCUMENT}`)
for (const [index, row] of rows) {
  for (const problem of problemsOf(row)) problems.push(`${DOCUMENT}:${index + 1}: ${problem}`)
}

for (const problem of problems) console.log(problem)
if (problems.length > 0) process.exitCode = 1
