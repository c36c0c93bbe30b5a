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
  createdAt: z.coerce.date(),
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

/** Finds a change that this secret can still take back. Changes nothing: scanners open links in mails too. */
export async function findUndo({ db, clock }: Pick<Context, 'db' | 'clock'>, token: string) {
  const row = await db
    .selectFrom('address_undos')
    .select(['user_id', 'created_at'])
    .where('environment_id', '=', db.environmentId)
    .where('token_digest', '=', digestOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', clock())
    .executeTakeFirst()
  return row && { userId: row.user_id, changedAt: row.created_at }
}

/** A change that is taken back. */
export interface ConsumedUndo {
  readonly former: Former | undefined
  readonly addedIdentityId: string | undefined
}

/**
 * Uses up the secrets of all changes of a person since a moment, the latest first: one statement, so that each works
 * once, and none of them brings back what an earlier one took away. None where somebody was faster.
 */
export async function consumeUndosSince(
  db: Db,
  { userId, since, now }: { readonly userId: string; readonly since: Date; readonly now: Date },
): Promise<readonly ConsumedUndo[]> {
  const rows = await db
    .updateTable('address_undos')
    .set({ used_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .where('used_at', 'is', null)
    .returning(['former', 'added_identity_id', 'created_at'])
    .execute()
  return rows
    .toSorted((one, other) => other.created_at.getTime() - one.created_at.getTime())
    .map((row) => ({
      former: row.former === null ? undefined : Former.parse(row.former),
      addedIdentityId: row.added_identity_id ?? undefined,
    }))
}
