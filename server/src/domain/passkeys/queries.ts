import type { Selectable } from 'kysely'
import { sql, type Db, type Tables } from '#platform/db'
import { newId } from '#platform/ids'
import type { NewPasskey, Passkey } from './passkey.ts'

function passkeyOf(row: Selectable<Tables['passkeys']>): Passkey {
  return {
    id: row.id,
    userId: row.user_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    rpId: row.rp_id,
    userHandle: row.user_handle,
    aaguid: row.aaguid,
    transports: row.transports,
    isSynced: row.is_synced,
    signCount: Number(row.sign_count),
    name: row.name ?? undefined,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}

function passkeys(db: Db) {
  return db.selectFrom('passkeys').selectAll().where('environment_id', '=', db.environmentId)
}

export async function findPasskey(
  db: Db,
  { id, userId }: Pick<Passkey, 'id' | 'userId'>,
): Promise<Passkey | undefined> {
  const row = await passkeys(db).where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
  return row && passkeyOf(row)
}

export async function findPasskeyByCredential(db: Db, credentialId: Buffer): Promise<Passkey | undefined> {
  const row = await passkeys(db).where('credential_id', '=', credentialId).executeTakeFirst()
  return row && passkeyOf(row)
}

export async function isCredentialKnown(db: Db, credentialId: Buffer): Promise<boolean> {
  return (await findPasskeyByCredential(db, credentialId)) !== undefined
}

/** Lists the passkeys of a user, of every host, the oldest first. */
export async function listPasskeys(db: Db, userId: string): Promise<readonly Passkey[]> {
  const rows = await passkeys(db).where('user_id', '=', userId).orderBy('id').execute()
  return rows.map(passkeyOf)
}

/** Lists the passkeys with which a user can sign in at a host. */
export async function listPasskeysAt(
  db: Db,
  { userId, rpId }: Pick<Passkey, 'userId' | 'rpId'>,
): Promise<readonly Passkey[]> {
  const rows = await passkeys(db).where('user_id', '=', userId).where('rp_id', '=', rpId).orderBy('id').execute()
  return rows.map(passkeyOf)
}

interface StoredPasskey extends NewPasskey {
  readonly id: string
  readonly userId: string
  readonly now: Date
}

export async function insertPasskey(db: Db, passkey: StoredPasskey): Promise<Passkey> {
  const row = await db
    .insertInto('passkeys')
    .values({
      environment_id: db.environmentId,
      id: passkey.id,
      user_id: passkey.userId,
      credential_id: Buffer.from(passkey.credentialId, 'base64url'),
      public_key: Buffer.from(passkey.publicKey, 'base64url'),
      rp_id: passkey.rpId,
      user_handle: Buffer.from(passkey.userHandle, 'base64url'),
      aaguid: passkey.aaguid,
      transports: passkey.transports,
      is_synced: passkey.isSynced,
      sign_count: String(passkey.signCount),
      created_at: passkey.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return passkeyOf(row)
}

/** Records a use. Returns false where the passkey is gone. The highest counter is kept, so that each step back shows. */
export async function notePasskeyUse(
  db: Db,
  { id, userId, signCount, now }: Pick<Passkey, 'id' | 'userId' | 'signCount'> & { readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('passkeys')
    .set({ last_used_at: now, sign_count: sql<string>`greatest(sign_count, ${signCount})` })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function writePasskeyName(
  db: Db,
  { id, userId, name }: Pick<Passkey, 'id' | 'userId'> & { readonly name: string | null },
): Promise<Passkey | undefined> {
  const row = await db
    .updateTable('passkeys')
    .set({ name })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  return row && passkeyOf(row)
}

export async function deletePasskey(
  db: Db,
  { id, userId }: Pick<Passkey, 'id' | 'userId'>,
): Promise<Passkey | undefined> {
  const row = await db
    .deleteFrom('passkeys')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  return row && passkeyOf(row)
}

/** Removes the passkeys that a person got after a moment: for an account that was in other hands since. */
export async function removePasskeysSince(
  db: Db,
  { userId, since }: { readonly userId: string; readonly since: Date },
): Promise<void> {
  await db
    .deleteFrom('passkeys')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('created_at', '>', since)
    .execute()
}

/** Removes every passkey of a user, for an account that changes its owner (ATO-01). */
export async function removePasskeysOfUser(db: Db, userId: string): Promise<void> {
  for (const table of ['passkeys', 'passkey_refusals'] as const) {
    await db.deleteFrom(table).where('environment_id', '=', db.environmentId).where('user_id', '=', userId).execute()
  }
}

/** Stores a challenge as used; false where it was stored before. */
export async function insertSpentChallenge(
  db: Db,
  { digest, expiresAt }: { readonly digest: Buffer; readonly expiresAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('spent_passkey_challenges')
    .values({ environment_id: db.environmentId, id: newId(), digest, expires_at: expiresAt })
    .onConflict((conflict) => conflict.constraint('spent_passkey_challenges_unique').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

/** Remembers that a person answered "Not now". */
export async function keepRefusal(
  db: Db,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await db
    .insertInto('passkey_refusals')
    .values({ environment_id: db.environmentId, user_id: userId, refused_at: now })
    .onConflict((conflict) => conflict.columns(['environment_id', 'user_id']).doUpdateSet({ refused_at: now }))
    .execute()
}

export async function hasRefusedPasskey(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('passkey_refusals')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row !== undefined
}
