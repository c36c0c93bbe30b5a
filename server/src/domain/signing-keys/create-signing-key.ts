import { createHash, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { insertSigningKey } from './queries.ts'

const generate = promisify(generateKeyPair)

type Dependencies = Pick<Context, 'db' | 'clock' | 'sealer'> & {
  readonly environment: Pick<Context['environment'], 'id'>
}

/** Makes a key pair; it signs from now on. */
export async function createSigningKey({ db, clock, sealer, environment }: Dependencies): Promise<void> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 })
  const now = clock()
  const id = newId()
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await insertSigningKey(db, environment.id, {
    id,
    kid: fingerprint(privateKey),
    publicJwk: createPublicKey(privateKey).export({ format: 'jwk' }),
    privateKeySealed: sealer.seal(`signing_keys.private_key:${id}`, pem),
    now,
  })
}

// A colon-separated fingerprint, as clients of this wire format know it. Its characters never yield `-` or `_` in the
// base64url of a token's header, which one official verifier decodes with a plain `atob` (compat section 1.3).
function fingerprint(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const hex = createHash('sha256').update(spki).digest('hex').slice(0, 32)
  return (hex.match(/../g) ?? []).join(':')
}
