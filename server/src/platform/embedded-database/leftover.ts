import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartupProblem } from '#platform/errors'

/** A clean shutdown writes a checkpoint; after this long the process is told more firmly. */
const PATIENCE_MS = 20_000

/**
 * Makes a cluster free for a start: stops the PostgreSQL that a killed server left running and waits until none of its
 * processes is attached any more. It is stopped and not taken over, because its connections are dead anyway, its output
 * goes nowhere, and its settings may be those of an older release.
 *
 * The caller holds the lock of the data directory, so whatever runs here belongs to no living server.
 */
export async function stopLeftover(clusterDirectory: string, log: (message: string) => void): Promise<void> {
  const lockFile = readLockFile(clusterDirectory)
  if (!lockFile) return

  if (isPostgresOf(lockFile.pid, clusterDirectory)) {
    log(`stopping the database process ${lockFile.pid} of an earlier run`)
    await stopProcess(lockFile, clusterDirectory)
  }
  await waitUntilDetached(lockFile.sharedMemoryId, clusterDirectory)
  // PostgreSQL takes any living process for the owner of the file. After a reboot, and in containers nearly always, the
  // number is somebody else's: here we know better. A dead owner it recognises by itself, with checks of its own.
  if (isAlive(lockFile.pid)) rmSync(join(clusterDirectory, 'postmaster.pid'), { force: true })
}

interface LockFile {
  readonly pid: number
  /** A single-user backend writes its process id negated, and takes SIGTERM where a postmaster takes SIGINT. */
  readonly isPostmaster: boolean
  readonly sharedMemoryId: string | undefined
}

/** postmaster.pid: line 1 is the process id, line 7 key and id of the shared memory segment. */
function readLockFile(clusterDirectory: string): LockFile | undefined {
  const path = join(clusterDirectory, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').split('\n')
  const pid = Number(lines[0])
  const sharedMemoryId = lines[6]?.trim().split(/\s+/)[1]
  return { pid: Math.abs(pid), isPostmaster: pid > 0, sharedMemoryId }
}

async function stopProcess({ pid, isPostmaster }: LockFile, clusterDirectory: string): Promise<void> {
  for (const signal of [isPostmaster ? 'SIGINT' : 'SIGTERM', 'SIGQUIT', 'SIGKILL'] as const) {
    sendSignal(pid, signal)
    if (await isTrueWithin(PATIENCE_MS, () => !isPostgresOf(pid, clusterDirectory))) return
  }
  throw new StartupProblem(`The database process ${pid} of an earlier run does not end: end it and start again.`)
}

/** A process id alone proves nothing: it may have been given to another program since. */
function isPostgresOf(pid: number, clusterDirectory: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  const words = commandLine(pid)
  if (basename(words[0] ?? '') !== 'postgres') return false
  return words.includes(clusterDirectory) || workingDirectory(pid) === clusterDirectory
}

/** Empty for a process that has ended, also where nobody has collected it yet (a container without an init). */
function commandLine(pid: number): string[] {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .split(' ')
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

/** Backends outlive a killed postmaster for a moment; starting beside them would corrupt the cluster. */
async function waitUntilDetached(sharedMemoryId: string | undefined, clusterDirectory: string): Promise<void> {
  if (!sharedMemoryId || (await isTrueWithin(PATIENCE_MS, () => !isAttached(sharedMemoryId)))) return
  throw new StartupProblem(
    `Database processes of an earlier run still use ${clusterDirectory}: end them and start again.`,
  )
}

/** /proc/sysvipc/shm: the second column is the id, the seventh how many processes are attached. */
function isAttached(sharedMemoryId: string): boolean {
  if (!existsSync('/proc/sysvipc/shm')) return false
  return readFileSync('/proc/sysvipc/shm', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some((columns) => columns[1] === sharedMemoryId && Number(columns[6]) > 0)
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function isTrueWithin(milliseconds: number, condition: () => boolean): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  while (!condition()) {
    if (performance.now() > deadline) return false
    await sleep(10)
  }
  return true
}
