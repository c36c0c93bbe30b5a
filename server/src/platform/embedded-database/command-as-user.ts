import { readFileSync } from 'node:fs'
import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import type { Binaries } from './binaries.ts'

/**
 * The user that PostgreSQL runs as, for it refuses root. `namespace`: in a user namespace that maps root to another
 * user, so that it owns root's files and has none of root's powers. `user`: as that user of the machine.
 */
export type RunAs =
  | { readonly kind: 'self' }
  | { readonly kind: 'namespace'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'user'; readonly uid: number; readonly gid: number }

export interface Command {
  readonly file: string
  readonly args: readonly string[]
}

export interface Invocation {
  readonly file: string
  readonly args: readonly string[]
  readonly options: { cwd: string; env: Record<string, string>; uid?: number; gid?: number }
}

/**
 * Returns the command that starts a program as `runAs`; `unshare` replaces itself, so the process id is the program's.
 */
export function invocation(runAs: RunAs, binaries: Binaries, { file, args }: Command): Invocation {
  // The environment of this process is left out: PGPORT or PGDATA would change the program, and the master key must not
  // leave this process.
  const env = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(binaries.libraryPath && { LD_LIBRARY_PATH: binaries.libraryPath }),
  }
  const options = { cwd: '/', env }
  if (runAs.kind === 'self') return { file, args, options }
  if (runAs.kind === 'user') return { file, args, options: { ...options, uid: runAs.uid, gid: runAs.gid } }
  const mapping = ['--user', `--map-user=${runAs.uid}`, `--map-group=${runAs.gid}`]
  return { file: 'unshare', args: [...mapping, file, ...args], options }
}

/** Runs a program to its end as `runAs`. */
export function runToEnd(
  runAs: RunAs,
  binaries: Binaries,
  command: Command & { readonly input?: string },
): SpawnSyncReturns<string> {
  const { file, args, options } = invocation(runAs, binaries, command)
  return spawnSync(file, args, { ...options, encoding: 'utf8', input: command.input ?? '' })
}

/**
 * Returns whether PostgreSQL could enter `directory` as this user. The kernel decides, which alone knows ACLs and
 * mounts.
 */
export function canEnter(runAs: RunAs, binaries: Binaries, directory: string): boolean {
  return runToEnd(runAs, binaries, { file: '/bin/sh', args: ['-c', 'test -x "$1"', 'sh', directory] }).status === 0
}

/** Returns whether PostgreSQL could execute its programs as this user: the checkout may be in a folder of root. */
export function canExecute(runAs: RunAs, binaries: Binaries): boolean {
  return runToEnd(runAs, binaries, { file: binaries.postgres, args: ['-V'] }).status === 0
}

/** Returns the unprivileged users of this machine, best first. Only named ones: initdb looks its own user up. */
export function unprivilegedUsers(): { uid: number; gid: number }[] {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0)
  return ['postgres', 'nobody', 'daemon'].flatMap((name) =>
    users.filter((user) => user.name === name).map(({ uid, gid }) => ({ uid, gid })),
  )
}
