import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Placement } from './placement.ts'

/** Part of the socket's file name; nothing listens on TCP. */
export const PORT = 5432

/** The kernel takes 107 bytes; some room is left for the name of the lock beside it and for clients that add to it. */
const LONGEST_PATH_BYTES = 100

/** A fresh, private, empty directory for the socket: in the home of the cluster, or under the temp folder. */
export function prepareSocketDirectory({ home, runAs }: Placement, dataDirectory: string): string {
  removeSocketDirectory(dataDirectory)
  const beside = join(home, 'socket')
  rmSync(beside, { recursive: true, force: true })
  const directory = isShortEnough(beside) ? beside : temporaryDirectory(dataDirectory)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (runAs.kind === 'user') chownSync(directory, runAs.uid, runAs.gid)
  return directory
}

/** Returns where the socket of a running database is. */
export function findSocketDirectory(home: string, dataDirectory: string): string {
  const record = recordOf(dataDirectory)
  return existsSync(record) ? readFileSync(record, 'utf8').trim() : join(home, 'socket')
}

/** Removes a directory under the temp folder, of this run or of a killed one. */
export function removeSocketDirectory(dataDirectory: string): void {
  const record = recordOf(dataDirectory)
  if (!existsSync(record)) return
  const directory = readFileSync(record, 'utf8').trim()
  // Somebody else may have made something of that name since the temp folder was swept.
  if (lstatSync(directory, { throwIfNoEntry: false })?.isDirectory() && /gatehouse-[^/]+$/.test(directory)) {
    rmSync(directory, { recursive: true, force: true })
  }
  rmSync(record, { force: true })
}

function temporaryDirectory(dataDirectory: string): string {
  const preferred = join(tmpdir(), 'gatehouse-XXXXXX')
  const parent = isShortEnough(preferred) ? tmpdir() : '/tmp'
  const directory = mkdtempSync(join(parent, 'gatehouse-'))
  writeFileSync(recordOf(dataDirectory), `${directory}\n`, { mode: 0o600, flush: true })
  return directory
}

function recordOf(dataDirectory: string): string {
  return join(dataDirectory, 'socket-directory')
}

function isShortEnough(directory: string): boolean {
  return Buffer.byteLength(join(directory, `.s.PGSQL.${PORT}`)) <= LONGEST_PATH_BYTES
}
