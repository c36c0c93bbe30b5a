import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { atEnd } from './at-end.ts'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export interface RunningProcess {
  readonly pid: number
  /** All lines written so far. */
  readonly lines: readonly string[]
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** The first line that matches, now or later; fails when the process ends without it. */
  line(pattern: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): void
  /** Sends the signal to the whole process group, as Ctrl-C in a terminal does. */
  killGroup(signal: NodeJS.Signals): void
}

interface ProcessOptions {
  readonly file?: string
  readonly env?: Readonly<Record<string, string>>
}

const PATIENCE = { timeout: 25_000, interval: 20 }

/** Starts a program in a process group of its own, with an environment of its own. */
export function startProcess(args: readonly string[], { file = process.execPath, env }: ProcessOptions = {}) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(file, args, { cwd: ROOT, env: { PATH, HOME, ...env }, detached: true, stdio: 'pipe' })
  const running = observe(child)
  atEnd(async () => {
    if (isRunning(running.pid)) running.killGroup('SIGKILL')
    await running.ended
  })
  return running
}

function observe(child: ChildProcess): RunningProcess {
  const lines: string[] = []
  const pid = child.pid ?? 0
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  }
  let hasEnded = false
  const ended = new Promise<Awaited<RunningProcess['ended']>>((resolve) => {
    child.once('close', (code, signal) => {
      hasEnded = true
      resolve({ code, signal })
    })
  })
  const line = async (pattern: RegExp) => {
    const seen = () => lines.find((text) => pattern.test(text))
    const found = await vi.waitUntil(() => seen() ?? (hasEnded && 'ended'), PATIENCE)
    if (found === 'ended' && seen() === undefined) throw new Error(`no ${String(pattern)} in:\n${lines.join('\n')}`)
    return found
  }
  const kill = (signal: NodeJS.Signals) => void process.kill(pid, signal)
  const killGroup = (signal: NodeJS.Signals) => void process.kill(-pid, signal)
  return { pid, lines, ended, line, kill, killGroup }
}

/** Not a zombie either: in a container, nothing may collect the child of a killed parent. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

/** Waits until a process is gone. */
export async function gone(pid: number): Promise<boolean> {
  return vi.waitUntil(() => !isRunning(pid), PATIENCE)
}
