import type { Context } from '#platform/context'
import { isUniqueViolation } from '#platform/db'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { recordPasskeyEvent } from './events.ts'
import type { NewPasskey } from './passkey.ts'
import { insertPasskey } from './queries.ts'

/**
 * Stores a passkey that was verified, in the caller's transaction, which has locked the user.
 *
 * @throws {Conflict} `PASSKEY_TAKEN`: the credential was registered meanwhile, by this account or another (ATO-28)
 */
export async function keepPasskey(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { userId, passkey, author }: { readonly userId: string; readonly passkey: NewPasskey; readonly author: Author },
): Promise<{ readonly id: string }> {
  const id = newId()
  const now = clock()
  const stored = await insertPasskey(db, { ...passkey, id, userId, now }).catch((error: unknown) => {
    if (!isUniqueViolation(error, 'passkeys_credential_unique')) throw error
    throw new Conflict('PASSKEY_TAKEN', 'The passkey belongs to an account already.')
  })
  await recordPasskeyEvent(db, { type: 'passkey.added', occurredAt: now, author, passkey: stored })
  return { id }
}
