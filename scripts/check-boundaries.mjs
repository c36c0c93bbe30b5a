// Runs the import rules, and proves that they are not blind: a tool that reads no module finds no violation either.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import config from '../dependency-cruiser.config.mjs'
import { conceptCycles } from './concept-cycles.mjs'
import { ROOT } from './prepare/paths.mjs'

const FEWEST_MODULES = 10
/** A small tree laid out like the repository, with one violation of each rule. */
const PLANTED = join(ROOT, 'server', 'test', 'boundaries')

/** Checked here and not by the tool: circles between folders, whatever files they pass through. */
const CYCLES = {
  name: 'no-concept-cycles',
  comment: 'Concepts have an order: what one builds on must not build on it. Move the operation that needs both up.',
}
const RULES = [...config.forbidden, CYCLES]

async function violationsIn(baseDir) {
  const parts = ['server/src', 'console/src', 'portal/src', 'ui/src', 'api-client'].filter((part) =>
    existsSync(join(baseDir, part)),
  )
  const options = { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true, baseDir }
  const { output } = await cruise(parts, options)
  const cycles = conceptCycles(output.modules)
  return { ...output.summary, cycles }
}

const problems = []
process.chdir(ROOT)
const real = await violationsIn(ROOT)
if (real.totalCruised < FEWEST_MODULES) problems.push(`only ${real.totalCruised} modules were read`)
for (const { rule, from, to } of real.violations) problems.push(`${rule.name}: ${from} → ${to}`)
for (const cycle of real.cycles) problems.push(`${CYCLES.name}: ${cycle}`)

const planted = await violationsIn(PLANTED)
const found = new Set(planted.violations.map(({ rule }) => rule.name))
if (planted.cycles.length > 0) found.add(CYCLES.name)
for (const { name } of RULES) {
  if (!found.has(name)) problems.push(`the violation of ${name} planted in server/test/boundaries/ was not found`)
}

for (const problem of problems) console.log(problem)
if (problems.length > 0) {
  for (const { name, comment } of RULES) {
    if (problems.some((problem) => problem.startsWith(`${name}:`))) console.log(`  ${name}: ${comment}`)
  }
  process.exitCode = 1
}
