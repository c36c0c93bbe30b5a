import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { lockUser } from '#domain/users'
import { recordPasskeyEvent } from './events.ts'
import type { Passkey } from './passkey.ts'
import { deletePasskey } from './queries.ts'
import { noSuchPasskey } from './schema.ts'

/**
 * Removes a passkey. A sign-in with it that has not ended yet does not end any more: both lock the user.
 *
 * @throws {NotFound} `PASSKEY_NOT_FOUND`: also for the passkey of another user
 */
export async function removePasskey(
  ctx: Pick<Context, 'db' | 'clock'>,
  { id, userId, author }: Pick<Passkey, 'id' | 'userId'> & { readonly author: Author },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    await lockUser(db, userId)
    const passkey = await deletePasskey(db, { id, userId })
    if (!passkey) throw noSuchPasskey()
    await recordPasskeyEvent(db, { type: 'passkey.removed', occurredAt: ctx.clock(), author, passkey })
  })
}
