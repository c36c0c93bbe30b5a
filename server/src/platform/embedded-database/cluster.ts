import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newSecret } from '#platform/crypto'
import { StartupProblem } from '#platform/errors'
import { changeOwner } from './change-owner.ts'
import type { Placement } from './placement.ts'
import { runToEnd } from './command-as-user.ts'

/** The role that owns everything, and the database; only ever interpolated into SQL from here. */
export const OWNER = 'gatehouse'
export const DATABASE = 'gatehouse'

const UNFINISHED = 'postgres.new-'
const PASSWORD_FILE = 'postgres-password'

export interface Cluster {
  readonly directory: string
  readonly password: string
}

/** Finds the cluster, or creates it where there is none. Nothing may run on it meanwhile. */
export function ensureCluster(placement: Placement, dataDirectory: string, log: (message: string) => void): Cluster {
  const directory = join(placement.home, 'postgres')
  removeUnfinished(placement.home)
  if (!existsSync(directory)) {
    log('creating the database')
    return { directory, password: createCluster(placement, dataDirectory, directory) }
  }
  checkMajorVersion(placement, directory)
  const password = readPassword(dataDirectory) ?? setPassword(placement, directory, `alter role ${OWNER} password`)
  writePassword(dataDirectory, password)
  return { directory, password }
}

/**
 * Builds the cluster under a name of its own and renames it when it is complete and on disk: a kill in the middle leaves
 * rubbish that the next start removes, never half a cluster.
 *
 * @returns the password of its owner
 */
function createCluster(placement: Placement, dataDirectory: string, directory: string): string {
  const { runAs, binaries, home } = placement
  // A fresh name each time: an initdb that a killed server left behind may still be writing to its own.
  const unfinished = mkdtempSync(join(home, UNFINISHED))
  changeOwner(unfinished, runAs)

  // Trust holds until pg_hba.conf is replaced below; no server runs on the cluster before.
  const initdb = [`--pgdata=${unfinished}`, `--username=${OWNER}`, '--encoding=UTF8', '--no-locale', '--auth=trust']
  const made = runToEnd(runAs, binaries, { file: binaries.initdb, args: [...initdb, '--no-sync', '--no-instructions'] })
  if (made.status !== 0) throw new StartupProblem(`The database could not be created: ${reasonOf(made)}.`)

  const password = setPassword(
    placement,
    unfinished,
    `create database ${DATABASE} template template0;\n\nalter role ${OWNER} password`,
  )
  // Contents only, so that the file stays the property of whom PostgreSQL runs as.
  writeFileSync(join(unfinished, 'pg_hba.conf'), 'local all all scram-sha-256\n')
  const synced = runToEnd(runAs, binaries, { file: binaries.initdb, args: [`--pgdata=${unfinished}`, '--sync-only'] })
  if (synced.status !== 0) throw new StartupProblem(`The database could not be written to disk: ${reasonOf(synced)}.`)

  // First the password, then the cluster: a cluster without one is mended, a password without a cluster overwritten.
  writePassword(dataDirectory, password)
  renameSync(unfinished, directory)
  return password
}

/**
 * Runs the statements in a single-user backend, the only way in without a password.
 *
 * @param statements SQL whose end takes the new password; statements are separated by `;` and an empty line
 * @returns the password
 */
function setPassword({ runAs, binaries }: Placement, directory: string, statements: string): string {
  const password = newSecret()
  const args = ['--single', '-j', '-F', '-D', directory, 'postgres']
  const input = `${statements} '${password}';\n\n`
  const ran = runToEnd(runAs, binaries, { file: binaries.postgres, args, input })
  // A failing statement does not fail a single-user backend; only its output tells.
  if (ran.status !== 0 || /\b(ERROR|FATAL|PANIC):/.test(ran.stderr)) {
    throw new StartupProblem(`The database could not be set up: ${reasonOf(ran)}.`)
  }
  return password
}

export function readPassword(dataDirectory: string): string | undefined {
  const file = join(dataDirectory, PASSWORD_FILE)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function writePassword(dataDirectory: string, password: string): void {
  if (readPassword(dataDirectory) === password) return
  const file = join(dataDirectory, PASSWORD_FILE)
  rmSync(`${file}.new`, { force: true })
  writeFileSync(`${file}.new`, `${password}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

function checkMajorVersion({ binaries }: Placement, directory: string): void {
  const major = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim()
  if (major === binaries.major) return
  throw new StartupProblem(
    `The data directory holds a PostgreSQL ${major} database and this release runs PostgreSQL ${binaries.major}: start the release that made it, or set GATEHOUSE_DATA_DIR to another folder.`,
  )
}

function removeUnfinished(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith(UNFINISHED))) {
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}

/** The line of a failed program's output that says why. */
function reasonOf(ran: { stderr: string; stdout: string; error?: Error }): string {
  if (ran.error) return ran.error.message
  const lines = ran.stderr.trim().split('\n')
  const telling = lines.find((line) => /(error|FATAL|PANIC|ERROR):/.test(line)) ?? lines.at(-1) ?? ''
  return telling.replace(/^.*?(error|FATAL|PANIC|ERROR):\s*/, '').replace(/\.$/, '')
}
