import { isDeepStrictEqual } from 'node:util'
import type { Context } from '#platform/context'
import { readPublicJwk, type PublicJwk } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'
import { keysRequired } from '../application.ts'
import { changeCredentials, type CredentialTarget } from '../change-credentials.ts'
import { checkAnotherManages } from '../check-another-manages.ts'
import { writeClientKeys } from './queries.ts'

/** A JSON Web Key as it was sent (RFC 7517 section 4). */
export type SentKey = Readonly<Record<string, unknown>>

/**
 * Replaces all keys of an application by `sent`. Each of several keys is accepted, so that a client can roll them over.
 *
 * @throws {InvalidInput} `PRIVATE_KEY_SENT`, `INVALID_PUBLIC_KEY`, `KEY_ID_REPEATED`, `CLIENT_KEYS_REQUIRED`
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 * @throws see `changeCredentials`
 */
export async function replaceClientKeys(
  ctx: Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>,
  target: CredentialTarget,
  sent: readonly SentKey[],
): Promise<readonly PublicJwk[]> {
  const keys = await Promise.all(sent.map(readKey))
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new InvalidInput('KEY_ID_REPEATED', 'Each key needs a kid of its own.')
  }
  return changeCredentials(ctx, target, async ({ db, application, key, now }) => {
    const isNeeded = application.settings.values.clientAuthMethod === 'private_key_jwt'
    if (isNeeded && keys.length === 0) throw keysRequired()
    // A key that has not signed anything yet may be a wrong one. To roll over, send the present key and the new one
    // first.
    const isPresentKept = application.keys.some((one) => keys.some((other) => isDeepStrictEqual(one, other)))
    if (isNeeded && !isPresentKept) await checkAnotherManages(db, application)
    await writeClientKeys(db, key, { keys, now })
    const payload = { kids: keys.map(({ kid }) => kid) }
    return { event: { type: 'application.keys_replaced', payload }, result: keys }
  })
}

async function readKey(sent: SentKey, index: number): Promise<PublicJwk> {
  const read = await readPublicJwk(sent)
  if ('key' in read) return read.key
  const pointer = `/keys/${String(index)}`
  if (read.isSecret !== true) {
    throw new InvalidInput('INVALID_PUBLIC_KEY', `The key at ${pointer} ${read.problem}.`, [
      { pointer, message: read.problem },
    ])
  }
  throw new InvalidInput(
    'PRIVATE_KEY_SENT',
    `The key at ${pointer} ${read.problem}. Send the public key, and take a new pair: this one was shown to a server.`,
  )
}
