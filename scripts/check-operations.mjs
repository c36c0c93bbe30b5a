// Holds the grammar of `<verb>-<noun>.ts` (CONTRIBUTING.md): one operation in a file that bears its name.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

/** Words that begin the name of an operation. A file that begins with any other word is named by a noun. */
const VERBS = new Set(
  (
    'add advance allow announce answer append apply approve ask assign authenticate authorize begin bind build call ' +
    'change check choose claim clear close collect commit complete consume continue convert count create cut decide ' +
    'decode delete deliver deny derive describe determine draft draw drop encode end enqueue ensure enter erase ' +
    'exchange explain expire export fetch find finish fold follow forget forward furnish get give grant guess handle ' +
    'hold import infer insert install introspect invite issue join keep leave limit list load lock look make mark ' +
    'match measure merge migrate mint mount move narrow negotiate notify offer open overwrite parse pay pick place ' +
    'plan prepare pretend probe prove prune publish push put queue raise read receive record redeem redirect refuse ' +
    'register reject release remember remove rename renew repeat replace replay request require resend reset resolve ' +
    'restore resume retire return revoke rewrite rotate route run save seal seed select send serve set settle show ' +
    'skip split start stop store sweep switch take tell throw touch trace transfer trim trust try turn undo unlock ' +
    'unwrap update upload use validate verify wait wake warn watch wrap write'
  ).split(' '),
)

/** Reads the declaration up to the first line that ends with a brace, which is where the body begins. */
function isAsynchronous(declaration) {
  const [head = ''] = /^[^]*?\{$/m.exec(declaration) ?? []
  return declaration.startsWith('async ') || /^function [^]*\): Promise</.test(head)
}

function problemsOf(path, text) {
  const name = path.replace(/^.*\//, '').replace(/\.tsx?$/, '')
  const [verb, ...rest] = name.split('-')
  if (rest.length === 0 || !VERBS.has(verb)) return []
  const operation = verb + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  const exported = text.split(/^export (?=const|async function|function)/m).slice(1)
  const names = exported.map((part) => /^(?:const|(?:async )?function\*?) (\w+)/.exec(part)?.[1])
  const others = names.filter((found, at) => found !== operation && isAsynchronous(exported[at]))
  return [
    ...(names.includes(operation) ? [] : [`${path} exports no ${operation}`]),
    ...others.map((one) => `${path} exports the operation ${one}, which belongs into a file of its own`),
  ]
}

const PLANTED = [
  ['change-role.ts', 'export async function createRole() {}'],
  ['create-role.ts', 'export async function createRole() {}\nexport async function deleteRole() {}'],
  ['create-role.ts', 'export async function createRole() {}\nexport function deleteRole(): Promise<void> {\n}'],
]
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'server/src'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !/\.(?:test|generated|d)\.tsx?$/.test(file))

const problems = [
  ...PLANTED.filter((planted) => problemsOf(...planted).length === 0).map(([path]) => `${path}, planted, was not seen`),
  ...files.flatMap((file) => problemsOf(file, readFileSync(join(ROOT, file), 'utf8'))),
]
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`)
  process.exitCode = 1
}
