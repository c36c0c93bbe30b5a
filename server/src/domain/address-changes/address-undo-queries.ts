import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import type { Db } from '#platform/db'
import { newId } from '#platform/ids'
import type { Identity } from '#domain/identities'

export const UNDO_DAYS = 7
const DAY_SECONDS = 86_400

const Former = z.object({
  kind: z.enum(['email', 'phone', 'username']),
  typed: z.string(),
  normalized: z.string(),
  isPrimary: z.boolean(),
})
/** The identity as it was before the change. */
export type Former = z.infer<typeof Former>

interface UndoableChange {
  readonly userId: string
  /** The identity that was removed or stopped being the main one. */
  readonly former?: Identity | undefined
  /** The identity that the change brought. */
  readonly addedIdentityId?: string | undefined
}

/**
 * Makes a change of addresses one that can be taken back for a week.
 *
 * @returns the secret for the mail to the address that knows best
 */
export async function offerUndo(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { userId, former, addedIdentityId }: UndoableChange,
): Promise<string> {
  const token = newToken()
  const createdAt = clock()
  const kept = former && Former.parse(former)
  await db
    .insertInto('address_undos')
    .values({
      environment_id: db.environmentId,
      id: newId(),
      user_id: userId,
      token_digest: digestOf(token),
      former: kept === undefined ? null : JSON.stringify(kept),
      added_identity_id: addedIdentityId ?? null,
      created_at: createdAt,
      expires_at: addSeconds(createdAt, UNDO_DAYS * DAY_SECONDS),
    })
    .execute()
  return token
}

/** Returns whether this secret can still take a change back. Changes nothing: scanners open links in mails too. */
export async function findUndo({ db, clock }: Pick<Context, 'db' | 'clock'>, token: string): Promise<boolean> {
  const row = await db
    .selectFrom('address_undos')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('token_digest', '=', digestOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', clock())
    .executeTakeFirst()
  return row !== undefined
}

/** Uses up the secret of an undo: one statement, so that it works once. */
export async function consumeUndo(db: Db, { token, now }: { readonly token: string; readonly now: Date }) {
  const row = await db
    .updateTable('address_undos')
    .set({ used_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('token_digest', '=', digestOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['user_id', 'former', 'added_identity_id'])
    .executeTakeFirst()
  if (!row) return undefined
  const former = row.former === null ? undefined : Former.parse(row.former)
  return { userId: row.user_id, former, addedIdentityId: row.added_identity_id ?? undefined }
}
