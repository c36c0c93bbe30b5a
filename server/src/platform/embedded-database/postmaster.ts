import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartupProblem } from '#platform/errors'
import type { Placement } from './placement.ts'
import { invocation } from './command-as-user.ts'

/** A running PostgreSQL that accepts connections. */
export interface Postmaster {
  readonly pid: number
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>
  signal(signal: NodeJS.Signals): void
}

export interface PostmasterOptions {
  readonly placement: Placement
  readonly clusterDirectory: string
  readonly settings: Readonly<Record<string, string>>
  readonly log: (message: string) => void
}

/** A fast shutdown waits for a checkpoint; on a slow disk that takes a while. */
const SHUTDOWN_PATIENCE_MS = 60_000

/** Starts PostgreSQL in a session of its own, so that Ctrl-C reaches the server only, and waits until it answers. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { placement, clusterDirectory, settings, log } = options
  const switches = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const args = ['-D', clusterDirectory, ...switches]
  const { runAs, binaries } = placement
  const command = invocation(runAs, binaries, { file: binaries.postgres, args })
  const child = spawn(command.file, command.args, {
    ...command.options,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })

  const lines: string[] = []
  const ended = endOf(child)
  // A server that ends without a word to us (an uncaught exception) takes its database with it.
  const endWithServer = () => void child.kill('SIGINT')
  process.once('exit', endWithServer)
  void ended.then(() => process.off('exit', endWithServer))
  void collectLines(child, (line) => {
    lines.push(line)
    if (lines.length > 50) lines.shift()
    log(line)
  })
  await readyOrEnded(child, clusterDirectory, ended)
  if (child.pid === undefined || !isRunning(child))
    throw new StartupProblem(`PostgreSQL did not start: ${reasonOf(lines)}.`)
  return { pid: child.pid, ended, signal: (signal) => void child.kill(signal) }
}

/** Ends PostgreSQL: connections are closed, a checkpoint is written. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    postmaster.signal(signal)
    const patience = new AbortController()
    const timeout = sleep(SHUTDOWN_PATIENCE_MS, 'late', { signal: patience.signal }).catch(() => 'ended')
    const outcome = await Promise.race([postmaster.ended, timeout])
    patience.abort()
    if (outcome !== 'late') return
  }
}

/** The postmaster writes its state into line 8 of its lock file; reading that needs no connection and no password. */
async function readyOrEnded(child: ChildProcess, clusterDirectory: string, ended: Promise<void>): Promise<void> {
  let running = true
  void ended.then(() => (running = false))
  while (running && !isReady(child.pid, clusterDirectory)) await sleep(4)
}

function isReady(pid: number | undefined, clusterDirectory: string): boolean {
  const file = join(clusterDirectory, 'postmaster.pid')
  if (pid === undefined || !existsSync(file)) return false
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
}

async function collectLines(child: ChildProcess, take: (line: string) => void): Promise<void> {
  if (!child.stderr) return
  for await (const line of createInterface({ input: child.stderr })) take(line)
}

function reasonOf(lines: readonly string[]): string {
  const telling = lines.find((line) => /(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? 'it ended without a word'
  return telling.replace(/^.*?(FATAL|PANIC|error):\s*/, '').replace(/\.$/, '')
}
