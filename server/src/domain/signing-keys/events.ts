import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { signingKeyIdOf, type SigningKey } from './signing-key.ts'

export interface SigningKeyEvent {
  readonly type: 'signing_key.rotated' | 'signing_key.revoked'
  readonly key: Pick<SigningKey, 'id' | 'kid' | 'activatesAt'>
  readonly occurredAt: Date
  readonly author: Author
}

/** In the transaction of the change. */
export async function recordSigningKeyEvent(db: Db, { type, key, occurredAt, author }: SigningKeyEvent): Promise<void> {
  const id = signingKeyIdOf(key.id)
  const payload = { id, kid: key.kid, activates_on: key.activatesAt.toISOString() }
  await recordEvent(db, { type, occurredAt, ...author, subject: id, payload })
}
