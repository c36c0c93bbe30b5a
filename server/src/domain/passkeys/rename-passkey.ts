import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { recordPasskeyEvent } from './events.ts'
import type { Passkey } from './passkey.ts'
import { writePasskeyName } from './queries.ts'
import { noSuchPasskey } from './schema.ts'

interface Renaming extends Pick<Passkey, 'id' | 'userId'> {
  /** `null` returns to the name of the authenticator. */
  readonly name: string | null
  readonly author: Author
}

/** @throws {NotFound} `PASSKEY_NOT_FOUND`: also for the passkey of another user */
export async function renamePasskey(
  ctx: Pick<Context, 'db' | 'clock'>,
  { id, userId, name, author }: Renaming,
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const passkey = await writePasskeyName(db, { id, userId, name })
    if (!passkey) throw noSuchPasskey()
    await recordPasskeyEvent(db, { type: 'passkey.renamed', occurredAt: ctx.clock(), author, passkey })
  })
}
