import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** As large a pool as the server gives itself, so that nobody signs with fewer threads than another. */
export const POOL = String(availableParallelism() + 2)

/** The caller's settings of a Gatehouse must not reach the one that is measured. */
function cleanEnvironment() {
  const isOurs = (name) => /^(GATEHOUSE_|DATABASE_|PORT$|NODE_OPTIONS$|UV_THREADPOOL_SIZE$)/.test(name)
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)))
}

/** A child under this Node whose output is kept, to be shown should it end too early. */
export function startNode(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => (output = (output + chunk).slice(-20_000)))
  }
  return {
    pid: child.pid,
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
    ended: () => once(child, 'exit'),
  }
}

/** Runs a child to its end and returns what it wrote. */
export async function runNode(args, env = {}) {
  const child = startNode(args, env)
  const [code] = await child.ended()
  if (code !== 0) throw new Error(`${args.join(' ')} failed:\n${child.output()}`)
  return child.output()
}

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** Every process below `pid`; empty where there is no /proc. */
export function descendantsOf(pid) {
  let entries
  try {
    entries = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
  const parents = new Map(entries.map((name) => [Number(name), parentOf(name)]))
  const below = (parent) => [...parents].filter(([, of]) => of === parent).flatMap(([own]) => [own, ...below(own)])
  return below(pid)
}

/** Those of a server that run our program, the first of them `pid` itself, and those of its database. */
export function processesOf(pid) {
  const below = descendantsOf(pid)
  const isServing = (one) => commandOf(one).includes('serving-process')
  return { server: [pid, ...below.filter(isServing)], database: below.filter((one) => !isServing(one)) }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function parentOf(pid) {
  try {
    // The name in parentheses may contain blanks; the state and the parent follow the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
