import { createSecretKey, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartupProblem } from '#platform/errors'
import { deriveKey, openUnder, sealUnder } from './sealing.ts'

/** Wraps the data keys of environments. Lies outside the database, so that a copy of the database reveals no secret. */
export interface MasterKey {
  wrap(dataKey: Uint8Array, environmentId: string): Buffer
  unwrap(wrapped: Uint8Array, environmentId: string): Buffer
  /** A secret of full entropy that every process of this installation derives alike, kept nowhere. */
  secretFor(purpose: string): string
}

/**
 * The master key from the setting, else from `file`, which is created (mode 0600) when it is missing and allowed to be.
 *
 * @throws {StartupProblem} when the key is not 32 bytes in base64 or hexadecimal, or is missing and may not be created.
 */
export function openMasterKey(setting: string | undefined, file: string | undefined): MasterKey {
  const text = setting ?? (file === undefined ? undefined : readOrCreate(file))
  if (text === undefined) {
    throw new StartupProblem('GATEHOUSE_MASTER_KEY must be set when DATABASE_URL is: 32 random bytes in base64.')
  }
  return masterKeyFrom(decode(text))
}

function readOrCreate(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const created = randomBytes(32).toString('base64')
  // `wx`: a second server that starts at the same moment must not replace the key the first one just used.
  writeFileSync(file, `${created}\n`, { mode: 0o600, flag: 'wx' })
  return created
}

function decode(text: string): Buffer {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (bytes.length !== 32) {
    throw new StartupProblem('GATEHOUSE_MASTER_KEY is not 32 bytes in base64 or hexadecimal.')
  }
  return bytes
}

function masterKeyFrom(key: Buffer): MasterKey {
  const sealingKey = createSecretKey(key)
  const purpose = (environmentId: string) => `data_keys.wrapped:${environmentId}`
  return {
    wrap: (dataKey, environmentId) =>
      sealUnder(sealingKey, purpose(environmentId), Buffer.from(dataKey).toString('base64')),
    unwrap: (wrapped, environmentId) => Buffer.from(openUnder(sealingKey, purpose(environmentId), wrapped), 'base64'),
    secretFor: (name) => deriveKey(key, `secret:${name}`).export().toString('base64url'),
  }
}
