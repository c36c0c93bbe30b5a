import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CACHE } from './paths.mjs'

const LOCK = join(CACHE, 'prepare.lock')
const HEARTBEAT_MS = 2_000
const STALE_MS = 15_000

/** Two at once (a start during a test, two terminals) take turns; the second then finds everything done. */
export async function withLock(work) {
  mkdirSync(CACHE, { recursive: true })
  await acquire()
  const heartbeat = setInterval(() => utimesSync(LOCK, new Date(), new Date()), HEARTBEAT_MS)
  // Ctrl-C also ends the processes that we started, which are in our group; only the lock would stay.
  const leave = () => process.exit(130)
  process.once('SIGINT', leave).once('SIGTERM', leave)
  const release = () => rmSync(LOCK, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    process.off('exit', release).off('SIGINT', leave).off('SIGTERM', leave)
    release()
  }
}

async function acquire() {
  let told = false
  while (!create()) {
    if (removeStale()) continue
    if (!told) console.error('Another start or test is preparing this checkout; waiting for it.')
    told = true
    await sleep(200)
  }
}

function create() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

/** Removes the lock of a dead holder. Moves it aside first, and back if it turns out to be a new one. */
function removeStale() {
  const holder = read(LOCK)
  if (!holder || !(isDead(holder.pid) || Date.now() - holder.touchedAt > STALE_MS)) return !holder
  const aside = `${LOCK}.${process.pid}`
  try {
    renameSync(LOCK, aside)
    if (read(aside)?.pid !== holder.pid) linkSync(aside, LOCK)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
  rmSync(aside, { force: true })
  return true
}

function read(path) {
  try {
    return { pid: readFileSync(path, 'utf8'), touchedAt: statSync(path).mtimeMs }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return undefined
  }
}

function isDead(pid) {
  try {
    // Created and not yet written: its writer is alive.
    return pid !== '' && !process.kill(Number(pid), 0)
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
