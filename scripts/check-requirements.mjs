// Resolves every requirement id and every document that source, tests and docs name, and proves that it sees wrong ones.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'
import { filesIn } from './tree.mjs'

const REQUIREMENTS = 'docs/requirements'
const FEWEST = 300
const READ = /\.(?:[cm]?[jt]s|[jt]sx|sql|css|md)$/

/** Every comment line of `wrong.ts` has one wrong citation, `right.ts` has none. */
const PLANTED = 'server/test/requirements'
const PLANTED_LINES = 4

/** `AS-08`, `P3-8`; an encoding of characters looks the same. */
const ID = /(?<![\w-])(?!UTF-)(?:[A-Z]{2,4}-\d{2}|[A-Z]\d{1,2}-\d{1,3})(?![\w-])/g
const DOCUMENT = /(?<![\w/:.-])(?:\.{0,2}\/)?[\w-]+(?:\/[\w-]+)*\.md\b/g
/** Documents that are not here, by the names they had. */
const ABSENT = /\b(?:compat|architecture|behaviours|seeds) (?:section|§)|\bcompat \d/g

const known = new Set()
const problems = []

for (const name of readdirSync(join(ROOT, REQUIREMENTS))) {
  const text = readFileSync(join(ROOT, REQUIREMENTS, name), 'utf8')
  for (const [, id] of text.matchAll(/^\| ([A-Z]+\d*-\d+) +\|/gm)) {
    if (known.has(id)) problems.push(`${REQUIREMENTS}/${name}: ${id} is defined twice`)
    known.add(id)
  }
}

/** Returns what a file cites that is not there, with its line. */
function unresolved(file) {
  return readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      [
        ...matches(line, ID).filter((id) => !known.has(id)),
        ...matches(line, DOCUMENT).filter((path) => !isDocument(file, path)),
        ...matches(line, ABSENT),
      ].map((citation) => ({ place: `${file}:${index + 1}`, citation })),
    )
}

function matches(line, pattern) {
  return [...line.matchAll(pattern)].map(([found]) => found)
}

/** A document may be cited from the file's own folder, from the root, or by its name in a folder of `docs/`. */
function isDocument(file, path) {
  return [dirname(file), '.', 'docs', 'docs/guides', 'docs/decisions'].some((folder) =>
    existsSync(join(ROOT, folder, path)),
  )
}

const wrong = new Set(unresolved(`${PLANTED}/wrong.ts`).map(({ place }) => place))
const right = unresolved(`${PLANTED}/right.ts`)
if (wrong.size !== PLANTED_LINES) problems.push(`${wrong.size} wrong citations were found in ${PLANTED}/wrong.ts`)
if (right.length > 0)
  problems.push(`${PLANTED}/right.ts was misjudged: ${right.map(({ citation }) => citation).join(', ')}`)
if (known.size < FEWEST) problems.push(`only ${known.size} requirements were read`)
for (const file of filesIn('', READ)) {
  for (const { place, citation } of unresolved(file)) problems.push(`${place}: ${citation} is not in the repository`)
}

for (const problem of problems) console.log(problem)
if (problems.length > 0) {
  console.log(`Requirements are lines of ${REQUIREMENTS}; say in a sentence what any other document would.`)
  process.exitCode = 1
}
