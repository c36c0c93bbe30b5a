/**
 * `npm run bench`: what this server does on this machine, beside `oidc-provider` and beside what the machine can do at
 * most, in one table and one run. docs/operations/processes.md explains the flags of V8 that it is started with.
 *
 * Starts the built server as a bare `npm start` does, on an embedded database of its own in a temporary folder, and looks
 * at it at rest; then with as many processes as there are cores, and one peer in memory, which cannot be several. Drives
 * both with one load generator; checks every answer. Figures of two runs are not comparable, the ratios within one are.
 * Nothing here is a test: a target that is missed is printed, and the exit code stays 0. A wrong answer is an error.
 *
 *     npm run bench                                       all, minutes; writes bench/results/<date>.md
 *     npm run bench -- --quick                            one short run of each; writes nothing
 *     npm run bench -- --quick --only=refresh,keySet      some of them
 *     npm run bench -- --only=refresh --profile=<folder>  with a CPU profile of the server
 *     npm run bench -- --processes=1                      with as many processes as this while it is driven
 *     npm run bench -- --million                          the Management API over 1,000,000 users, which takes minutes to
 *                                                         make, beside the same over 1,000; --users=<number> for fewer,
 *                                                         which writes nothing; one process unless told
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CASES } from './cases/cases.mjs'
import { firstVisit } from './cases/first-visit.mjs'
import { gatehouseCases } from './cases/gatehouse.mjs'
import { peerCases } from './cases/peer.mjs'
import { measureLimit } from './limits.mjs'
import { describeMachine, describeSource } from './machine.mjs'
import { memoryOf } from './memory.mjs'
import { renderMillion } from './million/report.mjs'
import { runMillion } from './million/run.mjs'
import { readOptions } from './options.mjs'
import { freePort, processesOf, ROOT, runNode } from './processes.mjs'
import { render } from './report.mjs'
import { median, runCase } from './run-case.mjs'
import { startGatehouse } from './subjects/gatehouse.mjs'
import { startPeer } from './subjects/peer.mjs'

const options = readOptions(process.argv.slice(2))
const dataDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
const stopping = []

// Ctrl-C reaches the children as well, being in our group; what is left is the folder.
process.once('SIGINT', () => {
  rmSync(dataDirectory, { recursive: true, force: true })
  process.exit(130)
})

try {
  say('building')
  await runNode([join(ROOT, 'scripts', 'prepare.mjs'), 'start'])
  await (options.isMillion ? benchMillion() : bench())
} finally {
  for (const stop of stopping.reverse()) await stop()
  rmSync(dataDirectory, { recursive: true, force: true })
}

async function bench() {
  const resting = await rest()
  const gatehouse = await startBusy(resting.port)
  const cases = await gatehouseCases(gatehouse)
  const atRest = { ...resting, visit: await firstVisit(gatehouse, cases.signInPath) }
  const peer = await startPeer()
  stopping.push(peer.stop)
  const subjects = {
    gatehouse: { port: gatehouse.port, pid: gatehouse.pid, cases },
    peer: { port: peer.port, pid: peer.pid, cases: await peerCases(peer) },
    options,
  }
  const limits = {
    rsa: await measureLimit({ limit: 'rsa' }, options.limitSeconds),
    argon2id: await measureLimit({ limit: 'argon2id' }, options.limitSeconds),
    peerVersion: versionOf('oidc-provider'),
  }
  const results = []
  for (const one of CASES.filter(({ key }) => options.only.length === 0 || options.only.includes(key))) {
    say(one.name)
    results.push(await runCase(one, subjects))
  }
  const date = new Date().toISOString().slice(0, 10)
  const source = describeSource()
  const text = render({ atRest, results, limits, machine: describeMachine(), source, date, options })
  console.log(`\n${text}`)
  if (!options.isQuick && options.only.length === 0) keep(date, text)
}

async function benchMillion() {
  const measured = await runMillion({ options, dataDirectory, stopping, say })
  const date = new Date().toISOString().slice(0, 10)
  const text = renderMillion({ ...measured, machine: describeMachine(), source: describeSource(), date, options })
  console.log(`\n${text}`)
  const isWhole = !options.isQuick && options.only.length === 0 && options.users === 1_000_000
  if (isWhole) keep(`${date}-million`, text)
}

/** With as many processes as it is to be driven with. */
async function startBusy(port) {
  const { profileDirectory, processes } = options
  const gatehouse = await startGatehouse({ port, dataDirectory, profileDirectory, processes })
  stopping.push(gatehouse.stop)
  return gatehouse
}

/** Starts on nothing, then on what is there, and looks at the last one while it does nothing. */
async function rest() {
  say('starting')
  // The same port each time: the address of a server is part of what it keeps.
  const port = await freePort()
  const first = await startGatehouse({ port, dataDirectory })
  stopping.push(first.stop)
  const later = []
  let gatehouse = first
  for (let start = 0; start < options.starts; start += 1) {
    await gatehouse.stop()
    gatehouse = await startGatehouse({ port, dataDirectory })
    stopping.push(gatehouse.stop)
    later.push(gatehouse.readyAfterMs)
  }
  await sleep(options.restSeconds * 1000)
  const { server, database } = processesOf(gatehouse.pid)
  const memory = { server: memoryOf(server), database: memoryOf(database) }
  await gatehouse.stop()
  return {
    port,
    firstStartMs: first.readyAfterMs,
    laterStartMs: median(later),
    ...memory,
  }
}

function keep(name, text) {
  const folder = join(ROOT, 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.md`), text)
}

function versionOf(name) {
  const file = createRequire(import.meta.url).resolve(name)
  return JSON.parse(readFileSync(join(dirname(file), '..', 'package.json'), 'utf8')).version
}

function say(text) {
  process.stderr.write(`${text} …\n`)
}
