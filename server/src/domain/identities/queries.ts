import type { Db } from '#platform/db'
import { newId } from '#platform/ids'
import type { EmailAddress } from './email-address.ts'

/** The first identity of a user is primary (U1-2). Raises a violation of `identities_normalized_unique` when taken. */
export async function insertEmailIdentity(
  db: Db,
  environmentId: string,
  identity: { userId: string; address: EmailAddress; isPrimary: boolean; verifiedAt: Date | null; now: Date },
): Promise<void> {
  await db
    .insertInto('identities')
    .values({
      environment_id: environmentId,
      id: newId(),
      user_id: identity.userId,
      kind: 'email',
      value: identity.address.typed,
      normalized: identity.address.normalized,
      is_primary: identity.isPrimary,
      verified_at: identity.verifiedAt,
      created_at: identity.now,
    })
    .execute()
}

/** True when this call made it verified: it was not before. */
export async function markEmailVerified(
  db: Db,
  environmentId: string,
  { userId, normalized, now }: { userId: string; normalized: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('identities')
    .set({ verified_at: now })
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .where('kind', '=', 'email')
    .where('normalized', '=', normalized)
    .where('verified_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
