import type { PublicJwk } from '#platform/crypto'
import type { Db } from '#platform/db'
import { newId } from '#platform/ids'

export async function writeClientKeys(
  db: Db,
  { applicationId }: { readonly applicationId: string },
  { keys, now }: { readonly keys: readonly PublicJwk[]; readonly now: Date },
): Promise<void> {
  await db
    .updateTable('applications')
    .set({ client_keys: JSON.stringify(keys), updated_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', applicationId)
    .execute()
}

/** Uses an assertion up: true for the first of any number at the same moment. */
export async function consumeAssertion(
  db: Db,
  assertion: { readonly applicationId: string; readonly digest: Buffer; readonly expiresAt: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('client_assertions')
    .values({
      environment_id: db.environmentId,
      id: newId(),
      application_id: assertion.applicationId,
      digest: assertion.digest,
      expires_at: assertion.expiresAt,
    })
    .onConflict((conflict) => conflict.constraint('client_assertions_used_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
