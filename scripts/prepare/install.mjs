import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { npm } from './run.mjs'

const LOCK_FILE = join(ROOT, 'package-lock.json')
const STAMP = join(ROOT, 'node_modules', '.gatehouse-installed')
/** npm writes this file last, so it also shows that an install was completed. */
const NPM_STAMP = join(ROOT, 'node_modules', '.package-lock.json')

/** Installs exactly what the lock file says, where that has not been done yet. */
export async function ensureInstalled() {
  const wanted = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted && existsSync(NPM_STAMP)) return
  if (!isInstalledByHand()) {
    console.error('Installing packages …')
    // No package needs its install script: the supervisor makes the links that PostgreSQL's script would make.
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { failure: explain })
  }
  writeFileSync(STAMP, wanted)
}

/** A checkout that moved to another platform (a shared folder) needs other binaries from the same lock file. */
function fingerprint() {
  const digest = createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex')
  return `${digest} ${process.platform} ${process.arch}`
}

/** An npm run after the lock file changed has installed what it asked for. */
function isInstalledByHand() {
  if (!existsSync(NPM_STAMP)) return false
  const elsewhere = existsSync(STAMP) && !readFileSync(STAMP, 'utf8').endsWith(` ${process.platform} ${process.arch}`)
  return !elsewhere && statSync(NPM_STAMP).mtimeMs >= statSync(LOCK_FILE).mtimeMs
}

function explain(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|ERR_SOCKET_TIMEOUT/.test(output)) {
    return 'The packages could not be downloaded: npm does not reach its registry. Check the network or the proxy, and try again.'
  }
  if (/ENOSPC/.test(output)) return 'The packages could not be installed: the disk is full.'
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `The packages could not be installed: this user may not write to ${ROOT}.`
  }
  return 'The packages could not be installed; what npm said is above.'
}
