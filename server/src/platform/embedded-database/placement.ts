import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartupProblem } from '#platform/errors'
import { copyBinaries, type Binaries } from './binaries.ts'
import { changeOwner } from './change-owner.ts'
import { canEnter, canExecute, unprivilegedUsers, type RunAs } from './command-as-user.ts'

/** The place of the cluster, and the user that PostgreSQL runs as. */
export interface Placement {
  /**
   * The folder with the cluster and its socket: the data directory, or a folder that an unprivileged user can reach.
   */
  readonly home: string
  readonly runAs: RunAs
  readonly binaries: Binaries
}

/** The place for a root user who may not make user namespaces, with data under a directory that only root may enter. */
const REACHABLE_BY_ALL = '/var/lib/gatehouse'

/**
 * Decides once, at the first start, and finds the same placement again later: PostgreSQL runs as the owner of an
 * existing cluster. Only root has a choice to make.
 */
export function placeCluster(dataDirectory: string, found: Binaries, log: (message: string) => void): Placement {
  const owner = ownerOf(join(homeOf(dataDirectory), 'postgres'))
  if (process.getuid?.() !== 0) return { ...ownPlacement(dataDirectory, owner), binaries: found }

  const placement =
    owner === undefined || owner.uid === 0
      ? placementForRoot(dataDirectory, found, owner !== undefined)
      : reach({ home: homeOf(dataDirectory), runAs: { kind: 'user', ...owner }, binaries: found })
  if (!placement) throw new StartupProblem(noPlacement(dataDirectory))
  if (owner === undefined && placement.runAs.kind === 'user') {
    log(`PostgreSQL does not run as root: it runs as user ${placement.runAs.uid}, with its data in ${placement.home}`)
  }
  return placement
}

function ownPlacement(dataDirectory: string, owner: { uid: number } | undefined): Pick<Placement, 'home' | 'runAs'> {
  if (owner && owner.uid !== process.getuid?.()) {
    throw new StartupProblem(
      `The database in ${dataDirectory} belongs to user ${owner.uid}: start as that user, or set GATEHOUSE_DATA_DIR to another folder.`,
    )
  }
  return { home: dataDirectory, runAs: { kind: 'self' } }
}

/** Tries in order: root's own shadow; the owner of the folder around; a service user here; a service user elsewhere. */
function placementForRoot(dataDirectory: string, binaries: Binaries, exists: boolean): Placement | undefined {
  const users = unprivilegedUsers()
  const around = ownerOf(dirname(dataDirectory))
  const shadow = users.slice(0, 1).map((user): RunAs => ({ kind: 'namespace', ...user }))
  const others = [...(around && around.uid !== 0 ? [around] : []), ...users]
  const candidates = [...shadow, ...others.map((user): RunAs => ({ kind: 'user', ...user }))]

  for (const runAs of candidates) {
    const placement = reach({ home: dataDirectory, runAs, binaries })
    if (!placement) continue
    // Root made the cluster in a namespace, and namespaces have been forbidden since.
    if (exists && runAs.kind === 'user') changeOwner(join(dataDirectory, 'postgres'), runAs)
    return placement
  }
  if (exists || process.platform !== 'linux') return undefined
  return placementElsewhere(dataDirectory, binaries, candidates)
}

function placementElsewhere(
  dataDirectory: string,
  binaries: Binaries,
  candidates: readonly RunAs[],
): Placement | undefined {
  mkdirSync(REACHABLE_BY_ALL, { recursive: true })
  // The mode does not depend on the umask: every user may pass through, and each cluster in it is closed by itself.
  chmodSync(REACHABLE_BY_ALL, 0o755)
  const home = mkdtempSync(join(REACHABLE_BY_ALL, 'postgres-'))
  for (const runAs of candidates) {
    const placement = runAs.kind === 'user' ? reach({ home, runAs, binaries }) : undefined
    if (!placement) continue
    writeFileSync(join(dataDirectory, 'postgres-location'), `${home}\n`, { mode: 0o600, flush: true })
    return placement
  }
  rmSync(home, { recursive: true, force: true })
  return undefined
}

/**
 * Returns the placement if PostgreSQL can live there, with binaries of its own if it cannot execute the installed ones.
 */
function reach({ home, runAs, binaries }: Placement): Placement | undefined {
  const mode = statSync(home).mode & 0o7777
  // Other users may pass through and no more: each file in it is closed to them by itself.
  if (runAs.kind === 'user') chmodSync(home, mode | 0o011)
  if (!canEnter(runAs, binaries, home)) {
    chmodSync(home, mode)
    return undefined
  }
  if (canExecute(runAs, binaries)) return { home, runAs, binaries }
  const copied = copyBinaries(binaries, home)
  return canExecute(runAs, copied) ? { home, runAs, binaries: copied } : undefined
}

export function homeOf(dataDirectory: string): string {
  const record = join(dataDirectory, 'postgres-location')
  return existsSync(record) ? readFileSync(record, 'utf8').trim() : dataDirectory
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && { uid: stat.uid, gid: stat.gid }
}

function noPlacement(dataDirectory: string): string {
  return `PostgreSQL does not run as root, and no other user of this machine can run it on ${dataDirectory}: start Gatehouse as an ordinary user, or set DATABASE_URL to a PostgreSQL 16 or newer of your own.`
}
