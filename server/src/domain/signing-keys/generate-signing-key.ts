import { createPublicKey, generateKeyPair, hash, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Sealer } from '#platform/crypto'
import { newId } from '#platform/ids'
import type { NewSigningKey } from './queries.ts'

const generate = promisify(generateKeyPair)

/** A key pair, its private half sealed. Takes a tenth of a second or more: never while others wait for a lock. */
export async function generateSigningKey(sealer: Sealer): Promise<NewSigningKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 })
  const id = newId()
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    id,
    kid: fingerprint(privateKey),
    publicJwk: createPublicKey(privateKey).export({ format: 'jwk' }),
    privateKeySealed: sealer.seal(`signing_keys.private_key:${id}`, pem),
  }
}

// A colon-separated fingerprint, as clients of this wire format know it. Its characters never yield `-` or `_` in the
// base64url of a token's header, which one official verifier decodes with a plain `atob`.
function fingerprint(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const hex = hash('sha256', spki, 'hex').slice(0, 32)
  return (hex.match(/../g) ?? []).join(':')
}
