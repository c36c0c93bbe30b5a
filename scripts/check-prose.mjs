// Counts the comments and test names that open without a noun (docs/writing.md), and proves that it sees them.
// `node scripts/check-prose.mjs --list [path]` prints each of them with its line.
import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ROOT } from './prepare/paths.mjs'
import { isHeadless, sentencesOf } from './prose/headless.mjs'
import { readProse } from './prose/read-prose.mjs'
import { filesIn } from './tree.mjs'

/** Per cent of each kind that may open headless. */
const LIMIT = 2
const WORST_FILES = 10
const FEWEST_COMMENTS = 1000

const PARTS = [
  'server/src',
  'server/test',
  'server/migrations',
  'server/bin',
  'api-client',
  'ui',
  'console',
  'portal',
  'e2e',
  'bench',
  'scripts',
  'examples',
]
const READ = /\.(?:[cm]?[jt]s|[jt]sx|sql)$/
/** A tree of two files: in one everything opens headless, in the other nothing does though some of it looks so. */
const PLANTED = 'server/test/prose'
const PLANTED_OPENINGS = { 'headless.ts': 12, 'plain.ts': 12 }

const KINDS = { comment: 'comments', test: 'test names', later: 'later sentences of doc comments' }

/** Every sentence that counts: the first of a comment or test name, and the later ones of a doc comment. */
function openingsOf(file) {
  return readProse(file, readFileSync(join(ROOT, file), 'utf8')).flatMap(({ kind, line, text }) => {
    const [first = '', ...later] = sentencesOf(text)
    const opening = { file, line, kind: kind === 'test' ? 'test' : 'comment', sentence: first }
    if (kind !== 'doc') return [opening]
    return [opening, ...later.map((sentence) => ({ file, line, kind: 'later', sentence }))]
  })
}

function count(files) {
  const openings = [...files].flatMap(openingsOf)
  const kinds = Object.keys(KINDS).map((kind) => {
    const all = openings.filter((opening) => opening.kind === kind)
    const headless = all.filter(({ sentence }) => isHeadless(sentence))
    return { kind, all: all.length, headless, share: all.length === 0 ? 0 : (100 * headless.length) / all.length }
  })
  return { kinds, headless: kinds.flatMap(({ headless }) => headless) }
}

const isOver = ({ kinds }) => kinds.some(({ share }) => share > LIMIT)

function list(path) {
  const files = path ? filesIn(relative(ROOT, path).split(sep).join('/'), READ) : everyFile()
  const { headless } = count(files)
  for (const { file, line, sentence } of headless.sort(byPlace)) console.log(`${file}:${line}  ${sentence}`)
}

function byPlace(one, other) {
  return one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1
}

function everyFile() {
  return PARTS.flatMap((part) => [...filesIn(part, READ)])
}

function worstFiles(headless) {
  const files = Object.entries(Object.groupBy(headless, ({ file }) => file))
  return files.sort((one, other) => other[1].length - one[1].length).slice(0, WORST_FILES)
}

/** Returns what the count gets wrong about the planted files: with it, a clean result would mean nothing. */
function blindness() {
  const problems = []
  for (const [name, expected] of Object.entries(PLANTED_OPENINGS)) {
    const openings = openingsOf(`${PLANTED}/${name}`)
    if (openings.length !== expected) problems.push(`${PLANTED}/${name}: ${openings.length} openings, not ${expected}`)
    const misjudged = openings.filter(({ sentence }) => isHeadless(sentence) !== (name === 'headless.ts'))
    for (const { file, line, sentence } of misjudged) problems.push(`${file}:${line} was misjudged: ${sentence}`)
  }
  const tips = isOver(count(Object.keys(PLANTED_OPENINGS).map((name) => `${PLANTED}/${name}`)))
  return tips ? problems : [...problems, `the files planted in ${PLANTED} do not go over the limit`]
}

function check() {
  const problems = blindness()
  const counted = count(everyFile())
  for (const { kind, all, headless, share } of counted.kinds) {
    console.log(`${KINDS[kind]}: ${headless.length} of ${all} open headless (${share.toFixed(1)} %)`)
  }
  if (counted.kinds[0].all < FEWEST_COMMENTS) problems.push(`only ${counted.kinds[0].all} comments were read`)
  if (isOver(counted)) {
    problems.push(`more than ${LIMIT} % open headless; docs/writing.md shows how to write them. The worst files:`)
    for (const [file, found] of worstFiles(counted.headless)) problems.push(`  ${file}: ${found.length}`)
    problems.push('`node scripts/check-prose.mjs --list [path]` prints them.')
  }
  for (const problem of problems) console.log(problem)
  if (problems.length > 0) process.exitCode = 1
}

const [mode, path] = process.argv.slice(2)
if (mode === '--list') list(path)
else check()
