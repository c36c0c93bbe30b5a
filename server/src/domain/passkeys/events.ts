import type { Db } from '#platform/db'
import { subjectOf } from '#platform/ids'
import { recordEvent, type Author } from '#platform/outbox'
import type { Passkey } from './passkey.ts'
import { nameOfPasskey, passkeyIdOf } from './schema.ts'

interface PasskeyChange {
  readonly type: 'passkey.added' | 'passkey.removed' | 'passkey.renamed'
  readonly occurredAt: Date
  readonly author: Author
  readonly passkey: Passkey
}

/** Records an event of a passkey, in the transaction of the change. */
export async function recordPasskeyEvent(db: Db, { type, occurredAt, author, passkey }: PasskeyChange): Promise<void> {
  const subject = subjectOf(passkey.userId)
  await recordEvent(db, {
    type,
    occurredAt,
    ...author,
    subject,
    payload: {
      user: { id: subject },
      passkey: { id: passkeyIdOf(passkey), name: nameOfPasskey(passkey), host: passkey.rpId },
    },
  })
}
